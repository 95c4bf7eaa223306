/** What the safe options of the checks need: a redis-server and an object store, both on loopback, both gone with the run. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

export type Redis = { readonly host: string; readonly port: number; stop(): void };
export type Objects = { readonly address: string; stop(): void };

/** A port of loopback that is free now. */
async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Whether a program is installed; as root on Debian it is installed when it is not. */
function installed(program: string, debianPackage: string): boolean {
  const has = () => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
  if (has()) return true;
  if (process.getuid?.() !== 0) return false;
  const apt = (...words: string[]) =>
    spawnSync('apt-get', words, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update');
  apt('install', '-y', '--no-install-recommends', debianPackage);
  return has();
}

/** Starts redis-server without a disk in a folder of the run. Throws when the program cannot be had. */
export async function startRedis(folder: string): Promise<Redis> {
  if (!installed('redis-server', 'redis-server')) {
    throw new Error(
      'redis-server is not installed, and could not be: install the package redis-server (or Valkey under that name)',
    );
  }
  const port = await freePort();
  const dir = path.join(folder, 'redis');
  fs.mkdirSync(dir, { recursive: true });
  const words = `--port ${port} --bind 127.0.0.1 --save --appendonly no --dir`.split(' ');
  const child: ChildProcess = spawn('redis-server', [...words, dir], { stdio: 'ignore' });
  for (let tries = 0; ; tries++) {
    if (await answers(port)) break;
    if (tries > 200) throw new Error('redis-server does not answer');
    await new Promise((next) => setTimeout(next, 25));
  }
  return { host: '127.0.0.1', port, stop: () => child.kill('SIGKILL') };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

/** An object store that records what is handed to it: PUT and GET of S3 by path, and nothing else of that protocol. */
export async function startObjects(): Promise<Objects> {
  const kept = new Map<string, Buffer>();
  const server = http.createServer(async (request, response) => {
    const key = (request.url ?? '').split('?')[0]!;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method === 'PUT') {
      kept.set(key, Buffer.concat(chunks));
      response.setHeader('etag', '"1"').end();
      return;
    }
    const found = kept.get(key);
    response.statusCode = found ? 200 : 404;
    response.end(request.method === 'HEAD' ? undefined : found);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as net.AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
