/**
 * Servers of libraries that may be connected over the standard input and output of the process: then whoever started the process is its
 * one client (modelcontextprotocol.io, specification, transports: "the client launches the server as a subprocess").
 */
const SERVERS = /^@modelcontextprotocol\/(?:sdk|server)(?:\/|$)/;

/** Whether what stands at these steps of a package is a server that a transport connects. */
export const isConnectedServer = (pkg: string, steps: string): boolean =>
  SERVERS.test(pkg) && /^new \.(?:McpServer|Server)$/.test(steps);

/** Whether what stands at these steps of a package is a transport over the process's own standard input and output. */
export const isStandardInput = (pkg: string, steps: string): boolean =>
  SERVERS.test(pkg) && /^new \.StdioServerTransport$/.test(steps);

/** Whether what stands at these steps of a package serves over the standard input and output whatever the function makes that it is handed. */
export const servesStandardInput = (pkg: string, steps: string): boolean =>
  SERVERS.test(pkg) && /^\.serveStdio$/.test(steps);
