import type { LibraryContexts, Registration } from '../contexts.ts';
import { commonVerbs } from './verbs.ts';

/** Handlers in a tree of routes, by the depth at which contracts are nested. */
const tree = (members: readonly string[]): readonly string[] =>
  ['*', '*.*', '*.*.*'].flatMap((at) => [at, ...members.map((member) => `${at}.${member}`)]);

const express = { 0: 'express/request', 1: 'express/response' };

/** Routes of ts-rest: the names are those of the contract, so any may stand there. */
function routers(on: string, call: readonly string[], argument: number): Registration {
  return {
    on,
    call,
    callback: { option: tree(['handler', 'middleware', 'hooks.*']), argument },
    context: 'request',
    request: 0,
  };
}

/** Servers whose routes are written as one value, after a contract or a schema. */
export const contractRouters: readonly LibraryContexts[] = [
  {
    id: 'ts-rest',
    packages: ['@ts-rest/express', '@ts-rest/fastify'],
    source:
      'ts-rest/ts-rest libs/ts-rest/express/src/lib/ts-rest-express.ts, types.ts, libs/ts-rest/fastify/src/lib/ts-rest-fastify.ts (3.52)',
    objects: { server: { from: ['.initServer()'] } },
    registrations: [
      routers('server', ['router'], 1),
      routers('server', ['registerRouter'], 1),
      routers('server', ['plugin'], 0),
      routers('', ['.createExpressEndpoints'], 1),
      { on: 'server', call: ['route'], callback: 1, context: 'request', request: 0 },
      {
        on: 'server',
        call: ['route'],
        callback: { option: ['handler', 'middleware', 'hooks.*'], argument: 1 },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.createExpressEndpoints'],
        callback: { option: ['globalMiddleware'], argument: 3 },
        context: 'request',
        request: 0,
        parameters: express,
      },
      {
        on: '',
        call: ['.createExpressEndpoints'],
        callback: { option: ['requestValidationErrorHandler'], argument: 3 },
        context: 'request',
        request: 1,
      },
      {
        on: 'server',
        call: ['registerRouter'],
        callback: { option: ['hooks.*', 'requestValidationErrorHandler'], argument: 3 },
        context: 'request',
        request: 0,
      },
      {
        on: 'fastify/server',
        call: ['register'],
        callback: { option: ['hooks.*', 'requestValidationErrorHandler'], argument: 1 },
        given: 0,
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'ts-rest-nest',
    packages: ['@ts-rest/nest'],
    source: 'ts-rest/ts-rest libs/ts-rest/nest/src/lib/ts-rest-nest-handler.ts, ts-rest.decorator.ts (3.52)',
    decorators: ['TsRestHandler', 'TsRest', 'Api'].map((name) => ({
      name,
      target: 'method' as const,
      context: 'request' as const,
    })),
    registrations: [
      { on: '', call: ['.tsRestHandler'], callback: 1, context: 'request', request: 0 },
      {
        on: '',
        call: ['.tsRestHandler'],
        callback: { option: ['*'], argument: 1 },
        context: 'request',
        request: 0,
      },
    ],
    requestDecorators: ['TsRestRequest', 'ApiDecorator'],
  },
  {
    id: 'orpc',
    packages: ['@orpc/server', '@orpc/openapi', '@orpc/nest'],
    source:
      'unnoq/orpc packages/server/src/builder.ts, implementer.ts, adapters/standard/handler.ts, packages/nest/src/implement.ts (1.13)',
    objects: {
      // A contract's names stand between `implement(contract)` and `handler`.
      builder: { from: ['.os', 'new .Builder', '.implement()', '@builder.*'], fluent: ['*'] },
    },
    registrations: [
      { on: 'builder', call: ['handler', 'use'], callback: 0, context: 'request', request: 0 },
      { on: 'builder', call: ['use'], callback: 1, context: 'request', request: 0 },
      { on: 'builder', call: ['middleware'], callback: 0, context: 'request', request: 0 },
      { on: 'builder', call: ['lazy'], callback: 0, context: 'caller', request: null },
      {
        on: '',
        call: ['new .RPCHandler', 'new .OpenAPIHandler'],
        callback: {
          option: ['interceptors', 'rootInterceptors', 'clientInterceptors', 'adapterInterceptors'],
          argument: 1,
        },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.createRouterClient', '.createProcedureClient'],
        callback: { option: ['context', 'interceptors'], argument: 1 },
        context: 'request',
        request: 0,
      },
    ],
    decorators: [
      { name: 'Implement', target: 'method', context: 'request' },
      { name: 'Impl', target: 'method', context: 'request' },
    ],
  },
  {
    id: 'zodios-express',
    packages: ['@zodios/express'],
    source: 'ecyrbe/zodios-express src/zodios.ts, src/zodios.types.ts (10.6)',
    objects: {
      context: { from: ['.zodiosContext()', 'new .ZodiosContext'], types: ['ZodiosContext'] },
      app: {
        from: ['.zodiosApp()', '.zodiosNextApp()', '@context.app()', '@context.nextApp()'],
        types: ['ZodiosApp'],
        extends: ['express/app'],
      },
      router: { from: ['.zodiosRouter()', '@context.router()'], types: ['ZodiosRouter'], extends: ['express/router'] },
    },
    registrations: ['', 'context'].map((on) => ({
      on,
      call: on === '' ? ['.zodiosApp', '.zodiosNextApp', '.zodiosRouter'] : ['app', 'nextApp', 'router'],
      callback: { option: ['validationErrorHandler'], argument: 1 },
      context: 'request' as const,
      request: 1,
    })),
    functionTypes: [
      {
        types: ['ZodiosRequestHandler', 'ZodiosRouterContextRequestHandler'],
        context: 'request',
        request: 0,
        parameters: express,
      },
    ],
  },
  {
    id: 'express-zod-api',
    packages: ['express-zod-api'],
    source:
      'RobinTail/express-zod-api express-zod-api/src/endpoints-factory.ts, middleware.ts, result-handler.ts, server.ts, config-type.ts (29)',
    objects: {
      factory: {
        from: [
          '.defaultEndpointsFactory',
          '.arrayEndpointsFactory',
          'new .EndpointsFactory',
          'new .EventStreamFactory',
        ],
        types: ['EndpointsFactory', 'EventStreamFactory'],
        fluent: ['*'],
      },
      hook: { from: [] },
    },
    properties: [{ on: 'hook', property: 'app', kind: 'express/app' }],
    registrations: [
      {
        on: 'factory',
        call: ['build', 'buildVoid', 'addMiddleware'],
        callback: { option: ['handler'], argument: 0 },
        context: 'request',
        request: 0,
      },
      { on: 'factory', call: ['addContext'], callback: 0, context: 'request', request: null },
      {
        on: 'factory',
        call: ['addExpressMiddleware', 'use'],
        callback: 0,
        context: 'request',
        request: 0,
        parameters: express,
      },
      {
        on: 'factory',
        call: ['addExpressMiddleware', 'use'],
        callback: { option: ['provider'], argument: 1 },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['new .Middleware', 'new .ResultHandler'],
        callback: { option: ['handler'], argument: 0 },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.createConfig', '.createServer', '.attachRouting'],
        callback: { option: ['beforeRouting', 'afterRouting', 'beforeParsers'], argument: 0 },
        context: 'boot',
        request: null,
        parameters: { 0: 'hook' },
      },
      {
        on: '',
        call: ['.createConfig', '.createServer', '.attachRouting'],
        callback: { option: ['childLoggerProvider', 'accessLogger', 'cors', 'upload.beforeUpload'], argument: 0 },
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'restana',
    packages: ['restana'],
    source: 'BackendStack21/restana index.js, libs/request-router.js, index.d.ts (6.0)',
    objects: {
      service: { from: ['.default()'], types: ['Service'], fluent: [...commonVerbs, 'trace', 'use'] },
      router: {
        from: ['@service.newRouter()', '@service.getRouter()'],
        types: ['Router'],
        fluent: [...commonVerbs, 'trace', 'use'],
      },
    },
    registrations: [
      ...['service', 'router'].map((on) => ({
        on,
        call: [...commonVerbs, 'trace', 'use'],
        callback: 'functions' as const,
        context: 'request' as const,
        request: 0,
      })),
      {
        on: '',
        call: ['.default'],
        callback: { option: ['errorHandler'], argument: 0 },
        context: 'request',
        request: 1,
      },
      {
        on: '',
        call: ['.default'],
        callback: { option: ['defaultRoute'], argument: 0 },
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'fets',
    packages: ['fets'],
    source: 'ardatan/feTS packages/fets/src/createRouter.ts, types.ts (0.8)',
    objects: {
      router: { from: ['.createRouter()', '.createRouterBase()'], types: ['Router'], fluent: ['route', 'use'] },
    },
    registrations: [
      {
        on: 'router',
        call: ['route'],
        callback: { option: ['handler'], argument: 0 },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.createRouter'],
        callback: {
          option: ['onError', 'plugins.onRouteHandle'],
          argument: 0,
        },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['.createRouter'],
        callback: { option: ['plugins.onRouterInit', 'plugins.onRoute'], argument: 0 },
        context: 'boot',
        request: null,
      },
    ],
  },
  {
    id: 'foal',
    packages: ['@foal/core', '@foal/socket.io', '@foal/jwt'],
    source:
      'FoalTS/foal packages/core/src/core/http/http-methods.ts, hooks.ts, app.controller.interface.ts, express/create-app.ts, packages/jwt/src/http/jwt.hook.ts, packages/socket.io/src/architecture, src/socketio-controller.service.ts (5.2)',
    objects: { app: { from: ['.createApp()'], extends: ['express/app'] } },
    decorators: [
      ...['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'].map((name) => ({
        name,
        target: 'method' as const,
        context: 'request' as const,
        request: 0,
      })),
      { name: 'EventName', target: 'method', context: 'event', request: 0 },
    ],
    registrations: [
      {
        on: '',
        call: ['.Hook', '.WebsocketHook'],
        callback: 0,
        context: 'request',
        request: 0,
        returns: { context: 'request', request: 0 },
      },
      {
        on: '',
        call: ['.JWTRequired', '.JWTOptional'],
        callback: { option: ['user', 'blackList'], argument: 0 },
        context: 'request',
        request: null,
      },
      {
        on: '',
        call: ['.createApp'],
        callback: {
          option: ['preMiddlewares', 'afterPreMiddlewares', 'postMiddlewares', 'getHttpLogParams'],
          argument: 1,
        },
        context: 'request',
        request: 0,
      },
    ],
    classes: [
      { extends: ['IAppController'], methods: { init: 'boot', handleError: 'request' }, requests: { handleError: 1 } },
      {
        extends: ['SocketIOController'],
        methods: { onConnection: 'connection', handleError: 'event' },
        requests: { onConnection: 0, handleError: 1 },
        lifetime: 'process',
      },
    ],
  },
  {
    id: 'nestia',
    packages: ['@nestia/core'],
    source:
      'samchon/nestia packages/core/src/decorators/TypedRoute.ts, EncryptedRoute.ts, WebSocketRoute.ts, McpRoute.ts (13.0)',
    decorators: [
      // `TypedRoute.Get`, `EncryptedRoute.Post`: the last name counts.
      ...['Get', 'Post', 'Put', 'Patch', 'Delete', 'McpRoute'].map((name) => ({
        name,
        target: 'method' as const,
        context: 'request' as const,
      })),
      { name: 'WebSocketRoute', target: 'method', context: 'connection' },
    ],
    requestDecorators: [
      'TypedBody',
      'TypedParam',
      'TypedQuery',
      'TypedHeaders',
      'EncryptedBody',
      'PlainBody',
      'Body',
      'Params',
      'Acceptor',
      'Driver',
      'Header',
      'Param',
      'Query',
    ],
  },
  {
    id: 'deepkit-http',
    packages: ['@deepkit/http', '@deepkit/framework'],
    source: 'deepkit/deepkit-framework packages/http/src/decorator.ts (at 197a26bb)',
    decorators: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'].map((name) => ({
      name,
      target: 'method' as const,
      context: 'request' as const,
    })),
  },
  {
    id: 'swagger-controllers',
    packages: [
      'swagger-tools',
      'swagger-express-mw',
      'swagger-connect',
      'swagger-restify-mw',
      'swagger-node-runner',
      'oas-tools',
      '@oas-tools/core',
      'oas3-tools',
      'exegesis',
      'exegesis-express',
      'exegesis-koa',
    ],
    source:
      'apigee-127/swagger-tools docs/Middleware.md: swaggerRouter; swagger-node docs/controllers.md; exegesis docs: controllers',
    // The document names a file in the folder of controllers, and the function that it exports.
    files: [
      {
        files: ['**/controllers/**/*.{js,ts,mjs,mts}'],
        exports: ['*', 'default.*'],
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request' },
      },
    ],
  },
];
