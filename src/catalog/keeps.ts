import type { InstanceLifetime } from './containers.ts';
import { deepFreeze } from './freeze.ts';

/** A method that puts a value under a name: the index of the name and of the value. */
export type Setter = {
  readonly call: string;
  readonly name: number;
  readonly value: number;
  /** The first argument names the kind of the objects that get it, where that is another one. */
  readonly onto?: Readonly<Record<string, string>>;
  /** The property where it can be read too (`c.var.user`). */
  readonly bag?: string;
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
  /** Methods that put a value under a name. */
  readonly setters?: readonly Setter[];
  /** Methods that give back what a setter put under a name, where they are given the name alone. */
  readonly getters?: readonly string[];
  readonly lifetime: InstanceLifetime;
  readonly unverified?: boolean;
};

/** Places on framework objects, frozen. */
export const keeps: readonly Keep[] = deepFreeze<Keep[]>([
  {
    id: 'express-app',
    packages: ['express'],
    source: 'expressjs/express lib/application.js (5.3)',
    on: 'express/app',
    properties: ['locals', 'settings'],
    setters: [{ call: 'set', name: 0, value: 1, bag: 'settings' }],
    getters: ['get'],
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
    id: 'discord-client',
    packages: ['discord.js', 'eris', 'oceanic.js'],
    source: 'discord.js guide, handling commands (14.28): client.commands',
    on: 'discordjs/client',
    properties: ['*'],
    lifetime: 'process',
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
    setters: [{ call: 'set', name: 0, value: 1, bag: 'var' }],
    getters: ['get'],
    lifetime: 'request',
  },
  {
    id: 'hapi-app',
    packages: ['@hapi/hapi'],
    source: 'hapi lib/types/server/server.d.ts (21.4)',
    on: 'hapi/server',
    properties: ['app', 'realm', 'settings'],
    setters: [
      {
        call: 'decorate',
        name: 1,
        value: 2,
        onto: { request: 'hapi/request', toolkit: 'hapi/toolkit' },
      },
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
  {
    id: 'sveltekit-event',
    packages: ['@sveltejs/kit'],
    source: 'sveltejs/kit documentation/docs/20-core-concepts, state management (2)',
    on: 'sveltekit/event',
    properties: ['locals', '*'],
    lifetime: 'request',
  },
]);
