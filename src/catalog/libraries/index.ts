import { deepFreeze } from '../freeze.ts';
import type { LibraryEntry } from '../libraries.ts';
import { buses } from './buses.ts';
import { caches } from './caches.ts';
import { compilers } from './compilers.ts';
import { fileDatabases } from './databases-files.ts';
import { sqliteDatabases } from './databases-sqlite.ts';
import { archiveFiles } from './files-archives.ts';
import { browserFiles } from './files-browsers.ts';
import { documentFiles } from './files-documents.ts';
import { nodeFiles } from './files-node.ts';
import { limiters } from './limiters.ts';
import { locks } from './locks.ts';
import { logFiles } from './logs.ts';
import { mcpStores } from './mcp-stores.ts';
import { memos } from './memos.ts';
import { protocolSessions } from './protocol-sessions.ts';
import { queues } from './queues.ts';
import { schedulers } from './schedulers.ts';
import { sharedSchedules } from './schedules-shared.ts';
import { sessions } from './sessions.ts';
import { sockets } from './sockets.ts';
import { stickySessions } from './sticky.ts';
import { timers } from './timers.ts';
import { transpilers } from './transpilers.ts';
import { uploads } from './uploads.ts';

/** Every library entry, families in reading order; a test runs `validateLibraries` over them. */
export const libraryEntries: readonly LibraryEntry[] = deepFreeze([
  ...nodeFiles,
  ...documentFiles,
  ...archiveFiles,
  ...browserFiles,
  ...uploads,
  ...logFiles,
  ...timers,
  ...schedulers,
  ...sharedSchedules,
  ...locks,
  ...sessions,
  ...protocolSessions,
  ...limiters,
  ...sockets,
  ...buses,
  ...caches,
  ...memos,
  ...queues,
  ...sqliteDatabases,
  ...fileDatabases,
  ...compilers,
  ...transpilers,
  ...stickySessions,
  ...mcpStores,
]);
