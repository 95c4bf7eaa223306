import { baseOf, dirOf, foldersUpward } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import type { ImageFile } from '../manifests/dockerfile.ts';
import { isTestPath } from '../test-path.ts';

/** What a manifest's image is: built here, made by others, or nobody knows. */
export type ImageKind =
  | { readonly kind: 'own'; readonly file: ImageFile }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unknown' };

/** Images that others make, by the last part of their names: databases, queues, proxies, tools of operation. */
const foreign =
  /^(?:postgres|postgresql|postgis|timescaledb|pgvector|pgbouncer|pgadmin4?|mysql|mysql-server|mariadb|percona\w*|mongo|mongodb|mongo-express|redis|redis-stack\w*|valkey|keydb|dragonfly|memcached|rabbitmq|kafka|cp-\w+|zookeeper|nats|elasticsearch|opensearch|kibana|logstash|fluentd|fluent-bit|minio|mc|nginx|nginx-unprivileged|openresty|haproxy|traefik|caddy|envoy|httpd|varnish|prometheus|grafana|loki|promtail|alertmanager|jaeger|all-in-one|otel\w*|opentelemetry-collector\w*|mailhog|mailpit|maildev|smtp4dev|adminer|phpmyadmin|localstack|dynamodb-local|clickhouse-server|influxdb|neo4j|cassandra|couchdb|cockroach|etcd|consul|vault|keycloak|meilisearch|typesense|qdrant|weaviate|chroma|busybox|alpine|ubuntu|debian|curl|kubectl|watchtower|certbot|cloudflared|tunnel|azurite|mssql|server-mssql|sqlserver|gotenberg|chrome|selenium|clamav|imgproxy)$/i;

/**
 * Which Dockerfile of the repository an image name (`ghcr.io/acme/api:1.2`) most likely means: the one whose folder, suffix or package
 * has the image's name. The only one there is, also where the name is a variable, or has the words of a package in it (`acme/shop-nightly`).
 */
export function ownImage(image: string | undefined, world: World): ImageKind {
  const files = world.images.filter(
    ({ path }) =>
      world.deploys(path) && !isTestPath(path) && !/(?:^|[./_-])dev(?:el\w*|container)?(?:$|[./_-])/i.test(path),
  );
  if (image === undefined) return { kind: 'unknown' };
  const name = image.split('@')[0]!.replace(/:[^:/]*$/, '');
  const base = baseOf(name).toLowerCase();
  if (foreign.test(base)) return { kind: 'foreign' };
  const packageAt = new Map(world.packages.map(({ dir, name }) => [dir, baseOf(name ?? '').toLowerCase()]));
  const namesOf = ({ path, context }: ImageFile) => [
    /^(?:dockerfile|containerfile)[.-]([\w.-]+)$/i.exec(baseOf(path))?.[1]?.toLowerCase(),
    /^([\w.-]+)\.(?:dockerfile|containerfile)$/i.exec(baseOf(path))?.[1]?.toLowerCase(),
    baseOf(dirOf(path)).toLowerCase(),
    packageAt.get(dirOf(path)),
    packageAt.get(context),
  ];
  const plainFirst = (found: readonly ImageFile[]) =>
    found.find(({ path }) => /^(?:dockerfile|containerfile)$/i.test(baseOf(path))) ?? found[0];
  const named = plainFirst(files.filter((file) => base !== '' && namesOf(file).includes(base)));
  if (named) return { kind: 'own', file: named };
  // A Dockerfile in a folder of its own (docker/Dockerfile) belongs to the package above it.
  const home = world.packages.find(({ name }) => base !== '' && baseOf(name ?? '').toLowerCase() === base);
  const below = plainFirst(
    files.filter(
      ({ path }) => home !== undefined && foldersUpward(dirOf(path)).find((dir) => packageAt.has(dir)) === home.dir,
    ),
  );
  if (below) return { kind: 'own', file: below };
  // `shop-api` of apps/api/Dockerfile.
  const ending = files.filter((file) => namesOf(file).some((one) => one && base.endsWith(`-${one}`)));
  if (ending.length === 1) return { kind: 'own', file: ending[0]! };
  if (files.length !== 1) return { kind: 'unknown' };
  const isVariable = base === '' || /[${}<>]/.test(name) || /^(?:image|app|application|repository|name)$/.test(base);
  const own = [...packageAt.values(), ...namesOf(files[0]!)]
    .map((one) => wordsOf(one ?? ''))
    .filter((words) => words.length > 0);
  const isLike = own.some((words) => isWithin(words, wordsOf(base)) || isWithin(wordsOf(base), words));
  return isVariable || isLike ? { kind: 'own', file: files[0]! } : { kind: 'unknown' };
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[^a-z0-9]+/).filter((word) => word.length > 1 && word !== 'docker');
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.length > 0 && some.every((word) => all.includes(word));
}

/** The unit of what an image starts by itself: that of the last stage, or of the stage that is built by name. */
export function imageUnit(file: string, target?: string): string {
  return target === undefined ? `image:${file}` : `image:${file}@${target}`;
}
