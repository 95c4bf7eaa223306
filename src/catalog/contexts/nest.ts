import type { ClassContext, DecoratorContext, LibraryContexts } from '../contexts.ts';

function methods(
  names: readonly string[],
  context: DecoratorContext['context'],
  request?: number | null,
): readonly DecoratorContext[] {
  return names.map((name) => ({ name, target: 'method', context, ...(request === undefined ? {} : { request }) }));
}

/** Class decorators whose classes the container of NestJS makes, in any package: the lifecycle hooks of all of them are called. */
const containerClasses = [
  'nest/Injectable',
  'nest/Controller',
  'nest/Module',
  'nest/Catch',
  'nest-graphql/Resolver',
  'nest-gateways/WebSocketGateway',
  'nest-queues/Processor',
];

const lifecycle: ClassContext = {
  extends: ['*'],
  decoratedBy: containerClasses,
  methods: {
    onModuleInit: 'boot',
    onApplicationBootstrap: 'boot',
    onModuleDestroy: 'shutdown',
    beforeApplicationShutdown: 'shutdown',
    onApplicationShutdown: 'shutdown',
  },
};

/** Dynamic modules whose set-up takes `useFactory`: module name → package. */
const dynamicModules: Readonly<Record<string, string>> = {
  BullModule: '@nestjs/bullmq',
  CacheModule: '@nestjs/cache-manager',
  ClientsModule: '@nestjs/microservices',
  ClsModule: 'nestjs-cls',
  ConfigModule: '@nestjs/config',
  ElasticsearchModule: '@nestjs/elasticsearch',
  EventEmitterModule: '@nestjs/event-emitter',
  GraphQLModule: '@nestjs/graphql',
  HttpModule: '@nestjs/axios',
  I18nModule: 'nestjs-i18n',
  JwtModule: '@nestjs/jwt',
  LoggerModule: 'nestjs-pino',
  MailerModule: '@nestjs-modules/mailer',
  MikroOrmModule: '@mikro-orm/nestjs',
  MongooseModule: '@nestjs/mongoose',
  MulterModule: '@nestjs/platform-express',
  PassportModule: '@nestjs/passport',
  RedisModule: '@nestjs-modules/ioredis',
  ScheduleModule: '@nestjs/schedule',
  SequelizeModule: '@nestjs/sequelize',
  ServeStaticModule: '@nestjs/serve-static',
  ThrottlerModule: '@nestjs/throttler',
  TypeOrmModule: '@nestjs/typeorm',
  WinstonModule: 'nest-winston',
};

const dynamicMethods = [
  'forRoot',
  'forRootAsync',
  'register',
  'registerAsync',
  'registerQueue',
  'registerQueueAsync',
  'forFeature',
  'forFeatureAsync',
];

/** Per-request functions in what a module is set up with. */
const graphqlOptions = ['context', 'formatError', 'resolvers.*.*', 'subscriptions.*', 'subscriptions.*.*'];
const uploadOptions = ['fileFilter'];

/** Classes that make the options of a module (`forRootAsync({ useClass })`): interface → its method, which runs once. */
const optionFactories: Readonly<Record<string, string>> = {
  AuthOptionsFactory: 'createAuthOptions',
  BullOptionsFactory: 'createBullOptions',
  CacheOptionsFactory: 'createCacheOptions',
  ClientsModuleOptionsFactory: 'createClientOptions',
  ElasticsearchOptionsFactory: 'createElasticsearchOptions',
  HttpModuleOptionsFactory: 'createHttpOptions',
  JwtOptionsFactory: 'createJwtOptions',
  MailerOptionsFactory: 'createMailerOptions',
  MikroOrmOptionsFactory: 'createMikroOrmOptions',
  MongooseOptionsFactory: 'createMongooseOptions',
  RegisterQueueOptionsFactory: 'createRegisterQueueOptions',
  SequelizeOptionsFactory: 'createSequelizeOptions',
  SharedBullConfigurationFactory: 'createSharedConfiguration',
  ThrottlerOptionsFactory: 'createThrottlerOptions',
  TypeOrmOptionsFactory: 'createTypeOrmOptions',
};

/** NestJS: the container calls what decorators and interfaces name. */
export const nestFamily: readonly LibraryContexts[] = [
  {
    id: 'nest',
    packages: [
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/platform-express',
      '@nestjs/platform-fastify',
      '@nestjs/testing',
    ],
    source:
      'nestjs/docs.nestjs.com content/controllers.md, faq/request-lifecycle.md, fundamentals/lifecycle-events.md, fundamentals/custom-providers.md; @nestjs/common interfaces (11)',
    objects: {
      app: {
        from: [
          '.NestFactory.create()',
          '.NestFactory.createMicroservice()',
          '.NestFactory.createApplicationContext()',
          '@module.createNestApplication()',
        ],
        types: [
          'INestApplication',
          'NestExpressApplication',
          'NestFastifyApplication',
          'INestMicroservice',
          'INestApplicationContext',
        ],
        fluent: [
          'use',
          'setGlobalPrefix',
          'useGlobalGuards',
          'useGlobalPipes',
          'useGlobalInterceptors',
          'useGlobalFilters',
          'enableShutdownHooks',
          'init',
        ],
      },
      module: { from: ['.Test.createTestingModule().compile()'] },
      consumer: { from: [], types: ['MiddlewareConsumer'], fluent: ['apply', 'exclude', 'forRoutes'] },
    },
    registrations: [
      {
        on: 'app',
        call: ['use'],
        callback: 'functions',
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      },
      { on: 'app', call: ['listen'], callback: 'last', context: 'boot', request: null },
      {
        on: 'consumer',
        call: ['apply'],
        callback: 'functions',
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      },
      {
        on: '',
        call: ['.Module'],
        callback: { option: ['providers.useFactory', 'imports.useFactory', 'exports.useFactory'], argument: 0 },
        context: 'boot',
        request: null,
      },
      { on: '', call: ['.createParamDecorator'], callback: 0, context: 'request', request: 1 },
      {
        on: '',
        call: ['.FileInterceptor', '.FilesInterceptor', '.FileFieldsInterceptor', '.AnyFilesInterceptor'],
        callback: { option: ['fileFilter', 'storage.*'] },
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request' },
      },
      { on: '', call: ['.mixin', '.applyDecorators'], callback: 'functions', context: 'caller', request: null },
    ],
    decorators: [
      { name: 'Controller', target: 'class', context: 'boot' },
      { name: 'Injectable', target: 'class', context: 'boot' },
      { name: 'Module', target: 'class', context: 'boot' },
      { name: 'Catch', target: 'class', context: 'boot' },
      ...methods(
        [
          'Get',
          'Post',
          'Put',
          'Patch',
          'Delete',
          'All',
          'Head',
          'Options',
          'Search',
          'Propfind',
          'Proppatch',
          'Mkcol',
          'Copy',
          'Move',
          'Lock',
          'Unlock',
          'Sse',
        ],
        'request',
      ),
    ],
    classes: [
      lifecycle,
      { extends: ['OnModuleInit'], methods: { onModuleInit: 'boot' } },
      { extends: ['OnApplicationBootstrap'], methods: { onApplicationBootstrap: 'boot' } },
      { extends: ['OnModuleDestroy'], methods: { onModuleDestroy: 'shutdown' } },
      { extends: ['BeforeApplicationShutdown'], methods: { beforeApplicationShutdown: 'shutdown' } },
      { extends: ['OnApplicationShutdown'], methods: { onApplicationShutdown: 'shutdown' } },
      { extends: ['NestModule'], methods: { configure: 'boot' } },
      { extends: ['*'], decoratedBy: ['Module'], methods: { configure: 'boot' } },
      { extends: ['CanActivate'], methods: { canActivate: 'request' }, requests: { canActivate: 0 } },
      { extends: ['NestInterceptor'], methods: { intercept: 'request' }, requests: { intercept: 0 } },
      { extends: ['PipeTransform'], methods: { transform: 'request' }, requests: { transform: 0 } },
      { extends: ['ExceptionFilter', 'BaseExceptionFilter'], methods: { catch: 'request' }, requests: { catch: 1 } },
      { extends: ['*'], decoratedBy: ['Catch'], methods: { catch: 'request' }, requests: { catch: 1 } },
      { extends: ['NestMiddleware'], methods: { use: 'request' }, requests: { use: 0 } },
      {
        extends: ['LoggerService', 'ConsoleLogger', 'Logger'],
        methods: {
          log: 'event',
          error: 'event',
          warn: 'event',
          debug: 'event',
          verbose: 'event',
          fatal: 'event',
        },
      },
    ],
    functionTypes: [
      {
        types: ['FactoryProvider', 'Provider', 'DynamicModule'],
        members: ['useFactory', 'providers.useFactory'],
        context: 'boot',
        request: null,
      },
    ],
    requestDecorators: [
      'Req',
      'Request',
      'Res',
      'Response',
      'Body',
      'RawBody',
      'Param',
      'Query',
      'Headers',
      'Session',
      'Ip',
      'HostParam',
      'UploadedFile',
      'UploadedFiles',
      'Next',
    ],
  },
  {
    id: 'nest-modules',
    packages: [...Object.values(dynamicModules), '@nestjs/bull', '@liaoliaots/nestjs-redis'],
    source: 'nestjs/docs.nestjs.com content/fundamentals/dynamic-modules.md, async options of each module',
    registrations: [
      {
        on: '',
        call: Object.keys(dynamicModules).flatMap((name) => dynamicMethods.map((method) => `.${name}.${method}`)),
        callback: { option: ['useFactory', 'load', 'validate', 'clients.useFactory'] },
        context: 'boot',
        request: null,
      },
      // GraphQL and Apollo take per-request functions in the same options.
      {
        on: '',
        call: ['.GraphQLModule.forRoot', '.GraphQLModule.forRootAsync'],
        callback: { option: graphqlOptions },
        context: 'request',
        request: 0,
      },
      // The same where a factory gives the options.
      {
        on: '',
        call: ['.GraphQLModule.forRootAsync'],
        callback: { option: ['useFactory'] },
        context: 'boot',
        request: null,
        returns: { context: 'request', at: graphqlOptions, request: 0 },
      },
      {
        on: '',
        call: ['.MulterModule.register'],
        callback: { option: uploadOptions },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.MulterModule.registerAsync'],
        callback: { option: ['useFactory'] },
        context: 'boot',
        request: null,
        returns: { context: 'request', at: uploadOptions, request: 0 },
      },
    ],
    classes: [
      ...Object.entries(optionFactories).map(
        ([name, method]): ClassContext => ({ extends: [name], methods: { [method]: 'boot' } }),
      ),
      {
        extends: ['GqlOptionsFactory'],
        methods: { createGqlOptions: 'boot' },
        returns: { createGqlOptions: { context: 'request', at: graphqlOptions, request: 0 } },
      },
      {
        extends: ['MulterOptionsFactory'],
        methods: { createMulterOptions: 'boot' },
        returns: { createMulterOptions: { context: 'request', at: uploadOptions, request: 0 } },
      },
    ],
  },
  {
    id: 'nest-schedule',
    packages: ['@nestjs/schedule'],
    source: 'nestjs/docs.nestjs.com content/techniques/task-scheduling.md; @nestjs/schedule decorators (12.0)',
    decorators: methods(['Cron', 'Interval', 'Timeout'], 'timer', null),
  },
  {
    id: 'nest-events',
    packages: ['@nestjs/event-emitter'],
    source: 'nestjs/docs.nestjs.com content/techniques/events.md',
    decorators: methods(['OnEvent'], 'event', 0),
    objects: { emitter: { from: [], types: ['EventEmitter2'], extends: ['node-events/emitter'] } },
  },
  {
    id: 'nest-queues',
    packages: ['@nestjs/bullmq', '@nestjs/bull', '@ssut/nestjs-sqs'],
    source: 'nestjs/docs.nestjs.com content/techniques/queues.md',
    decorators: [
      { name: 'Processor', target: 'class', context: 'boot' },
      ...methods(['Process', 'SqsMessageHandler'], 'job', 0),
      ...methods(
        [
          'OnWorkerEvent',
          'OnQueueEvent',
          'OnQueueActive',
          'OnQueueCompleted',
          'OnQueueFailed',
          'OnQueueError',
          'OnQueueWaiting',
          'OnQueueProgress',
          'OnQueueStalled',
          'OnQueuePaused',
          'OnQueueResumed',
          'OnQueueCleaned',
          'OnQueueDrained',
          'OnQueueRemoved',
          'OnGlobalQueueCompleted',
          'OnGlobalQueueFailed',
          'SqsConsumerEventHandler',
        ],
        'event',
        0,
      ),
    ],
    classes: [
      { extends: ['WorkerHost'], methods: { process: 'job' }, requests: { process: 0 } },
      { extends: ['*'], decoratedBy: ['Processor'], methods: { process: 'job' }, requests: { process: 0 } },
    ],
  },
  {
    id: 'nest-golevelup',
    packages: ['@golevelup/nestjs-rabbitmq', '@golevelup/nestjs-hasura', '@golevelup/nestjs-stripe'],
    source:
      'golevelup/nestjs packages/rabbitmq/README.md, src/rabbitmq.decorators.ts, src/amqp/connection.ts (6); packages/hasura/README.md, packages/stripe/README.md',
    objects: { connection: { from: [], types: ['AmqpConnection'] } },
    registrations: [
      {
        on: 'connection',
        call: ['createSubscriber', 'createBatchSubscriber'],
        callback: 0,
        context: 'event',
        request: 0,
      },
      { on: 'connection', call: ['createRpc'], callback: 0, context: 'request', request: 0 },
    ],
    decorators: [
      ...methods(['RabbitSubscribe', 'RabbitHandler'], 'event', 0),
      ...methods(['RabbitRPC'], 'request', 0),
      ...methods(['HasuraEventHandler', 'TrackedHasuraEventHandler', 'StripeWebhookHandler'], 'event', 0),
    ],
    requestDecorators: ['RabbitPayload', 'RabbitHeader', 'RabbitRequest', 'HasuraEvent'],
  },
  {
    id: 'nest-microservices',
    packages: ['@nestjs/microservices'],
    source: 'nestjs/docs.nestjs.com content/microservices; @nestjs/microservices decorators (12.1)',
    decorators: [
      ...methods(['MessagePattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall'], 'request', 0),
      ...methods(['EventPattern'], 'event', 0),
    ],
    classes: [{ extends: ['CustomTransportStrategy', 'Server'], methods: { listen: 'boot', close: 'shutdown' } }],
    requestDecorators: ['Payload', 'Ctx'],
  },
  {
    id: 'nest-gateways',
    packages: ['@nestjs/websockets'],
    source: 'nestjs/docs.nestjs.com content/websockets/gateways.md; @nestjs/websockets hooks (12.1)',
    decorators: [
      { name: 'WebSocketGateway', target: 'class', context: 'boot' },
      ...methods(['SubscribeMessage'], 'event'),
    ],
    classes: [
      {
        extends: ['*'],
        decoratedBy: ['WebSocketGateway'],
        methods: { handleConnection: 'connection', handleDisconnect: 'connection', afterInit: 'boot' },
        requests: { handleConnection: 0, handleDisconnect: 0 },
      },
      {
        extends: ['OnGatewayConnection'],
        methods: { handleConnection: 'connection' },
        requests: { handleConnection: 0 },
      },
      {
        extends: ['OnGatewayDisconnect'],
        methods: { handleDisconnect: 'connection' },
        requests: { handleDisconnect: 0 },
      },
      { extends: ['OnGatewayInit'], methods: { afterInit: 'boot' } },
    ],
    requestDecorators: ['MessageBody', 'ConnectedSocket'],
  },
  {
    id: 'nest-graphql',
    packages: ['@nestjs/graphql'],
    source: 'nestjs/docs.nestjs.com content/graphql (resolvers, subscriptions, federation, plugins)',
    decorators: [
      { name: 'Resolver', target: 'class', context: 'boot' },
      { name: 'Plugin', target: 'class', context: 'boot' },
      { name: 'Scalar', target: 'class', context: 'boot' },
      ...methods(
        ['Query', 'Mutation', 'Subscription', 'ResolveField', 'ResolveProperty', 'ResolveReference'],
        'request',
      ),
    ],
    registrations: [
      { on: '', call: ['.Subscription'], callback: { option: ['filter', 'resolve'] }, context: 'event', request: 0 },
      {
        on: '',
        call: [
          '.Field',
          '.ResolveField',
          '.Query',
          '.Mutation',
          '.Args',
          '.InputType',
          '.ObjectType',
          '.registerEnumType',
        ],
        callback: 'functions',
        context: 'load',
        request: null,
      },
    ],
    classes: [
      {
        extends: ['*'],
        decoratedBy: ['Scalar'],
        methods: { parseValue: 'request', serialize: 'request', parseLiteral: 'request' },
      },
    ],
    requestDecorators: ['Args', 'Context', 'Info', 'Parent', 'Root'],
  },
  {
    id: 'nest-cqrs',
    packages: ['@nestjs/cqrs'],
    source: '@nestjs/cqrs decorators (12.0)',
    decorators: [
      { name: 'CommandHandler', target: 'class', context: 'boot' },
      { name: 'QueryHandler', target: 'class', context: 'boot' },
      { name: 'EventsHandler', target: 'class', context: 'boot' },
      { name: 'Saga', target: 'property', context: 'event' },
    ],
    classes: [
      {
        extends: ['*'],
        decoratedBy: ['CommandHandler', 'QueryHandler'],
        methods: { execute: 'request' },
        requests: { execute: 0 },
      },
      { extends: ['ICommandHandler', 'IQueryHandler'], methods: { execute: 'request' }, requests: { execute: 0 } },
      { extends: ['*'], decoratedBy: ['EventsHandler'], methods: { handle: 'event' }, requests: { handle: 0 } },
      { extends: ['IEventHandler'], methods: { handle: 'event' }, requests: { handle: 0 } },
    ],
  },
];
