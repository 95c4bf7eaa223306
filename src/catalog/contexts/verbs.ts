/** Router methods named after HTTP methods that nearly every router has. */
export const commonVerbs: readonly string[] = ['all', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** All router methods named after HTTP methods, for routers that take what node knows (express, koa-router, fastify). */
export const httpVerbs: readonly string[] = [
  ...commonVerbs,
  'del',
  'trace',
  'connect',
  'search',
  'propfind',
  'proppatch',
  'mkcol',
  'copy',
  'move',
  'lock',
  'unlock',
  'report',
  'purge',
  'subscribe',
  'unsubscribe',
  'notify',
  'link',
  'unlink',
];
