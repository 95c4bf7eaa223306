import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { z } from 'zod';

function createServer(): McpServer {
  const server = new McpServer({ name: 'units', version: '1.0.0' });
  server.registerTool('miles', { inputSchema: { kilometres: z.number() } }, ({ kilometres }) => ({
    content: [{ type: 'text', text: `${(kilometres / 1.609344).toFixed(1)} miles` }],
  }));
  return server;
}

const transports = new Map<string, StreamableHTTPServerTransport>();

const app = express();
app.use(express.json());

app.post('/mcp', async (req, res) => {
  const id = req.header('mcp-session-id');
  const known = id === undefined ? undefined : transports.get(id);
  if (known) {
    await known.handleRequest(req, res, req.body);
    return;
  }
  if (id !== undefined) {
    res.status(404).json({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } });
    return;
  }
  const transport = new StreamableHTTPServerTransport({
    enableJsonResponse: true,
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (session) => {
      transports.set(session, transport);
    },
  });
  await createServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(Number(process.env.PORT));
