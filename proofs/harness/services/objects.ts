import { createRequire } from 'node:module';
import { temporaryFolder } from '../children.ts';
import { freePort } from '../ports.ts';
import type { ServiceKind } from './service.ts';

type S3rver = { run(): Promise<unknown>; close(): Promise<void> };
type S3rverClass = new (options: {
  readonly address: string;
  readonly port: number;
  readonly silent: boolean;
  readonly directory: string;
  readonly configureBuckets: readonly { readonly name: string }[];
}) => S3rver;

/** The key that this store knows. */
const key = 'S3RVER';
/** More than the servers of a run that use one. */
const buckets = 8;

/** An S3-compatible object store from npm, in this process: to the servers it is a service on a port of its own. */
export const objects: ServiceKind = {
  debian: null,
  find: () => '@20minutes/s3rver',
  async start(name) {
    const Server: S3rverClass = createRequire(import.meta.url)(name);
    const port = await freePort();
    const directory = temporaryFolder('objects');
    const configureBuckets = Array.from({ length: buckets }, (_, at) => ({ name: `proof-${at + 1}` }));
    const server = new Server({ address: '127.0.0.1', port, silent: true, directory, configureBuckets });
    await server.run();
    let used = 0;
    return {
      async fresh() {
        used += 1;
        if (used > buckets) throw new Error('no empty bucket is left');
        return {
          AWS_ACCESS_KEY_ID: key,
          AWS_SECRET_ACCESS_KEY: key,
          AWS_REGION: 'eu-west-1',
          S3_ENDPOINT: `http://127.0.0.1:${port}`,
          S3_BUCKET: `proof-${used}`,
        };
      },
      stop: () => server.close(),
    };
  },
};
