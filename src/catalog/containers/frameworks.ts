import type { Container } from '../containers.ts';

/** Frameworks that construct the classes of a program. */
export const frameworkContainers: readonly Container[] = [
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
    decorators: ['Injectable', 'Service', 'Controller', 'Middleware', 'Module', 'Interceptor'].map((name) => ({
      name,
      lifetime: 'process' as const,
      choices: [
        { option: 'scope', is: 'ProviderScope.REQUEST', lifetime: 'request' as const },
        { option: 'scope', is: 'ProviderScope.INSTANCE', lifetime: 'owner' as const },
      ],
    })),
    scopeDecorators: [
      {
        name: 'Scope',
        choices: [
          { is: 'ProviderScope.REQUEST', lifetime: 'request' },
          { is: 'ProviderScope.INSTANCE', lifetime: 'owner' },
          { is: 'ProviderScope.SINGLETON', lifetime: 'process' },
        ],
      },
    ],
  },
  {
    id: 'routing-controllers',
    packages: ['routing-controllers', 'routing-controllers-extended', 'socket-controllers', 'cron-typedi'],
    source: 'routing-controllers cjs/container.js (0.11); typestack/socket-controllers README (0.2)',
    // Without useContainer one instance a class; with it the adapter's container decides, and `Service` of typedi says the same.
    decorators: ['Controller', 'JsonController', 'Middleware', 'Interceptor', 'SocketController'].map((name) => ({
      name,
      lifetime: 'process' as const,
    })),
  },
  {
    id: 'foal',
    packages: ['@foal/core'],
    source:
      'FoalTS/foal packages/core/src/core/service-manager.ts (one instance of each class), core/controllers.ts, express/create-app.ts (5.2)',
    objects: { services: { from: ['new .ServiceManager'], types: ['ServiceManager'] } },
    // Nothing marks the classes of services but where they stand, and that they are asked for.
    files: [
      {
        files: ['src/app/{controllers,services}/**/*.{ts,js}', 'src/app/**/*.{controller,service}.{ts,js}'],
        lifetime: 'process',
      },
    ],
    calls: [
      { on: '', call: ['.controller'], made: 'class', argument: 1, lifetime: 'process' },
      { on: '', call: ['.createApp'], made: 'class', argument: 0, lifetime: 'process' },
    ],
    lookups: [{ on: 'services', call: ['get'] }],
  },
  {
    id: 'feathers',
    packages: ['@feathersjs/feathers', '@feathersjs/express', '@feathersjs/koa'],
    source:
      'feathersjs/feathers docs/api/application.md (app.use, app.service); packages/commons/src/index.ts stripSlashes (5.0)',
    objects: { app: { from: ['.feathers()', '.default()', '.koa()'], types: ['Application'] } },
    calls: [{ on: 'app', call: ['use'], made: 'value', argument: 1, lifetime: 'process', key: 0 }],
    lookups: [{ on: 'app', call: ['service'] }],
    pathKeys: true,
  },
  {
    id: 'type-graphql',
    packages: ['type-graphql'],
    source: 'type-graphql dist/utils/container.js (1.1)',
    decorators: [{ name: 'Resolver', lifetime: 'process' }],
  },
  {
    id: 'adonis',
    packages: ['@adonisjs/core', '@adonisjs/fold', '@adonisjs/application'],
    source:
      'adonisjs/v6-docs content/docs/concepts/dependency_injection.md, container_services.md, basics/controllers.md; adonisjs/fold src/Ioc/index.ts (8.2)',
    objects: {
      container: {
        from: ['new .Container', 'new .Ioc', '@app.container', '.default.container'],
        types: ['Container', 'Ioc', 'IocContract'],
      },
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
      { on: 'container', call: ['singleton'], made: 'factory', argument: 1, lifetime: 'process', key: 0 },
      { on: 'container', call: ['bind'], made: 'factory', argument: 1, lifetime: 'owner', key: 0 },
      { on: 'container', call: ['bindValue'], made: 'value', argument: 1, lifetime: 'process', key: 0 },
    ],
    lookups: [{ on: 'container', call: ['make', 'makeAsync', 'use', 'useAsync'] }],
  },
  {
    id: 'midway',
    packages: ['@midwayjs/core', '@midwayjs/decorator', '@midwayjs/web', '@midwayjs/koa', '@midwayjs/express'],
    source:
      '@midwayjs/core decorator/web/controller.js, microservice/consumer.js, common/middleware.js, context/container.js, interface.d.ts (4.0)',
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
    scopeDecorators: [
      {
        name: 'Scope',
        choices: [
          { is: 'ScopeEnum.Singleton', lifetime: 'process' },
          { is: 'ScopeEnum.Request', lifetime: 'request' },
          { is: 'ScopeEnum.Prototype', lifetime: 'owner' },
        ],
      },
    ],
  },
  {
    id: 'egg',
    packages: ['egg', '@eggjs/tegg'],
    source: 'eggjs/egg site/docs/basics/service.md, controller.md, objects.md; eggjs/tegg README',
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
    id: 'sapphire-pieces',
    packages: [
      '@sapphire/framework',
      '@sapphire/pieces',
      '@sapphire/plugin-api',
      '@sapphire/plugin-subcommands',
      '@sapphire/plugin-scheduled-tasks',
    ],
    source:
      'sapphiredev/pieces src/lib/structures/Store.ts (5.0), construct: one object of each exported class, kept in its store',
    bases: [
      { name: 'Piece', lifetime: 'process' },
      { name: 'Command', lifetime: 'process' },
      { name: 'Subcommand', lifetime: 'process' },
      { name: 'Listener', lifetime: 'process' },
      { name: 'Precondition', lifetime: 'process' },
      { name: 'InteractionHandler', lifetime: 'process' },
      { name: 'Argument', lifetime: 'process' },
      { name: 'Route', lifetime: 'process' },
      { name: 'ScheduledTask', lifetime: 'process' },
    ],
  },
  {
    id: 'moleculer',
    packages: ['moleculer', 'moleculer-decorators'],
    source: 'moleculer index.d.ts (0.14)',
    bases: [{ name: 'Service', lifetime: 'process' }],
    decorators: [{ name: 'Service', lifetime: 'process' }],
  },
  {
    id: 'typeorm',
    packages: ['typeorm'],
    source: 'typeorm EntitySubscriberInterface.d.ts (1.1)',
    decorators: [{ name: 'EventSubscriber', lifetime: 'process' }],
  },
  {
    id: 'colyseus',
    packages: ['@colyseus/core', 'colyseus'],
    source: '@colyseus/core build/Room.d.ts (0.16), as researched',
    unverified: true,
    bases: [{ name: 'Room', lifetime: 'connection' }],
  },
  {
    id: 'durable-object',
    packages: ['cloudflare:workers', '@cloudflare/workers-types'],
    source: 'Cloudflare Durable Objects docs',
    unverified: true,
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
    // On a server a new application, hence a new injector, is made for each render.
    decorators: ['Injectable', 'Component', 'Directive', 'Pipe'].map((name) => ({
      name,
      lifetime: 'request' as const,
    })),
  },
  {
    id: 'tsoa',
    packages: ['tsoa', '@tsoa/runtime'],
    source: 'lukeautry/tsoa docs: di (6): a controller is made for each request unless an iocModule gives it',
    decorators: [{ name: 'Route', lifetime: 'request' }],
    bases: [{ name: 'Controller', lifetime: 'request' }],
  },
];
