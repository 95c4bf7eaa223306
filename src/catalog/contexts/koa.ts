import type { LibraryContexts } from '../contexts.ts';
import { httpVerbs } from './verbs.ts';

/** Koa and what hangs on its middleware shape `(ctx, next)`. */
export const koaFamily: readonly LibraryContexts[] = [
  {
    id: 'koa',
    packages: ['koa', '@types/koa'],
    source:
      'koajs/koa lib/application.js, lib/context.js (3.3); of generators: lib/application.js (1.7), koa-convert index.js (2.0)',
    objects: {
      app: {
        from: ['new .default', 'new .Application', '.default()'],
        types: ['Koa', 'Application', 'default'],
        fluent: ['use', 'on', 'once'],
      },
      context: {
        from: ['@request.ctx', '@response.ctx'],
        types: ['Context', 'ParameterizedContext', 'ExtendableContext', 'DefaultContext'],
        lifetime: 'request',
      },
      request: { from: [], types: ['Request'], lifetime: 'request' },
      response: { from: [], types: ['Response'], lifetime: 'request' },
    },
    registrations: [
      {
        on: 'app',
        call: ['use'],
        callback: 'functions',
        context: 'request',
        request: 0,
        // Koa 1, and 2 for generators: co runs them with the context as `this`.
        parameters: { 0: 'context', [-2]: 'context' },
      },
      {
        on: 'app',
        call: ['on', 'once', 'addListener'],
        callback: 1,
        events: ['error'],
        context: 'event',
        request: 1,
        parameters: { 1: 'context' },
      },
      {
        on: 'app',
        call: ['on', 'once', 'addListener'],
        callback: 1,
        events: ['!error'],
        context: 'event',
        request: null,
      },
      { on: 'app', call: ['listen'], callback: 'last', context: 'boot', request: null },
    ],
    functionTypes: [{ types: ['Middleware'], context: 'request', request: 0, parameters: { 0: 'context' } }],
    properties: [
      { on: 'context', property: 'app', kind: 'app' },
      { on: 'request', property: 'app', kind: 'app' },
      { on: 'response', property: 'app', kind: 'app' },
      { on: 'context', property: 'request', kind: 'request' },
      { on: 'context', property: 'response', kind: 'response' },
      { on: 'context', property: 'req', kind: 'node-http/request' },
      { on: 'context', property: 'res', kind: 'node-http/response' },
    ],
  },
  {
    id: 'koa-router',
    packages: ['@koa/router', 'koa-router', 'koa-joi-router'],
    source: 'koajs/router API.md, lib/router.js (14)',
    objects: {
      router: {
        from: ['new .default', '.default()', 'new .Router', '.Router()'],
        types: ['Router', 'default'],
        fluent: ['use', 'prefix', 'param', 'register', 'route', ...httpVerbs],
      },
      context: { from: [], types: ['RouterContext', 'IRouterContext'], extends: ['koa/context'], lifetime: 'request' },
    },
    registrations: [
      {
        on: 'router',
        call: ['use', 'register', 'route', ...httpVerbs],
        callback: 'functions',
        context: 'request',
        request: 0,
        parameters: { 0: 'koa/context', [-2]: 'koa/context' },
      },
      {
        on: 'router',
        call: ['route'],
        callback: { option: ['handler', 'pre'] },
        context: 'request',
        request: 0,
        parameters: { 0: 'koa/context' },
      },
      { on: 'router', call: ['param'], callback: 1, context: 'request', request: 1, parameters: { 1: 'koa/context' } },
    ],
    functionTypes: [
      {
        types: ['IMiddleware', 'RouterMiddleware', 'Middleware'],
        context: 'request',
        request: 0,
        parameters: { 0: 'koa/context' },
      },
    ],
  },
  {
    id: 'koa-route',
    packages: ['koa-route'],
    source: 'koajs/route README (4): `_.get(path, handler)`, the context first, then the parameters of the path',
    registrations: [
      {
        on: '',
        call: [...httpVerbs].map((verb) => `.${verb}`),
        callback: 1,
        context: 'request',
        request: 0,
        parameters: { 0: 'koa/context' },
      },
    ],
  },
  {
    id: 'koa-middleware-options',
    packages: [
      'koa-body',
      'koa-bodyparser',
      '@koa/bodyparser',
      '@koa/cors',
      'koa2-cors',
      'koa-session',
      'koa-static',
      'koa-send',
      'koa-jwt',
      'koa-ratelimit',
      'koa-compress',
      'koa-logger',
      'koa-mount',
      'koa-compose',
      'koa-convert',
      'koa-proxies',
      'koa-pino-logger',
    ],
    source: "each package's README; koajs/compose index.js (4.2); koajs/cors README (5)",
    unverified: true,
    registrations: [
      { on: '', call: ['.default', '.*'], callback: { option: ['*', 'formidable.*'] }, context: 'request', request: 0 },
      {
        on: '',
        call: ['.default'],
        callback: 'functions',
        context: 'request',
        request: 0,
        parameters: { 0: 'koa/context' },
      },
    ],
  },
  {
    id: 'koa-websocket',
    packages: ['koa-websocket', 'koa-easy-ws'],
    source: 'kudos/koa-websocket README (7)',
    unverified: true,
    objects: { app: { from: ['.default()'], extends: ['koa/app'] }, ws: { from: ['@app.ws'], fluent: ['use'] } },
    registrations: [
      {
        on: 'ws',
        call: ['use'],
        callback: 'functions',
        context: 'connection',
        request: 0,
        parameters: { 0: 'koa/context' },
      },
    ],
  },
];
