import type { LibraryContexts, Registration } from '../contexts.ts';
import { httpVerbs } from './verbs.ts';

/** Handlers of connect's shape, `(req, res, next)`; with four parameters the error comes first. */
function handlers(on: string, call: readonly string[]): readonly Registration[] {
  return [
    { on, call, callback: 'functions', context: 'request', request: 0, parameters: { 0: 'request', 1: 'response' } },
    {
      on,
      call,
      callback: 'functions',
      arity: 4,
      context: 'request',
      request: 1,
      parameters: { 1: 'request', 2: 'response' },
    },
  ];
}

const serverCallbacks: readonly Registration[] = [
  { on: 'app', call: ['listen'], callback: 'last', context: 'boot', request: null },
];

/** What strategies of passport ask for each sign-in. */
const strategyOptions = ['jwtFromRequest', 'secretOrKeyProvider', 'verify', 'sendMagicLink', 'getSamlOptions'];
/** Stores of what is needed when the browser comes back (passport-oauth2 lib/state, passport-openidconnect lib/state). */
const stateStores = ['store.store', 'store.verify', 'stateStore.store', 'stateStore.verify'];
/** Stores of the requests to which an answer is awaited (node-saml src/types.ts, CacheProvider). */
const answerStores = ['cacheProvider.saveAsync', 'cacheProvider.getAsync', 'cacheProvider.removeAsync'];

/** Express and the libraries of connect's middleware shape. */
export const expressFamily: readonly LibraryContexts[] = [
  {
    id: 'express',
    packages: ['express', '@types/express', 'express-serve-static-core', 'ultimate-express'],
    source:
      'expressjs/express lib/express.js, lib/application.js, lib/request.js (5.3); pillarjs/router index.js (2.2)',
    objects: {
      app: { from: ['.default()', '.application'], types: ['Express', 'Application'], extends: ['router'] },
      router: {
        from: ['.Router()', 'new .Router', '@app.router'],
        types: ['Router', 'IRouter', 'IRoute'],
        fluent: ['use', 'param', 'engine', 'set', 'enable', 'disable', ...httpVerbs],
      },
      route: { from: ['@router.route()', 'new .Route'], fluent: httpVerbs },
      request: { from: ['@response.req'], types: ['Request'], lifetime: 'request' },
      response: { from: ['@request.res'], types: ['Response'], lifetime: 'request' },
    },
    registrations: [
      ...handlers('router', [...httpVerbs, 'use']),
      ...handlers('route', httpVerbs),
      {
        on: 'router',
        call: ['param'],
        callback: 1,
        context: 'request',
        request: 0,
        parameters: { 0: 'request', 1: 'response' },
      },
      { on: 'app', call: ['engine'], callback: 1, context: 'request', request: null },
      { on: 'app', call: ['on'], callback: 1, events: ['mount'], context: 'boot', request: null },
      ...serverCallbacks,
    ],
    functionTypes: [
      {
        types: ['RequestHandler', 'Handler'],
        context: 'request',
        request: 0,
        parameters: { 0: 'request', 1: 'response' },
      },
      { types: ['ErrorRequestHandler'], context: 'request', request: 1, parameters: { 1: 'request', 2: 'response' } },
      { types: ['RequestParamHandler'], context: 'request', request: 0, parameters: { 0: 'request', 1: 'response' } },
    ],
    properties: [
      { on: 'request', property: 'app', kind: 'app' },
      { on: 'response', property: 'app', kind: 'app' },
      { on: 'request', property: 'res', kind: 'response' },
      { on: 'response', property: 'req', kind: 'request' },
      { on: 'app', property: 'router', kind: 'router' },
      { on: 'app', property: 'parent', kind: 'app' },
    ],
  },
  {
    id: 'router',
    packages: ['router', 'find-my-way'],
    source: 'pillarjs/router index.js (2.2); delvedor/find-my-way README (9)',
    objects: {
      router: { from: ['.default()', 'new .default', '.Router()', 'new .Router'], fluent: ['use', ...httpVerbs] },
    },
    registrations: [
      {
        on: 'router',
        call: ['use', 'on', 'param', ...httpVerbs],
        callback: 'functions',
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'connect',
    packages: ['connect'],
    source: 'senchalabs/connect index.js (3.7)',
    objects: {
      app: { from: ['.default()'], types: ['Server'], fluent: ['use'] },
      request: { from: [], types: ['IncomingMessage'], lifetime: 'request' },
      response: { from: [], lifetime: 'request' },
    },
    registrations: [...handlers('app', ['use']), ...serverCallbacks],
    functionTypes: [
      { types: ['NextHandleFunction', 'SimpleHandleFunction', 'HandleFunction'], context: 'request', request: 0 },
      { types: ['ErrorHandleFunction'], context: 'request', request: 1 },
    ],
  },
  {
    id: 'express-async-wrappers',
    packages: ['express-async-handler', 'express-promise-router'],
    source: 'Abazhenov/express-async-handler index.js (1.2); express-promise-router README (4)',
    objects: { router: { from: ['.default()', 'new .default'], extends: ['express/router'] } },
    registrations: [
      {
        on: '',
        call: ['.default', '.asyncHandler'],
        callback: 'functions',
        context: 'result',
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      },
    ],
  },
  {
    id: 'express-awaited',
    packages: ['@awaitjs/express', '@root/async-router', '@phoenix35/express-async-methods'],
    source:
      '@awaitjs/express README (0.9): addAsync, decorateApp, Router, wrap; README of the other two, which have the same names',
    objects: {
      app: {
        from: ['.addAsync()', '.decorateApp()'],
        types: ['ExpressWithAsync'],
        extends: ['express/app'],
      },
      router: { from: ['.Router()'], types: ['RouterWithAsync'], extends: ['express/router'] },
    },
    registrations: [
      ...['app', 'router'].map((on) => ({
        on,
        call: ['use', 'delete', 'get', 'head', 'param', 'patch', 'post', 'put', 'all'].map(
          (method) => `${method}Async`,
        ),
        callback: 'functions' as const,
        context: 'request' as const,
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      })),
      {
        on: '',
        call: ['.wrap'],
        callback: 0,
        context: 'result',
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      },
    ],
  },
  {
    id: 'express-ws',
    packages: ['express-ws'],
    source: 'HenningM/express-ws README (5.0)',
    objects: {
      patched: { from: ['.default()'] },
      router: {
        from: ['@patched.app'],
        types: ['Application', 'Router', 'WithWebsocketMethod'],
        extends: ['express/app'],
      },
    },
    registrations: [
      // The package patches the app that it is given, so that any express app and router may have the method.
      {
        on: 'router',
        call: ['ws'],
        callback: 'functions',
        context: 'connection',
        request: 1,
        parameters: { 0: 'ws/socket', 1: 'express/request' },
      },
      {
        on: 'express/router',
        call: ['ws'],
        callback: 'functions',
        context: 'connection',
        request: 1,
        parameters: { 0: 'ws/socket', 1: 'express/request' },
      },
    ],
  },
  {
    id: 'express-resource',
    packages: ['express-resource'],
    source: 'expressjs/express-resource README and index.js (1.0)',
    registrations: [
      // The package gives the method to every app of express.
      {
        on: 'express/app',
        call: ['resource'],
        callback: {
          option: ['index', 'new', 'create', 'show', 'edit', 'update', 'patch', 'destroy'],
        },
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request', 1: 'express/response' },
      },
      { on: 'express/app', call: ['resource'], callback: { option: ['load'] }, context: 'request', request: null },
    ],
  },
  {
    id: 'express-middleware-options',
    packages: [
      'cors',
      'body-parser',
      'morgan',
      'helmet',
      'compression',
      'csurf',
      'csrf-csrf',
      'express-rate-limit',
      'express-slow-down',
      'express-session',
      'cookie-session',
      'express-jwt',
      'express-fileupload',
      'express-basic-auth',
      'express-validator',
      'express-openid-connect',
      'express-winston',
      'express-pino-logger',
      'pino-http',
      'serve-static',
      'swagger-ui-express',
      'jwks-rsa',
      'express-http-context',
      'connect-timeout',
      'connect-redis',
      'apicache',
      'multer-s3',
    ],
    source:
      "each package's README; express-rate-limit docs/reference/configuration.mdx (8); expressjs/cors README (2.8); expressjs/morgan README (1.10)",
    registrations: [
      {
        on: '',
        call: ['.*', '.default', 'new .*'],
        callback: { option: ['*'] },
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request' },
      },
      // `cors((req, done) => ...)`, `morgan((tokens, req, res) => ...)`, `morgan.token(name, fn)`: the options made for each request.
      { on: '', call: ['.default', '.format', '.token'], callback: 'last', context: 'request', request: 0 },
    ],
  },
  {
    id: 'http-proxy',
    packages: ['http-proxy', 'http-proxy-middleware', 'httpxy', 'express-http-proxy'],
    source:
      'chimurai/http-proxy-middleware README (3.0); http-party/node-http-proxy README (1.18); villadora/express-http-proxy README (2)',
    objects: {
      proxy: {
        from: ['.createProxyServer()', '.createServer()', '.createProxy()', 'new .default', 'new .ProxyServer'],
        types: ['ProxyServer'],
        fluent: ['on', 'listen'],
      },
    },
    registrations: [
      {
        on: '',
        call: ['.createProxyMiddleware', '.legacyCreateProxyMiddleware', '.default'],
        callback: { option: ['*', 'on.*', 'router.*', 'pathRewrite.*'] },
        context: 'request',
        request: null,
      },
      // `on: { proxyRes: responseInterceptor(async (body, proxyRes, req, res) => body) }`
      { on: '', call: ['.responseInterceptor'], callback: 0, context: 'request', request: 2 },
      {
        on: 'proxy',
        call: ['on', 'once'],
        callback: 1,
        events: ['!close', '!open', '!proxySocket'],
        context: 'request',
        request: 1,
      },
      {
        on: 'proxy',
        call: ['on', 'once'],
        callback: 1,
        events: ['close', 'open', 'proxySocket'],
        context: 'connection',
        request: null,
      },
    ],
  },
  {
    id: 'express-session-store',
    packages: ['express-session', 'connect', '@fastify/session', 'koa-session', 'koa-generic-session'],
    source: 'expressjs/session README "Session Store Implementation" (1.18)',
    objects: { store: { from: ['new .Store'], types: ['Store', 'SessionStore'] } },
    classes: [
      {
        extends: ['Store', 'SessionStore'],
        methods: {
          get: 'request',
          set: 'request',
          destroy: 'request',
          touch: 'request',
          all: 'request',
          length: 'request',
          clear: 'request',
          regenerate: 'request',
          load: 'request',
          createSession: 'request',
        },
        requests: { get: 0, set: 0, destroy: 0, touch: 0 },
        lifetime: 'process',
      },
    ],
  },
  {
    id: 'multer',
    packages: ['multer', '@koa/multer', 'multer-s3', 'multer-gridfs-storage'],
    source: 'expressjs/multer storage/disk.js, index.js, README (2.5)',
    registrations: [
      {
        on: '',
        call: ['.diskStorage'],
        callback: { option: ['destination', 'filename'] },
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request' },
      },
      {
        on: '',
        call: ['.default', 'new .default', '.GridFsStorage', 'new .GridFsStorage'],
        callback: {
          option: [
            'fileFilter',
            'key',
            'metadata',
            'acl',
            'contentType',
            'file',
            'storage._handleFile',
            'storage._removeFile',
          ],
        },
        context: 'request',
        request: 0,
        parameters: { 0: 'express/request' },
      },
    ],
    classes: [
      {
        extends: ['StorageEngine'],
        methods: { _handleFile: 'request', _removeFile: 'request' },
        requests: { _handleFile: 0, _removeFile: 0 },
        lifetime: 'process',
      },
    ],
  },
  {
    id: 'passport',
    packages: ['passport', '@nestjs/passport', 'passport-strategy', '@fastify/passport', 'koa-passport'],
    source:
      'jaredhanson/passport lib/authenticator.js, lib/middleware/authenticate.js, README (0.7); @nestjs/passport passport.strategy.d.ts (11)',
    objects: {
      passport: {
        from: ['.default', 'new .Passport', 'new .Authenticator', '.passport'],
        types: ['PassportStatic', 'Authenticator', 'KoaPassport'],
        fluent: ['use', 'unuse', 'framework'],
      },
    },
    registrations: [
      {
        on: 'passport',
        call: [
          'serializeUser',
          'deserializeUser',
          'transformAuthInfo',
          'registerUserSerializer',
          'registerUserDeserializer',
        ],
        callback: 0,
        context: 'request',
        request: 0,
      },
      // Whatever class or function made it, a strategy's `authenticate` runs for each request.
      { on: 'passport', call: ['use'], callback: { option: ['authenticate'] }, context: 'request', request: 0 },
      { on: '', call: ['.use'], callback: { option: ['authenticate'] }, context: 'request', request: 0 },
      { on: 'passport', call: ['authenticate', 'authorize'], callback: 'last', context: 'request', request: null },
      {
        on: '',
        call: ['.serializeUser', '.deserializeUser', '.transformAuthInfo'],
        callback: 0,
        context: 'request',
        request: 0,
      },
      { on: '', call: ['.authenticate', '.authorize'], callback: 'last', context: 'request', request: null },
      // `class X extends PassportStrategy(Strategy) { constructor() { super({ store }) } }`
      {
        on: '',
        call: ['new .PassportStrategy()'],
        callback: { option: [...strategyOptions, ...stateStores] },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['new .PassportStrategy()'],
        callback: { option: answerStores },
        context: 'request',
        request: null,
      },
    ],
    classes: [
      {
        extends: ['Strategy'],
        methods: { authenticate: 'request' },
        requests: { authenticate: 0 },
        lifetime: 'process',
      },
      // `class X extends PassportStrategy(Strategy)` of NestJS: validate is the verify callback.
      {
        extends: ['PassportStrategy'],
        methods: { validate: 'request', authenticate: 'request' },
        requests: { validate: 0, authenticate: 0 },
        lifetime: 'process',
      },
      {
        extends: ['PassportSerializer'],
        methods: { serializeUser: 'request', deserializeUser: 'request' },
        requests: { serializeUser: 0, deserializeUser: 0 },
        lifetime: 'process',
      },
    ],
  },
  {
    id: 'passport-strategies',
    packages: [
      'passport-local',
      'passport-jwt',
      'passport-http',
      'passport-http-bearer',
      'passport-oauth2',
      'passport-oauth2-client-password',
      'passport-google-oauth20',
      'passport-google-oauth',
      'passport-github',
      'passport-github2',
      'passport-gitlab2',
      'passport-facebook',
      'passport-twitter',
      'passport-discord',
      'passport-openidconnect',
      'passport-azure-ad',
      'passport-custom',
      'passport-magic-link',
      'passport-magic-login',
      'passport-ldapauth',
      'passport-saml',
      '@node-saml/passport-saml',
      'passport-anonymous',
      'passport-cookie',
      'passport-headerapikey',
      'passport-apple',
      'passport-microsoft',
      'passport-slack',
      'passport-linkedin-oauth2',
      'passport-auth0',
      'passport-steam',
    ],
    source: 'jaredhanson/passport README and passport-* READMEs: the last function is the verify callback',
    registrations: [
      {
        on: '',
        call: ['new .*', 'new .default'],
        callback: 'functions',
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['new .*', 'new .default'],
        callback: { option: [...strategyOptions, ...stateStores] },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['new .*', 'new .default'],
        callback: { option: answerStores },
        context: 'request',
        request: null,
      },
    ],
    classes: [
      {
        extends: ['Strategy', 'default'],
        methods: { authenticate: 'request', validate: 'request', userProfile: 'request' },
        requests: { authenticate: 0 },
        lifetime: 'process',
      },
    ],
  },
];
