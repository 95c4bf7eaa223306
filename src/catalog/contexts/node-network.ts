import type { LibraryContexts, Registration } from '../contexts.ts';
import { listenMethods, others } from './listeners.ts';

/** Events of one peer's end: they run once for each connection, like its start. */
const startOfSocket = ['connect', 'ready', 'secureConnect', 'lookup'];
const endOfSocket = ['close', 'end', 'error', 'timeout', 'finish'];

/** Server events that every server of node shares. */
function serverEvents(on: string): readonly Registration[] {
  return [
    { on, call: ['listen'], callback: 'last', context: 'boot', request: null },
    { on, call: ['close'], callback: 'last', context: 'shutdown', request: null },
    { on, call: listenMethods, callback: 1, events: ['listening'], context: 'boot', request: null },
    { on, call: listenMethods, callback: 1, events: ['close'], context: 'shutdown', request: null },
    { on, call: listenMethods, callback: 1, events: ['error', 'drop'], context: 'event', request: null },
  ];
}

const httpServerSteps = ['.createServer()', 'new .Server', '.Server()', '.createSecureServer()'];

/** HTTP, sockets and datagrams of the runtime. */
export const nodeNetwork: readonly LibraryContexts[] = [
  {
    id: 'node-http',
    packages: ['node:http', 'node:https', 'node:http2', 'spdy'],
    source: '@types/node 22.20 http.d.ts, https.d.ts, http2.d.ts',
    objects: {
      server: {
        from: [
          ...httpServerSteps,
          // `app.listen()` of the frameworks gives the server of node.
          '@express/app.listen()',
          '@connect/app.listen()',
          '@koa/app.listen()',
          '@fastify/server.server',
          '@polka/app.server',
          '@restify/server.server',
          '@hapi/server.listener',
        ],
        types: ['Server', 'Http2Server', 'Http2SecureServer'],
        fluent: [...listenMethods, 'listen', 'close', 'setTimeout', 'ref', 'unref'],
      },
      request: {
        from: [],
        types: ['IncomingMessage', 'Http2ServerRequest'],
        fluent: listenMethods,
        lifetime: 'request',
      },
      response: {
        from: [],
        types: ['ServerResponse', 'Http2ServerResponse'],
        fluent: listenMethods,
        lifetime: 'request',
      },
      stream: { from: [], types: ['ServerHttp2Stream'], fluent: listenMethods, lifetime: 'request' },
    },
    registrations: [
      {
        on: '',
        call: ['.createServer', '.createSecureServer', 'new .Server', '.Server'],
        callback: 'last',
        context: 'request',
        request: 0,
        parameters: { 0: 'request', 1: 'response' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['request', 'checkContinue', 'checkExpectation'],
        context: 'request',
        request: 0,
        parameters: { 0: 'request', 1: 'response' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['stream'],
        context: 'request',
        request: 0,
        parameters: { 0: 'stream' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['upgrade', 'connect'],
        context: 'connection',
        request: 0,
        parameters: { 0: 'request', 1: 'node-net/socket' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['connection', 'secureConnection'],
        context: 'connection',
        request: 0,
        parameters: { 0: 'node-net/socket' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['clientError', 'tlsClientError'],
        context: 'connection',
        request: 1,
        parameters: { 1: 'node-net/socket' },
      },
      { on: 'server', call: listenMethods, callback: 1, events: ['session'], context: 'connection', request: 0 },
      ...serverEvents('server'),
      // Streams of one request: part of the work of whoever listens.
      { on: 'request', call: listenMethods, callback: 1, context: 'caller', request: 0 },
      { on: 'response', call: listenMethods, callback: 1, context: 'caller', request: null },
      { on: 'stream', call: listenMethods, callback: 1, context: 'caller', request: 0 },
    ],
    functionTypes: [
      { types: ['RequestListener'], context: 'request', request: 0, parameters: { 0: 'request', 1: 'response' } },
    ],
    properties: [
      { on: 'request', property: 'socket', kind: 'node-net/socket' },
      { on: 'request', property: 'connection', kind: 'node-net/socket' },
      { on: 'response', property: 'socket', kind: 'node-net/socket' },
      { on: 'response', property: 'req', kind: 'request' },
    ],
  },
  {
    id: 'node-http-client',
    packages: ['node:http', 'node:https', 'node:http2'],
    source: '@types/node 22.20 http.d.ts, https.d.ts',
    objects: {
      call: {
        from: ['.request()', '.get()', 'new .ClientRequest'],
        types: ['ClientRequest'],
        fluent: [...listenMethods, 'end', 'setTimeout'],
      },
      agent: { from: ['new .Agent'], types: ['Agent'] },
    },
    registrations: [
      {
        on: '',
        call: ['.request', '.get'],
        callback: 'last',
        context: 'caller',
        request: null,
        parameters: { 0: 'node-http/request' },
      },
      { on: 'call', call: listenMethods, callback: 1, context: 'caller', request: null },
    ],
  },
  {
    // The client of Node.js that goes where an answer sends it: `const { http, https } = require('follow-redirects')`.
    id: 'follow-redirects',
    packages: ['follow-redirects'],
    source: 'follow-redirects/follow-redirects index.js (1.15)',
    objects: {
      call: {
        from: ['.http.request()', '.http.get()', '.https.request()', '.https.get()'],
        types: [],
        fluent: [...listenMethods, 'end', 'setTimeout'],
      },
    },
    registrations: [
      {
        on: '',
        call: ['.http.request', '.http.get', '.https.request', '.https.get'],
        callback: 'last',
        context: 'caller',
        request: null,
        parameters: { 0: 'node-http/request' },
      },
      { on: 'call', call: listenMethods, callback: 1, context: 'caller', request: null },
    ],
  },
  {
    id: 'node-net',
    packages: ['node:net', 'node:tls'],
    source: '@types/node 22.20 net.d.ts, tls.d.ts',
    objects: {
      server: {
        from: ['.createServer()', 'new .Server', '.Server()'],
        types: ['Server'],
        fluent: [...listenMethods, 'listen', 'close', 'ref', 'unref'],
      },
      socket: {
        from: [],
        types: ['Socket', 'TLSSocket'],
        fluent: [
          ...listenMethods,
          'setTimeout',
          'setNoDelay',
          'setKeepAlive',
          'setEncoding',
          'pause',
          'resume',
          'ref',
          'unref',
        ],
        lifetime: 'connection',
      },
      client: {
        from: ['.connect()', '.createConnection()', 'new .Socket', 'new .TLSSocket'],
        fluent: [
          ...listenMethods,
          'connect',
          'setTimeout',
          'setNoDelay',
          'setKeepAlive',
          'setEncoding',
          'ref',
          'unref',
        ],
      },
    },
    registrations: [
      {
        on: '',
        call: ['.createServer', 'new .Server', '.Server'],
        callback: 'last',
        context: 'connection',
        request: 0,
        parameters: { 0: 'socket' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['connection', 'secureConnection'],
        context: 'connection',
        request: 0,
        parameters: { 0: 'socket' },
      },
      {
        on: 'server',
        call: listenMethods,
        callback: 1,
        events: ['tlsClientError'],
        context: 'connection',
        request: 1,
        parameters: { 1: 'socket' },
      },
      ...serverEvents('server'),
      { on: 'socket', call: listenMethods, callback: 1, events: endOfSocket, context: 'connection', request: null },
      { on: 'socket', call: listenMethods, callback: 1, events: startOfSocket, context: 'caller', request: null },
      {
        on: 'socket',
        call: listenMethods,
        callback: 1,
        events: others([...endOfSocket, ...startOfSocket]),
        context: 'event',
        request: 0,
      },
      { on: '', call: ['.connect', '.createConnection'], callback: 'last', context: 'caller', request: null },
      { on: 'client', call: ['connect'], callback: 'last', context: 'caller', request: null },
      {
        on: 'client',
        call: listenMethods,
        callback: 1,
        events: startOfSocket,
        context: 'caller',
        request: null,
      },
      {
        on: 'client',
        call: listenMethods,
        callback: 1,
        events: others(startOfSocket),
        context: 'event',
        request: 0,
      },
    ],
  },
  {
    id: 'node-dgram',
    packages: ['node:dgram'],
    source: '@types/node 22.20 dgram.d.ts',
    objects: {
      socket: {
        from: ['.createSocket()', 'new .Socket'],
        types: ['Socket'],
        fluent: [...listenMethods, 'bind', 'close', 'ref', 'unref'],
      },
    },
    registrations: [
      { on: '', call: ['.createSocket'], callback: 1, context: 'event', request: 0 },
      { on: 'socket', call: listenMethods, callback: 1, events: ['message'], context: 'event', request: 0 },
      {
        on: 'socket',
        call: listenMethods,
        callback: 1,
        events: ['listening', 'connect'],
        context: 'boot',
        request: null,
      },
      { on: 'socket', call: listenMethods, callback: 1, events: ['close'], context: 'shutdown', request: null },
      { on: 'socket', call: listenMethods, callback: 1, events: ['error'], context: 'event', request: null },
      { on: 'socket', call: ['bind'], callback: 'last', context: 'boot', request: null },
      { on: 'socket', call: ['send', 'connect'], callback: 'last', context: 'caller', request: null },
      { on: 'socket', call: ['close'], callback: 'last', context: 'shutdown', request: null },
    ],
  },
];
