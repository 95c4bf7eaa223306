import { names } from './effects/names.ts';
import { deepFreeze } from './freeze.ts';

/**
 * Events by which a connection, a client or a server of a library says how it is itself: those of sockets and servers of Node.js, and of
 * clients that connect again (Socket.IO, Redis, MQTT, sessions of chat and sign-in services).
 */
export const linkEvents = deepFreeze({
  /** It is there. */
  up: names('connect connected reconnect reconnected ready open opened online listening authenticated'),
  /** It is not, or is looked for. */
  down: names(
    `disconnect disconnected reconnecting close closed end ended error timeout
     offline connect_error connectFailed reconnect_attempt reconnect_error reconnect_failed`,
  ),
  other: names('connecting disconnecting auth_failure registered unregistered SIGNED_IN SIGNED_OUT'),
});
