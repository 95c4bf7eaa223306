/**
 * What makes objects for a program, and how long those live: dependency containers and frameworks that construct classes, and
 * the places on framework objects where programs keep values.
 */

import { deepFreeze } from './freeze.ts';

/**
 * How long an instance lives that a container makes.
 * - `process`, `request`, `job`, `connection`: one for each of these
 * - `call`: one for each resolution (`container.get()`), which has nothing to do with a request
 * - `owner`: a new one for each consumer; it lives as long as what it is injected into
 * - `scope`: one for each (child) container; `request` where a child is made per request, else `process`
 */
export type InstanceLifetime = 'process' | 'request' | 'job' | 'connection' | 'call' | 'owner' | 'scope';

/** A literal in an argument that chooses another lifetime: an options key, a member of an enumeration, or a plain literal. */
export type LifetimeChoice = {
  /** Dotted path of the option in any object argument; absent: the argument itself. */
  readonly option?: string;
  /** What is written there: a literal, or the end of a member access (`Scope.REQUEST`, `Lifetime.SINGLETON`). */
  readonly is: string | boolean;
  readonly lifetime: InstanceLifetime;
};

/** A class decorator that makes a container construct the class. */
export type ContainerDecorator = {
  readonly name: string;
  /** Lifetime where no choice is written. */
  readonly lifetime: InstanceLifetime;
  readonly choices?: readonly LifetimeChoice[];
};

/**
 * A call that hands a class, a factory or a value to a container.
 * `made`: `class` (the container constructs the class of argument `argument`), `factory` (it calls that function and keeps what
 * comes), `value` (the object exists already and lives with the container).
 */
export type ContainerCall = {
  /** Callee as in `contexts.ts`: steps from the package, or a method on a kind of `objects`. */
  readonly on: string;
  readonly call: readonly string[];
  readonly made: 'class' | 'factory' | 'value';
  /** Index of the argument, or the dotted path of an option in any object argument. */
  readonly argument: number | string;
  readonly lifetime: InstanceLifetime;
  readonly choices?: readonly LifetimeChoice[];
};

/** Methods chained to a registering call that choose the lifetime (`asClass(C).singleton()`, `bind(T).to(C).inSingletonScope()`). */
export type LifetimeMethod = { readonly on: string; readonly method: string; readonly lifetime: InstanceLifetime };

/** A call that asks the container for an instance: `container.get(C)`. `fresh`: a new one at each call. */
export type ContainerLookup = { readonly on: string; readonly call: readonly string[]; readonly fresh?: boolean };

/** An injected thing that makes its consumer live as long as itself (`@Inject(REQUEST)` of NestJS). */
export type Bubbling = { readonly inject: readonly string[]; readonly lifetime: InstanceLifetime };

export type Container = {
  readonly id: string;
  readonly packages: readonly string[];
  readonly source: string;
  /** Ids of `scopes` that this entry answers, for the reader who wants the prose. */
  readonly rows: readonly string[];
  readonly objects?: Readonly<Record<string, { readonly from: readonly string[]; readonly types?: readonly string[] }>>;
  readonly decorators?: readonly ContainerDecorator[];
  /** Base classes or interfaces whose subclasses the framework constructs. */
  readonly bases?: readonly { readonly name: string; readonly lifetime: InstanceLifetime }[];
  /** Globs of files whose exported classes the framework constructs. */
  readonly files?: readonly { readonly files: readonly string[]; readonly lifetime: InstanceLifetime }[];
  /** Decorators in whose presence the lifetime is always this, whatever else is written. */
  readonly forced?: readonly { readonly decorator: string; readonly lifetime: InstanceLifetime }[];
  readonly calls?: readonly ContainerCall[];
  readonly methods?: readonly LifetimeMethod[];
  /** Options of the container itself that change its default (`new Container({ defaultScope: 'Singleton' })`). */
  readonly defaults?: readonly (LifetimeChoice & { readonly on: string })[];
  readonly lookups?: readonly ContainerLookup[];
  readonly bubbling?: readonly Bubbling[];
  readonly unverified?: boolean;
};

/** A place on a framework object where programs keep values, and how long what is put there lives. */
export type Keep = {
  readonly id: string;
  readonly packages: readonly string[];
  readonly source: string;
  /** Kind of `contexts.ts` as `entry-id/kind`. */
  readonly on: string;
  /** Properties that hold values; `*` is any. */
  readonly properties?: readonly string[];
  /** Methods that put a value under a name: the index of the name and of the value. */
  readonly setters?: readonly { readonly call: string; readonly name: number; readonly value: number }[];
  readonly lifetime: InstanceLifetime;
  readonly unverified?: boolean;
};

const nestChoices: readonly LifetimeChoice[] = [
  { option: 'scope', is: 'Scope.DEFAULT', lifetime: 'process' },
  { option: 'scope', is: 'Scope.REQUEST', lifetime: 'request' },
  { option: 'scope', is: 'Scope.TRANSIENT', lifetime: 'owner' },
  // Durable providers are kept a tenant, not a request.
  { option: 'durable', is: true, lifetime: 'process' },
];

/** Every container, frozen. Order within an entry matters in `choices`: the last that matches holds. */
export const containers: readonly Container[] = deepFreeze<Container[]>([
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
    rows: [
      'nest-default',
      'nest-request',
      'nest-transient',
      'nest-bubbling',
      'nest-durable',
      'nest-forced-singletons',
      'nest-processor',
      'nest-usevalue',
      'nest-enhancers',
      'nest-moduleref',
      'nest-modules',
      'vendure-medusa',
    ],
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
        choices: nestChoices.map((choice) => ({ ...choice, option: `providers.${choice.option}` })),
      },
      {
        on: '',
        call: ['.Module'],
        made: 'factory',
        argument: 'providers.useFactory',
        lifetime: 'process',
        choices: nestChoices.map((choice) => ({ ...choice, option: `providers.${choice.option}` })),
      },
      { on: '', call: ['.Module'], made: 'value', argument: 'providers.useValue', lifetime: 'process' },
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
    rows: ['inversify-default', 'inversify-singleton', 'inversify-request', 'inversify-constant'],
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
      { on: 'binding', call: ['to'], made: 'class', argument: 0, lifetime: 'owner' },
      { on: 'container', call: ['bind'], made: 'class', argument: 0, lifetime: 'owner' },
      { on: 'binding', call: ['toDynamicValue', 'toResolvedValue'], made: 'factory', argument: 0, lifetime: 'owner' },
      {
        on: 'binding',
        call: ['toConstantValue', 'toFunction', 'toConstructor'],
        made: 'value',
        argument: 0,
        lifetime: 'process',
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
    defaults: [
      { on: '', option: 'defaultScope', is: 'Singleton', lifetime: 'process' },
      { on: '', option: 'defaultScope', is: 'BindingScopeEnum.Singleton', lifetime: 'process' },
      { on: '', option: 'defaultScope', is: 'Request', lifetime: 'call' },
    ],
    lookups: [{ on: 'container', call: ['get', 'getAsync', 'getAll', 'getNamed', 'getTagged', 'resolve'] }],
  },
  {
    id: 'inversify-http',
    packages: ['@inversifyjs/http-core', 'inversify-express-utils'],
    source:
      'inversify/monorepo packages/framework/http/libraries/core/src/decorators/Controller.ts; inversify-express-utils README (6)',
    rows: ['inversify-http-controllers', 'inversify-express-utils'],
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
    rows: ['tsyringe-default', 'tsyringe-singleton', 'tsyringe-resolution', 'tsyringe-container', 'tsyringe-instance'],
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
        lifetime: 'owner',
        choices: [
          { option: 'lifecycle', is: 'Lifecycle.Singleton', lifetime: 'process' },
          { option: 'lifecycle', is: 'Lifecycle.ContainerScoped', lifetime: 'scope' },
        ],
      },
      { on: 'container', call: ['registerType'], made: 'class', argument: 1, lifetime: 'owner' },
      { on: 'container', call: ['registerSingleton'], made: 'class', argument: 0, lifetime: 'process' },
      { on: 'container', call: ['registerSingleton'], made: 'class', argument: 1, lifetime: 'process' },
      { on: 'container', call: ['registerInstance'], made: 'value', argument: 1, lifetime: 'process' },
      { on: 'container', call: ['register'], made: 'value', argument: 'useValue', lifetime: 'process' },
      { on: 'container', call: ['register'], made: 'factory', argument: 'useFactory', lifetime: 'owner' },
      {
        on: '',
        call: ['.instanceCachingFactory', '.predicateAwareClassFactory'],
        made: 'factory',
        argument: 0,
        lifetime: 'process',
      },
      { on: '', call: ['.instancePerContainerCachingFactory'], made: 'factory', argument: 0, lifetime: 'scope' },
    ],
    lookups: [{ on: 'container', call: ['resolve', 'resolveAll'] }],
  },
  {
    id: 'typedi',
    packages: ['typedi', '@freshgum/typedi', 'typedi-no-dynamic-require'],
    source:
      'typestack/typedi cjs/decorators/service.decorator.js, types/interfaces/service-metadata.interface.d.ts (0.10)',
    rows: ['typedi-default', 'typedi-transient', 'typedi-global', 'typedi-scoped'],
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
      { on: 'container', call: ['set'], made: 'value', argument: 1, lifetime: 'process' },
      {
        on: 'container',
        call: ['set'],
        made: 'class',
        argument: 'type',
        lifetime: 'process',
        choices: [{ option: 'transient', is: true, lifetime: 'owner' }],
      },
      {
        on: 'container',
        call: ['set'],
        made: 'factory',
        argument: 'factory',
        lifetime: 'process',
        choices: [{ option: 'transient', is: true, lifetime: 'owner' }],
      },
      { on: 'container', call: ['set'], made: 'value', argument: 'value', lifetime: 'process' },
    ],
    lookups: [
      { on: 'container', call: ['get', 'getMany'] },
      { on: 'scoped', call: ['get', 'getMany'] },
    ],
  },
  {
    id: 'awilix',
    packages: ['awilix', '@fastify/awilix', 'awilix-express', 'awilix-koa', 'awilix-manager'],
    source: 'jeffijoe/awilix README (13.0); fastify/fastify-awilix README; jeffijoe/awilix-express README',
    rows: ['awilix-default', 'awilix-singleton', 'awilix-scoped', 'awilix-value', 'awilix-loadmodules'],
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
      {
        on: '',
        call: ['.asClass'],
        made: 'class',
        argument: 0,
        lifetime: 'owner',
        choices: [
          { option: 'lifetime', is: 'Lifetime.SINGLETON', lifetime: 'process' },
          { option: 'lifetime', is: 'Lifetime.SCOPED', lifetime: 'scope' },
          { option: 'lifetime', is: 'SINGLETON', lifetime: 'process' },
          { option: 'lifetime', is: 'SCOPED', lifetime: 'scope' },
        ],
      },
      {
        on: '',
        call: ['.asFunction'],
        made: 'factory',
        argument: 0,
        lifetime: 'owner',
        choices: [
          { option: 'lifetime', is: 'Lifetime.SINGLETON', lifetime: 'process' },
          { option: 'lifetime', is: 'Lifetime.SCOPED', lifetime: 'scope' },
          { option: 'lifetime', is: 'SINGLETON', lifetime: 'process' },
          { option: 'lifetime', is: 'SCOPED', lifetime: 'scope' },
        ],
      },
      { on: '', call: ['.asValue'], made: 'value', argument: 0, lifetime: 'process' },
    ],
    methods: [
      { on: 'resolver', method: 'singleton', lifetime: 'process' },
      { on: 'resolver', method: 'scoped', lifetime: 'scope' },
      { on: 'resolver', method: 'transient', lifetime: 'owner' },
    ],
    defaults: [
      {
        on: 'container.loadModules',
        option: 'resolverOptions.lifetime',
        is: 'Lifetime.SINGLETON',
        lifetime: 'process',
      },
      { on: 'container.loadModules', option: 'resolverOptions.lifetime', is: 'SINGLETON', lifetime: 'process' },
      { on: 'container.loadModules', option: 'resolverOptions.lifetime', is: 'Lifetime.SCOPED', lifetime: 'scope' },
    ],
    lookups: [
      { on: 'container', call: ['resolve', 'cradle'] },
      { on: 'container', call: ['build'], fresh: true },
    ],
  },
  {
    id: 'typed-inject',
    packages: ['typed-inject'],
    source: 'nicojs/typed-inject README (5.0)',
    rows: ['typed-inject', 'typed-inject-transient'],
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
    rows: ['lb4-default', 'lb4-controller', 'lb4-singleton', 'lb4-request'],
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
      },
      { on: 'binding', call: ['to'], made: 'value', argument: 0, lifetime: 'process' },
    ],
  },
  {
    id: 'tsed',
    packages: [
      '@tsed/di',
      '@tsed/common',
      '@tsed/platform-http',
      '@tsed/platform-express',
      '@tsed/platform-middlewares',
    ],
    source: 'tsedio/tsed docs/docs/injection-scopes.md, configuration.md (8)',
    rows: ['tsed-default', 'tsed-request', 'tsed-instance'],
    decorators: ['Injectable', 'Service', 'Controller', 'Middleware', 'Module', 'Interceptor'].map((name) => ({
      name,
      lifetime: 'process' as const,
      choices: [
        { option: 'scope', is: 'ProviderScope.REQUEST', lifetime: 'request' as const },
        { option: 'scope', is: 'ProviderScope.INSTANCE', lifetime: 'owner' as const },
      ],
    })),
    forced: [],
    defaults: [
      { on: '@Scope', is: 'ProviderScope.REQUEST', lifetime: 'request' },
      { on: '@Scope', is: 'ProviderScope.INSTANCE', lifetime: 'owner' },
      { on: '@Scope', is: 'ProviderScope.SINGLETON', lifetime: 'process' },
    ],
  },
  {
    id: 'routing-controllers',
    packages: ['routing-controllers', 'routing-controllers-extended', 'socket-controllers', 'cron-typedi'],
    source: 'routing-controllers cjs/container.js (0.11); typestack/socket-controllers README (0.2)',
    rows: ['routing-controllers'],
    // Without useContainer one instance a class; with it the adapter's container decides, and `Service` of typedi says the same.
    decorators: ['Controller', 'JsonController', 'Middleware', 'Interceptor', 'SocketController'].map((name) => ({
      name,
      lifetime: 'process' as const,
    })),
  },
  {
    id: 'type-graphql',
    packages: ['type-graphql'],
    source: 'type-graphql dist/utils/container.js (1.1)',
    rows: ['type-graphql'],
    decorators: [{ name: 'Resolver', lifetime: 'process' }],
  },
  {
    id: 'adonis',
    packages: ['@adonisjs/core', '@adonisjs/fold', '@adonisjs/application'],
    source:
      'adonisjs/v6-docs content/docs/concepts/dependency_injection.md, container_services.md, basics/controllers.md',
    rows: ['adonis-make', 'adonis-bind', 'adonis-singleton', 'adonis-controller'],
    objects: {
      container: { from: ['new .Container', '@app.container', '.default.container'], types: ['Container'] },
      app: { from: ['.default', 'new .Application'], types: ['ApplicationService', 'ApplicationContract'] },
    },
    decorators: [{ name: 'inject', lifetime: 'owner' }],
    files: [
      {
        files: [
          'app/controllers/**/*.{ts,js}',
          'app/Controllers/**/*.{ts,js}',
          'app/middleware/**/*.{ts,js}',
          'app/Middleware/**/*.{ts,js}',
        ],
        lifetime: 'request',
      },
      { files: ['providers/**/*.{ts,js}'], lifetime: 'process' },
    ],
    calls: [
      { on: 'container', call: ['singleton'], made: 'factory', argument: 1, lifetime: 'process' },
      { on: 'container', call: ['bind'], made: 'factory', argument: 1, lifetime: 'owner' },
      { on: 'container', call: ['bindValue'], made: 'value', argument: 1, lifetime: 'process' },
    ],
    lookups: [{ on: 'container', call: ['make'] }],
  },
  {
    id: 'midway',
    packages: ['@midwayjs/core', '@midwayjs/decorator', '@midwayjs/web', '@midwayjs/koa', '@midwayjs/express'],
    source:
      '@midwayjs/core decorator/web/controller.js, microservice/consumer.js, common/middleware.js, context/container.js, interface.d.ts (4.0)',
    rows: ['midway-controller', 'midway-singleton', 'midway-provide', 'midway-prototype'],
    decorators: [
      { name: 'Provide', lifetime: 'request' },
      { name: 'Controller', lifetime: 'request' },
      { name: 'Consumer', lifetime: 'request' },
      { name: 'Schedule', lifetime: 'request' },
      { name: 'Middleware', lifetime: 'process' },
      { name: 'Catch', lifetime: 'process' },
      { name: 'Match', lifetime: 'process' },
      { name: 'Aspect', lifetime: 'process' },
      { name: 'Configuration', lifetime: 'process' },
      { name: 'Singleton', lifetime: 'process' },
      { name: 'Job', lifetime: 'request' },
      { name: 'Queue', lifetime: 'request' },
    ],
    defaults: [
      { on: '@Scope', is: 'ScopeEnum.Singleton', lifetime: 'process' },
      { on: '@Scope', is: 'ScopeEnum.Request', lifetime: 'request' },
      { on: '@Scope', is: 'ScopeEnum.Prototype', lifetime: 'owner' },
    ],
  },
  {
    id: 'egg',
    packages: ['egg', '@eggjs/tegg'],
    source: 'eggjs/egg site/docs/basics/service.md, controller.md, objects.md; eggjs/tegg README',
    rows: ['egg-service', 'egg-application', 'egg-tegg'],
    files: [{ files: ['app/service/**/*.{js,ts}', 'app/controller/**/*.{js,ts}'], lifetime: 'request' }],
    bases: [
      { name: 'Service', lifetime: 'request' },
      { name: 'Controller', lifetime: 'request' },
    ],
    decorators: [
      { name: 'SingletonProto', lifetime: 'process' },
      { name: 'ContextProto', lifetime: 'request' },
      { name: 'HTTPController', lifetime: 'request' },
    ],
  },
  {
    id: 'moleculer',
    packages: ['moleculer', 'moleculer-decorators'],
    source: 'moleculer index.d.ts (0.14)',
    rows: ['moleculer-service'],
    bases: [{ name: 'Service', lifetime: 'process' }],
    decorators: [{ name: 'Service', lifetime: 'process' }],
  },
  {
    id: 'typeorm',
    packages: ['typeorm'],
    source: 'typeorm EntitySubscriberInterface.d.ts (1.1)',
    rows: ['typeorm-subscriber'],
    decorators: [{ name: 'EventSubscriber', lifetime: 'process' }],
  },
  {
    id: 'colyseus',
    packages: ['@colyseus/core', 'colyseus'],
    source: '@colyseus/core build/Room.d.ts (0.16), as researched',
    unverified: true,
    rows: ['colyseus-room'],
    bases: [{ name: 'Room', lifetime: 'connection' }],
  },
  {
    id: 'durable-object',
    packages: ['cloudflare:workers', '@cloudflare/workers-types'],
    source: 'Cloudflare Durable Objects docs',
    unverified: true,
    rows: ['durable-object'],
    bases: [
      { name: 'DurableObject', lifetime: 'connection' },
      { name: 'WorkerEntrypoint', lifetime: 'request' },
      { name: 'WorkflowEntrypoint', lifetime: 'job' },
    ],
  },
  {
    id: 'angular',
    packages: ['@angular/core', 'injection-js', '@angular/ssr'],
    source: 'Angular DI guide',
    unverified: true,
    rows: ['angular-style'],
    // On a server a new application, hence a new injector, is made for each render.
    decorators: ['Injectable', 'Component', 'Directive', 'Pipe'].map((name) => ({
      name,
      lifetime: 'request' as const,
    })),
  },
]);

/** Places on framework objects, frozen. */
export const keeps: readonly Keep[] = deepFreeze<Keep[]>([
  {
    id: 'express-app',
    packages: ['express'],
    source: 'expressjs/express lib/application.js (5.3)',
    on: 'express/app',
    properties: ['locals', 'settings'],
    setters: [{ call: 'set', name: 0, value: 1 }],
    lifetime: 'process',
  },
  {
    id: 'express-request',
    packages: ['express'],
    source: 'expressjs/express lib/response.js (5.3)',
    on: 'express/request',
    properties: ['*'],
    lifetime: 'request',
  },
  {
    id: 'express-response',
    packages: ['express'],
    source: 'expressjs/express lib/response.js (5.3)',
    on: 'express/response',
    properties: ['locals', '*'],
    lifetime: 'request',
  },
  {
    id: 'koa-app',
    packages: ['koa'],
    source: 'koajs/koa lib/application.js (3.3)',
    on: 'koa/app',
    properties: ['context', 'request', 'response', '*'],
    lifetime: 'process',
  },
  {
    id: 'koa-context',
    packages: ['koa'],
    source: 'koajs/koa lib/context.js (3.3)',
    on: 'koa/context',
    properties: ['state', '*'],
    lifetime: 'request',
  },
  {
    id: 'fastify-decorate',
    packages: ['fastify'],
    source: 'fastify/fastify docs/Reference/Decorators.md (5)',
    on: 'fastify/server',
    properties: ['*'],
    setters: [{ call: 'decorate', name: 0, value: 1 }],
    lifetime: 'process',
  },
  {
    id: 'fastify-decorate-request',
    packages: ['fastify'],
    source: 'fastify/fastify docs/Reference/Decorators.md (5)',
    on: 'fastify/request',
    properties: ['*'],
    lifetime: 'request',
  },
  {
    id: 'fastify-decorate-reply',
    packages: ['fastify'],
    source: 'fastify/fastify docs/Reference/Decorators.md (5)',
    on: 'fastify/reply',
    properties: ['*'],
    lifetime: 'request',
  },
  {
    id: 'hono-vars',
    packages: ['hono'],
    source: 'honojs/website docs/api/context.md',
    on: 'hono/context',
    properties: ['var', '*'],
    setters: [{ call: 'set', name: 0, value: 1 }],
    lifetime: 'request',
  },
  {
    id: 'hapi-app',
    packages: ['@hapi/hapi'],
    source: 'hapi lib/types/server/server.d.ts (21.4)',
    on: 'hapi/server',
    properties: ['app', 'realm', 'settings'],
    setters: [
      { call: 'decorate', name: 1, value: 2 },
      { call: 'expose', name: 0, value: 1 },
      { call: 'bind', name: 0, value: 0 },
    ],
    lifetime: 'process',
  },
  {
    id: 'hapi-request',
    packages: ['@hapi/hapi'],
    source: 'hapi lib/types/request.d.ts (21.4)',
    on: 'hapi/request',
    properties: ['app', 'plugins', '*'],
    lifetime: 'request',
  },
  {
    id: 'socketio-data',
    packages: ['socket.io'],
    source: 'socket.io dist/socket.d.ts (4.8)',
    on: 'socketio/socket',
    properties: ['data', '*'],
    lifetime: 'connection',
  },
  {
    id: 'socketio-server',
    packages: ['socket.io'],
    source: 'socket.io dist/index.d.ts (4.8)',
    on: 'socketio/server',
    properties: ['*'],
    lifetime: 'process',
  },
  {
    id: 'ws-socket',
    packages: ['ws'],
    source: 'websockets/ws README (8.23)',
    on: 'ws/socket',
    properties: ['*'],
    lifetime: 'connection',
  },
  {
    id: 'nitro-event',
    packages: ['h3'],
    source: 'h3 dist/index.d.mts (2.0)',
    on: 'h3/event',
    properties: ['context', '*'],
    lifetime: 'request',
  },
  {
    id: 'feathers-service',
    packages: ['@feathersjs/feathers'],
    source: '@feathersjs/feathers lib/declarations.d.ts (5.0)',
    on: 'feathers/app',
    properties: ['settings'],
    setters: [
      { call: 'use', name: 0, value: 1 },
      { call: 'set', name: 0, value: 1 },
    ],
    lifetime: 'process',
  },
  {
    id: 'als-store',
    packages: ['node:async_hooks'],
    source: '@types/node 22.20 async_hooks.d.ts',
    on: 'node-async-hooks/storage',
    setters: [
      { call: 'run', name: 0, value: 0 },
      { call: 'enterWith', name: 0, value: 0 },
      { call: 'set', name: 0, value: 1 },
    ],
    lifetime: 'call',
  },
]);
