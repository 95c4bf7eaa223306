import type { LibraryEntry } from '../libraries.ts';

/** Stores of the MCP SDK for what outlives one message: tasks, and the events of streams that can be taken up again. */
export const mcpStores: readonly LibraryEntry[] = [
  {
    id: 'mcp-in-memory-task-store',
    packages: ['@modelcontextprotocol/sdk'],
    source: '@modelcontextprotocol/sdk 1.32.2 dist/esm/experimental/tasks/stores/in-memory.js',
    use: {
      form: 'call',
      callee: ['new .InMemoryTaskStore', 'new .InMemoryTaskMessageQueue'],
    },
    verdict: 'report',
    lifetime: 'any',
    rule: 'memory-backend',
    severity: 'error',
    consequences: ['lost-on-restart', 'not-shared'],
    keeps: 'keeps the tasks of clients and their results in a Map of this process',
    wayOut: 'pass a `taskStore` of your own over a database or Redis',
  },
  {
    id: 'mcp-own-event-store',
    packages: ['@modelcontextprotocol/sdk', '@modelcontextprotocol/server', '@modelcontextprotocol/node'],
    source: '@modelcontextprotocol/sdk 1.32.2 dist/esm/server/streamableHttp.js (eventStore)',
    use: {
      form: 'call',
      callee: [
        'new .StreamableHTTPServerTransport',
        'new .WebStandardStreamableHTTPServerTransport',
        'new .NodeStreamableHTTPServerTransport',
      ],
    },
    verdict: 'report',
    lifetime: 'any',
    decide: [
      {
        argument: 0,
        option: 'eventStore',
        unsafe: ['from @modelcontextprotocol/sdk'],
        safe: ['absent', 'other', 'unknown'],
      },
    ],
    rule: 'memory-session',
    severity: 'error',
    consequences: ['lost-on-restart', 'not-shared', 'unbounded'],
    keeps: 'replays streams from an event store in the memory of this process',
    wayOut: 'leave `eventStore` out, or give one over Redis streams',
    reason: 'backed',
    service: 'the event store',
  },
];
