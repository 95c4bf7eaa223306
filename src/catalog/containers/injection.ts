import type { Container, LifetimeChoice } from '../containers.ts';

const nestChoices: readonly LifetimeChoice[] = [
  { option: 'scope', is: 'Scope.DEFAULT', lifetime: 'process' },
  { option: 'scope', is: 'Scope.REQUEST', lifetime: 'request' },
  { option: 'scope', is: 'Scope.TRANSIENT', lifetime: 'owner' },
  // Durable providers are kept a tenant, not a request.
  { option: 'durable', is: true, lifetime: 'process' },
];

/** The words of awilix for a lifetime, in the option at this path. */
function lifetimeChoices(option: string): readonly LifetimeChoice[] {
  return [
    { option, is: 'Lifetime.SINGLETON', lifetime: 'process' },
    { option, is: 'SINGLETON', lifetime: 'process' },
    { option, is: 'Lifetime.SCOPED', lifetime: 'scope' },
    { option, is: 'SCOPED', lifetime: 'scope' },
    { option, is: 'Lifetime.TRANSIENT', lifetime: 'owner' },
  ];
}

/** Dependency containers. */
export const injectionContainers: readonly Container[] = [
  {
    id: 'nest',
    packages: [
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/websockets',
      '@nestjs/graphql',
      '@nestjs/bullmq',
      '@nestjs/bull',
      '@nestjs/schedule',
      '@nestjs/event-emitter',
      '@nestjs/passport',
      '@nestjs/cqrs',
      '@nestjs/microservices',
    ],
    source:
      'nestjs/docs.nestjs.com content/fundamentals/provider-scopes.md, custom-providers.md, techniques/events.md, techniques/queues.md (11)',
    objects: {
      app: {
        from: ['.NestFactory.create()', '.NestFactory.createMicroservice()', '.NestFactory.createApplicationContext()'],
        types: ['INestApplication', 'INestApplicationContext', 'NestExpressApplication', 'NestFastifyApplication'],
      },
      moduleRef: { from: ['new .ModuleRef'], types: ['ModuleRef'] },
    },
    decorators: [
      { name: 'Injectable', lifetime: 'process', choices: nestChoices },
      { name: 'Controller', lifetime: 'process', choices: nestChoices },
      { name: 'Resolver', lifetime: 'process', choices: nestChoices },
      { name: 'Catch', lifetime: 'process' },
      { name: 'Module', lifetime: 'process' },
      { name: 'WebSocketGateway', lifetime: 'process' },
      { name: 'CommandHandler', lifetime: 'process', choices: nestChoices },
      { name: 'QueryHandler', lifetime: 'process', choices: nestChoices },
      { name: 'EventsHandler', lifetime: 'process', choices: nestChoices },
      { name: 'Plugin', lifetime: 'process' },
      { name: 'Scalar', lifetime: 'process' },
      // A request-scoped processor is made for each job.
      {
        name: 'Processor',
        lifetime: 'process',
        choices: [
          { option: 'scope', is: 'Scope.REQUEST', lifetime: 'job' },
          { option: 'scope', is: 'Scope.TRANSIENT', lifetime: 'owner' },
        ],
      },
    ],
    bases: [{ name: 'PassportStrategy', lifetime: 'process' }],
    forced: ['WebSocketGateway', 'Cron', 'Interval', 'Timeout', 'OnEvent'].map((decorator) => ({
      decorator,
      lifetime: 'process' as const,
    })),
    calls: [
      { on: '', call: ['.Module'], made: 'class', argument: 'providers', lifetime: 'process' },
      { on: '', call: ['.Module'], made: 'class', argument: 'controllers', lifetime: 'process' },
      {
        on: '',
        call: ['.Module'],
        made: 'class',
        argument: 'providers.useClass',
        lifetime: 'process',
        key: { beside: 'provide' },
        choices: nestChoices.map((choice) => ({ ...choice, option: `providers.${choice.option}` })),
      },
      {
        on: '',
        call: ['.Module'],
        made: 'factory',
        argument: 'providers.useFactory',
        lifetime: 'process',
        key: { beside: 'provide' },
        choices: nestChoices.map((choice) => ({ ...choice, option: `providers.${choice.option}` })),
      },
      {
        on: '',
        call: ['.Module'],
        made: 'value',
        argument: 'providers.useValue',
        lifetime: 'process',
        key: { beside: 'provide' },
      },
      {
        on: 'app',
        call: ['useGlobalGuards', 'useGlobalPipes', 'useGlobalInterceptors', 'useGlobalFilters'],
        made: 'value',
        argument: 0,
        lifetime: 'process',
      },
      {
        on: '',
        call: ['.UseGuards', '.UsePipes', '.UseInterceptors', '.UseFilters'],
        made: 'class',
        argument: 0,
        lifetime: 'process',
      },
    ],
    described: [{ by: 'module', decorator: 'Module' }],
    asks: ['Inject'],
    lookups: [
      { on: 'moduleRef', call: ['get'] },
      { on: 'app', call: ['get'] },
      { on: 'moduleRef', call: ['resolve', 'create'], fresh: true },
      { on: 'app', call: ['resolve'], fresh: true },
    ],
    bubbling: [
      { inject: ['REQUEST', 'CONTEXT'], lifetime: 'request' },
      { inject: ['INQUIRER'], lifetime: 'owner' },
    ],
  },
  {
    id: 'inversify',
    packages: ['inversify', '@inversifyjs/container', 'inversify-binding-decorators'],
    source:
      'inversify/monorepo packages/docs/services/inversify-site/docs/api/container.mdx, fundamentals/binding.mdx, api/binding-syntax.mdx (7)',
    objects: {
      container: { from: ['new .Container', '@container.createChild()'], types: ['Container', 'interfaces.Container'] },
      binding: {
        from: ['@container.bind()', '@container.rebind()', '@container.rebindSync()', '@options.bind()', '.bind()'],
      },
      options: { from: ['@module.*'], types: ['ContainerModuleLoadOptions', 'interfaces.Bind'] },
      module: { from: ['new .ContainerModule'] },
      scoped: {
        from: ['@binding.to()', '@binding.toSelf()', '@binding.toDynamicValue()', '@binding.toResolvedValue()'],
      },
    },
    decorators: [
      {
        name: 'injectable',
        lifetime: 'owner',
        choices: [
          { is: 'Singleton', lifetime: 'process' },
          { is: 'Request', lifetime: 'call' },
          { is: 'bindingScopeValues.Singleton', lifetime: 'process' },
          { is: 'bindingScopeValues.Request', lifetime: 'call' },
        ],
      },
      { name: 'provide', lifetime: 'owner' },
      { name: 'provideSingleton', lifetime: 'process' },
    ],
    calls: [
      { on: 'binding', call: ['to'], made: 'class', argument: 0, lifetime: 'owner', key: { chained: 'bind' } },
      { on: 'container', call: ['bind'], made: 'class', argument: 0, lifetime: 'owner' },
      {
        on: 'binding',
        call: ['toDynamicValue', 'toResolvedValue'],
        made: 'factory',
        argument: 0,
        lifetime: 'owner',
        key: { chained: 'bind' },
      },
      {
        on: 'binding',
        call: ['toConstantValue', 'toFunction', 'toConstructor'],
        made: 'value',
        argument: 0,
        lifetime: 'process',
        key: { chained: 'bind' },
      },
      {
        on: 'binding',
        call: ['toFactory', 'toProvider', 'toAutoFactory'],
        made: 'factory',
        argument: 0,
        lifetime: 'process',
      },
    ],
    methods: [
      { on: 'scoped', method: 'inSingletonScope', lifetime: 'process' },
      { on: 'scoped', method: 'inTransientScope', lifetime: 'owner' },
      { on: 'scoped', method: 'inRequestScope', lifetime: 'call' },
    ],
    containerOptions: [
      {
        call: 'new .Container',
        choices: [
          { option: 'defaultScope', is: 'Singleton', lifetime: 'process' },
          { option: 'defaultScope', is: 'BindingScopeEnum.Singleton', lifetime: 'process' },
          { option: 'defaultScope', is: 'bindingScopeValues.Singleton', lifetime: 'process' },
          { option: 'defaultScope', is: 'Request', lifetime: 'call' },
        ],
      },
    ],
    lookups: [
      { on: 'container', call: ['get', 'getAsync', 'getNamed', 'getTagged', 'resolve'] },
      { on: 'container', call: ['getAll', 'getAllAsync', 'getAllNamed', 'getAllTagged'], all: true },
    ],
    asks: ['inject'],
    asksAll: ['multiInject'],
  },
  {
    id: 'inversify-http',
    packages: ['@inversifyjs/http-core', 'inversify-express-utils'],
    source:
      'inversify/monorepo packages/framework/http/libraries/core/src/decorators/Controller.ts; inversify-express-utils README (6)',
    decorators: [
      { name: 'Controller', lifetime: 'request', choices: [{ option: 'scope', is: 'Singleton', lifetime: 'process' }] },
      { name: 'controller', lifetime: 'request' },
    ],
    bases: [
      { name: 'BaseHttpController', lifetime: 'request' },
      { name: 'BaseMiddleware', lifetime: 'request' },
    ],
  },
  {
    id: 'tsyringe',
    packages: ['tsyringe'],
    source: 'microsoft/tsyringe README (4.10)',
    objects: {
      container: { from: ['.container', '@container.createChildContainer()'], types: ['DependencyContainer'] },
    },
    decorators: [
      { name: 'injectable', lifetime: 'owner' },
      { name: 'autoInjectable', lifetime: 'owner' },
      { name: 'singleton', lifetime: 'process' },
      {
        name: 'scoped',
        lifetime: 'scope',
        choices: [
          { is: 'Lifecycle.ContainerScoped', lifetime: 'scope' },
          { is: 'Lifecycle.ResolutionScoped', lifetime: 'call' },
          { is: 'Lifecycle.Singleton', lifetime: 'process' },
        ],
      },
      { name: 'registry', lifetime: 'owner' },
    ],
    calls: [
      {
        on: 'container',
        call: ['register'],
        made: 'class',
        argument: 1,
        key: 0,
        lifetime: 'owner',
        choices: [
          { option: 'lifecycle', is: 'Lifecycle.Singleton', lifetime: 'process' },
          { option: 'lifecycle', is: 'Lifecycle.ContainerScoped', lifetime: 'scope' },
          { option: 'lifecycle', is: 'Lifecycle.ResolutionScoped', lifetime: 'call' },
        ],
      },
      {
        on: 'container',
        call: ['register'],
        made: 'class',
        argument: 'useClass',
        key: 0,
        lifetime: 'owner',
        choices: [
          { option: 'lifecycle', is: 'Lifecycle.Singleton', lifetime: 'process' },
          { option: 'lifecycle', is: 'Lifecycle.ContainerScoped', lifetime: 'scope' },
        ],
      },
      { on: 'container', call: ['registerType'], made: 'class', argument: 1, lifetime: 'owner', key: 0 },
      { on: 'container', call: ['registerSingleton'], made: 'class', argument: 0, lifetime: 'process' },
      { on: 'container', call: ['registerSingleton'], made: 'class', argument: 1, lifetime: 'process', key: 0 },
      { on: 'container', call: ['registerInstance'], made: 'value', argument: 1, lifetime: 'process', key: 0 },
      { on: 'container', call: ['register'], made: 'value', argument: 'useValue', lifetime: 'process', key: 0 },
      { on: 'container', call: ['register'], made: 'factory', argument: 'useFactory', lifetime: 'owner', key: 0 },
      {
        on: '',
        call: ['.instanceCachingFactory', '.predicateAwareClassFactory'],
        made: 'factory',
        argument: 0,
        lifetime: 'process',
      },
      { on: '', call: ['.instancePerContainerCachingFactory'], made: 'factory', argument: 0, lifetime: 'scope' },
    ],
    lookups: [
      { on: 'container', call: ['resolve'] },
      { on: 'container', call: ['resolveAll'], all: true },
    ],
    asks: ['inject'],
    asksAll: ['injectAll'],
  },
  {
    id: 'typedi',
    packages: ['typedi', '@freshgum/typedi', 'typedi-no-dynamic-require'],
    source:
      'typestack/typedi cjs/decorators/service.decorator.js, types/interfaces/service-metadata.interface.d.ts (0.10)',
    objects: {
      container: { from: ['.Container', '.default'], types: ['ContainerInstance'] },
      scoped: { from: ['@container.of()'] },
    },
    decorators: [
      {
        name: 'Service',
        lifetime: 'process',
        choices: [
          { option: 'transient', is: true, lifetime: 'owner' },
          { option: 'global', is: true, lifetime: 'process' },
          // 0.9 and older, and the fork.
          { option: 'scope', is: 'transient', lifetime: 'owner' },
          { option: 'scope', is: 'container', lifetime: 'scope' },
          { option: 'scope', is: 'singleton', lifetime: 'process' },
        ],
      },
    ],
    calls: [
      { on: 'container', call: ['set'], made: 'value', argument: 1, lifetime: 'process', key: 0 },
      {
        on: 'container',
        call: ['set'],
        made: 'class',
        argument: 'type',
        key: 'id',
        lifetime: 'process',
        choices: [{ option: 'transient', is: true, lifetime: 'owner' }],
      },
      {
        on: 'container',
        call: ['set'],
        made: 'factory',
        argument: 'factory',
        key: 'id',
        lifetime: 'process',
        choices: [{ option: 'transient', is: true, lifetime: 'owner' }],
      },
      { on: 'container', call: ['set'], made: 'value', argument: 'value', lifetime: 'process', key: 'id' },
    ],
    lookups: [
      { on: 'container', call: ['get'] },
      { on: 'scoped', call: ['get'] },
      { on: 'container', call: ['getMany'], all: true },
      { on: 'scoped', call: ['getMany'], all: true },
    ],
    asks: ['Inject'],
    asksAll: ['InjectMany'],
  },
  {
    id: 'awilix',
    packages: ['awilix', '@fastify/awilix', 'awilix-express', 'awilix-koa', 'awilix-manager'],
    source: 'jeffijoe/awilix README (13.0); fastify/fastify-awilix README; jeffijoe/awilix-express README',
    objects: {
      container: {
        from: ['.createContainer()', '@container.createScope()', '.diContainer', '.diContainerClassic'],
        types: ['AwilixContainer'],
      },
      resolver: {
        from: ['.asClass()', '.asFunction()', '.asValue()', '@resolver.*()'],
        types: ['Resolver', 'BuildResolver'],
      },
    },
    calls: [
      // A file of the globs may export RESOLVER with a lifetime of its own.
      {
        on: 'container',
        call: ['loadModules'],
        made: 'files',
        argument: 0,
        lifetime: 'owner',
        choices: lifetimeChoices('resolverOptions.lifetime'),
      },
      {
        on: '',
        call: ['.asClass'],
        made: 'class',
        argument: 0,
        lifetime: 'owner',
        choices: lifetimeChoices('lifetime'),
      },
      {
        on: '',
        call: ['.asFunction'],
        made: 'factory',
        argument: 0,
        lifetime: 'owner',
        choices: lifetimeChoices('lifetime'),
      },
      { on: '', call: ['.asValue'], made: 'value', argument: 0, lifetime: 'process' },
    ],
    methods: [
      { on: 'resolver', method: 'singleton', lifetime: 'process' },
      { on: 'resolver', method: 'scoped', lifetime: 'scope' },
      { on: 'resolver', method: 'transient', lifetime: 'owner' },
    ],
    lookups: [
      { on: 'container', call: ['resolve', 'cradle'] },
      { on: 'container', call: ['build'], fresh: true },
    ],
    tables: ['register'],
    bag: 'cradle',
    places: ['diScope', 'diContainer'],
    byName: { option: 'injectionMode', is: ['CLASSIC', 'InjectionMode.CLASSIC'] },
  },
  {
    id: 'typed-inject',
    packages: ['typed-inject'],
    source: 'nicojs/typed-inject README (5.0)',
    objects: {
      injector: {
        from: [
          '.createInjector()',
          '@injector.provideClass()',
          '@injector.provideFactory()',
          '@injector.provideValue()',
          '@injector.createChildInjector()',
        ],
        types: ['Injector'],
      },
    },
    calls: [
      {
        on: 'injector',
        call: ['provideClass'],
        made: 'class',
        argument: 1,
        lifetime: 'scope',
        choices: [
          { is: 'Scope.Transient', lifetime: 'owner' },
          { is: 'transient', lifetime: 'owner' },
        ],
      },
      {
        on: 'injector',
        call: ['provideFactory'],
        made: 'factory',
        argument: 1,
        lifetime: 'scope',
        choices: [
          { is: 'Scope.Transient', lifetime: 'owner' },
          { is: 'transient', lifetime: 'owner' },
        ],
      },
      { on: 'injector', call: ['provideValue'], made: 'value', argument: 1, lifetime: 'process' },
    ],
    lookups: [
      { on: 'injector', call: ['resolve'] },
      { on: 'injector', call: ['injectClass', 'injectFunction'], fresh: true },
    ],
  },
  {
    id: 'loopback4',
    packages: ['@loopback/core', '@loopback/context', '@loopback/rest', '@loopback/boot', '@loopback/repository'],
    source: '@loopback/core dist/application.js (7.0); @loopback/context dist/binding.d.ts',
    objects: {
      app: { from: ['new .Application', 'new .RestApplication'], types: ['Application', 'RestApplication'] },
      binding: { from: ['@app.bind()', '@app.service()', '@app.repository()', '@binding.*()'], types: ['Binding'] },
    },
    decorators: [
      {
        name: 'injectable',
        lifetime: 'owner',
        choices: [
          { option: 'scope', is: 'BindingScope.SINGLETON', lifetime: 'process' },
          { option: 'scope', is: 'BindingScope.APPLICATION', lifetime: 'process' },
          { option: 'scope', is: 'BindingScope.SERVER', lifetime: 'process' },
          { option: 'scope', is: 'BindingScope.REQUEST', lifetime: 'request' },
          { option: 'scope', is: 'BindingScope.CONTEXT', lifetime: 'scope' },
          { option: 'scope', is: 'BindingScope.TRANSIENT', lifetime: 'owner' },
        ],
      },
      { name: 'lifeCycleObserver', lifetime: 'process' },
      { name: 'globalInterceptor', lifetime: 'owner' },
      { name: 'api', lifetime: 'request' },
    ],
    files: [
      { files: ['src/controllers/**/*.controller.ts'], lifetime: 'request' },
      { files: ['src/datasources/**/*.datasource.ts', 'src/observers/**/*.observer.ts'], lifetime: 'process' },
      { files: ['src/repositories/**/*.repository.ts', 'src/services/**/*.service.ts'], lifetime: 'owner' },
    ],
    calls: [
      { on: 'app', call: ['controller'], made: 'class', argument: 0, lifetime: 'request' },
      { on: 'app', call: ['service', 'repository', 'interceptor'], made: 'class', argument: 0, lifetime: 'owner' },
      {
        on: 'app',
        call: ['component', 'server', 'dataSource', 'lifeCycleObserver'],
        made: 'class',
        argument: 0,
        lifetime: 'process',
      },
      {
        on: 'binding',
        call: ['toClass', 'toProvider', 'toDynamicValue'],
        made: 'class',
        argument: 0,
        lifetime: 'owner',
        key: { chained: 'bind' },
      },
      { on: 'binding', call: ['to'], made: 'value', argument: 0, lifetime: 'process', key: { chained: 'bind' } },
    ],
    lookups: [{ on: 'app', call: ['get', 'getSync'] }],
    asks: ['inject'],
  },
];
