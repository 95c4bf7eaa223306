/**
 * Packages that draw the `id` of each connection themselves, at random and anew: socket.io 4.8 `lib/socket.js` (`base64id`, or what
 * engine.io drew), sockjs-node 0.3 `lib/transport.js` (`utils.uuid()`). Others (ws, `node:net`) have none, or take the client's (MQTT).
 */
export const DRAWS_IDS: ReadonlySet<string> = new Set(['socket.io', 'sockjs', 'engine.io']);
