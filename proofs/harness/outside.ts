import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type OutsideCall = { readonly method: string; readonly path: string; readonly body: string };
export type OutsideAnswer = { readonly status?: number; readonly body?: string | Buffer | AsyncIterable<Buffer> };

/** Somebody else's service, which the servers call: it remembers what it was asked. */
export type Outside = {
  readonly url: string;
  readonly calls: readonly OutsideCall[];
  /** What it answers from now on; at first an empty 200 to everything. */
  onCall(answer: (call: OutsideCall) => OutsideAnswer | Promise<OutsideAnswer>): void;
  close(): Promise<void>;
};

export async function startOutside(): Promise<Outside> {
  let answer: (call: OutsideCall) => OutsideAnswer | Promise<OutsideAnswer> = () => ({});
  const calls: OutsideCall[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = { method: request.method!, path: request.url!, body: Buffer.concat(chunks).toString('utf8') };
    calls.push(call);
    const { status = 200, body = '' } = await answer(call);
    response.writeHead(status);
    if (typeof body === 'string' || Buffer.isBuffer(body)) {
      response.end(body);
      return;
    }
    try {
      for await (const chunk of body)
        if (!response.write(chunk)) await once(response, 'drain', { signal: AbortSignal.timeout(90_000) });
      response.end();
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    onCall(next) {
      answer = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
