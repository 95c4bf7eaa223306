/** The library knowledge that the engine reads, frozen. */

import { agentFamily } from './contexts/agents.ts';
import { appFrameworks } from './contexts/app-frameworks.ts';
import { authFamily } from './contexts/auth.ts';
import { botFamily } from './contexts/bots.ts';
import { clientFamily } from './contexts/clients.ts';
import { contractRouters } from './contexts/contract-routers.ts';
import { databaseFamily } from './contexts/databases.ts';
import { decoratedControllers } from './contexts/decorated-controllers.ts';
import { expressFamily } from './contexts/express.ts';
import { fastifyFamily } from './contexts/fastify.ts';
import { functionFamily } from './contexts/functions.ts';
import { graphqlFamily } from './contexts/graphql.ts';
import { guildBots } from './contexts/guild-bots.ts';
import { homesAndBrokers } from './contexts/homes-and-brokers.ts';
import { httpFrameworks } from './contexts/http-frameworks.ts';
import { jobFamily, timerFamily } from './contexts/jobs.ts';
import { koaFamily } from './contexts/koa.ts';
import { nestFamily } from './contexts/nest.ts';
import { nodeNetwork } from './contexts/node-network.ts';
import { nodeRuntime } from './contexts/node-runtime.ts';
import { objectKinds } from './contexts/object-kinds.ts';
import { platformFamily } from './contexts/platforms.ts';
import { rpcFamily } from './contexts/rpc.ts';
import { socketFamily } from './contexts/sockets.ts';
import { toolingFamily } from './contexts/tooling.ts';
import { webFrameworks } from './contexts/web-frameworks.ts';
import type { LibraryContexts } from './contexts.ts';
import { deepFreeze } from './freeze.ts';

export type { Container, InstanceLifetime } from './containers.ts';
export { containers } from './containers.ts';
export type { Keep } from './keeps.ts';
export { keeps } from './keeps.ts';
export type { Problem } from './validate.ts';
export { validateContexts } from './validate.ts';

/** Every library whose callbacks we know, families in reading order; a test runs `validateContexts` over it. */
export const libraryContexts: readonly LibraryContexts[] = deepFreeze([
  ...nodeNetwork,
  ...nodeRuntime,
  ...expressFamily,
  ...koaFamily,
  ...fastifyFamily,
  ...httpFrameworks,
  ...webFrameworks,
  ...nestFamily,
  ...decoratedControllers,
  ...contractRouters,
  ...appFrameworks,
  ...graphqlFamily,
  ...socketFamily,
  ...rpcFamily,
  ...agentFamily,
  ...jobFamily,
  ...timerFamily,
  ...platformFamily,
  ...databaseFamily,
  ...authFamily,
  ...botFamily,
  ...guildBots,
  ...homesAndBrokers,
  ...clientFamily,
  ...functionFamily,
  ...toolingFamily,
  ...objectKinds,
]);
