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

const app = express();
app.use(express.json());

app.post('/mcp', async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true, sessionIdGenerator: undefined });
  res.on('close', () => transport.close());
  await createServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(Number(process.env.PORT));
