import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** A process behind the proxy. */
export type Upstream = { readonly name: string; readonly port: number };

export type Balancer = {
  readonly port: number;
  /** In the order in which requests are dealt out. */
  setUpstreams(upstreams: readonly Upstream[]): void;
  /** The next request without a pin goes to this process, the ones after it to those that follow. */
  startWith(name: string): void;
  /** Calls back for each request and each connection that is handed to a process. */
  onHandedOver(listener: (name: string, what: string) => void): void;
  /** From now on a client comes back to its process, or does not. */
  setSticky(on: boolean): void;
  close(): Promise<void>;
};

/** Which process answered, as the proxy tells its client. */
export const ANSWERED_BY = 'x-answered-by';
/** The cookie that ties a client to a process where the proxy is sticky. */
export const AFFINITY_COOKIE = 'affinity';

/**
 * A load balancer on loopback: it deals requests out in turn, and goes on to the next process where one refuses the connection, as the
 * usual balancers do. Sticky: a client comes back to the process that it had first, by a cookie, as long as that one is there.
 */
export async function startBalancer(): Promise<Balancer> {
  let sticky = false;
  let upstreams: readonly Upstream[] = [];
  let turn = 0;
  const listeners: ((name: string, what: string) => void)[] = [];

  /** All processes, the one that has its turn first. */
  const candidates = (headers: http.IncomingHttpHeaders): readonly Upstream[] => {
    const pinned = new RegExp(`(?:^|; )${AFFINITY_COOKIE}=(\\w+)`).exec(headers.cookie ?? '')?.[1];
    const home = sticky ? upstreams.find(({ name }) => name === pinned) : undefined;
    if (home) return [home, ...upstreams.filter((one) => one !== home)];
    const at = turn % upstreams.length;
    turn += 1;
    return [...upstreams.slice(at), ...upstreams.slice(0, at)];
  };
  const handedOver = (name: string, what: string) => {
    for (const listener of listeners) listener(name, what);
  };

  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [first, ...others] = candidates(request.headers);
    const forward = (upstream: Upstream | undefined, rest: readonly Upstream[]): void => {
      if (!upstream) {
        response.writeHead(503).end();
        return;
      }
      const { method, url: path, headers } = request;
      const onward = http.request({ host: '127.0.0.1', port: upstream.port, method, path, headers, agent: false });
      onward.once('response', (answer) => {
        const pin = sticky
          ? { 'set-cookie': [...(answer.headers['set-cookie'] ?? []), `${AFFINITY_COOKIE}=${upstream.name}`] }
          : {};
        response.writeHead(answer.statusCode!, { ...answer.headers, ...pin, [ANSWERED_BY]: upstream.name });
        answer.pipe(response);
        answer.once('error', () => response.destroy());
      });
      onward.once('error', (error: NodeJS.ErrnoException) => {
        if (response.headersSent) response.destroy();
        else if (error.code === 'ECONNREFUSED') forward(rest[0], rest.slice(1));
        else response.writeHead(502, { [ANSWERED_BY]: upstream.name }).end();
      });
      onward.once('socket', (socket) => socket.once('connect', () => handedOver(upstream.name, `${method} ${path}`)));
      response.once('close', () => onward.destroy());
      onward.end(body);
    };
    forward(first, others);
  });

  server.on('upgrade', (request: http.IncomingMessage, client: net.Socket, head: Buffer) => {
    const connect = (list: readonly Upstream[]): void => {
      const [upstream, ...rest] = list;
      if (!upstream) {
        client.destroy();
        return;
      }
      const onward = net.connect(upstream.port, '127.0.0.1');
      let connected = false;
      onward.once('connect', () => {
        connected = true;
        handedOver(upstream.name, `UPGRADE ${request.url}`);
        const headers = request.rawHeaders.flatMap((value, at, all) =>
          at % 2 === 0 ? [`${value}: ${all[at + 1]}`] : [],
        );
        onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
        onward.write(head);
        onward.pipe(client).pipe(onward);
      });
      onward.once('error', () => (connected ? client.destroy() : connect(rest)));
      onward.once('close', () => connected && client.destroy());
      client.once('error', () => onward.destroy());
      client.once('close', () => onward.destroy());
    };
    connect(candidates(request.headers));
  });

  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    setUpstreams(list) {
      upstreams = list;
    },
    startWith(name) {
      turn = upstreams.findIndex((one) => one.name === name);
    },
    onHandedOver(listener) {
      listeners.push(listener);
    },
    setSticky(on) {
      sticky = on;
    },
    async close() {
      server.close();
      // Upgraded connections are none of HTTP any more: the server would wait for them.
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
