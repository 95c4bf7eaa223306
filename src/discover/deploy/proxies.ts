import { baseOf } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import type { StickyFact } from '../deployment.ts';
import { asObject, asString, asText, type JsonObject } from '../json.ts';
import { readToml } from '../toml.ts';
import { readYaml } from '../yaml.ts';
import { isStickyLabel } from './compose-facts.ts';
import { lineSpan } from './facts.ts';
import { at } from './resources.ts';

type By = StickyFact['by'];
type Hit = { readonly line: number; readonly key: string; readonly setting: string; readonly by: By };
type Key = string | number;

/** Sticky sessions in the configurations of nginx, HAProxy, Caddy, Apache, Envoy, Traefik and Elastic Beanstalk. */
export function readProxies(world: World): void {
  const { tree } = world;
  for (const { path } of tree.files) {
    const read = readerOf(path);
    if (!read || !world.deploys(path)) continue;
    const text = tree.shortText(path);
    if (text === undefined) continue;
    for (const { line, key, setting, by } of read.hits(text))
      world.facts.add('sticky', [], {
        span: lineSpan(tree, path, line),
        unit: read.name,
        setting,
        key,
        by,
        byDefault: false,
      });
  }
}

function readerOf(path: string): { readonly name: string; hits(text: string): readonly Hit[] } | undefined {
  const base = baseOf(path);
  if (/^haproxy[\w.-]*\.(?:cfg|conf)(?:\.\w+)?$|\.haproxy$/i.test(base)) return { name: 'HAProxy', hits: haproxyHits };
  if (/^Caddyfile(?:\.[\w-]+)?$/i.test(base)) return { name: 'Caddy', hits: caddyHits };
  if (
    /^(?:httpd|apache2?)[\w.-]*\.conf$/i.test(base) ||
    /(?:^|\/)(?:apache2?|httpd|sites-(?:available|enabled))\/.*\.conf$/i.test(path)
  )
    return { name: 'Apache', hits: apacheHits };
  if (
    /\.conf(?:\.(?:template|tpl|example|sample|j2|erb))?$/i.test(base) &&
    /nginx|conf\.d|upstream|proxy|site|default|server|lb|balancer/i.test(path)
  )
    return { name: 'nginx', hits: nginxHits };
  if (/^envoy[\w.-]*\.ya?ml$/i.test(base)) return { name: 'Envoy', hits: envoyHits };
  if (/traefik/i.test(path) && /\.ya?ml$/i.test(base)) return { name: 'Traefik', hits: traefikHits };
  if (/traefik/i.test(path) && base.endsWith('.toml')) return { name: 'Traefik', hits: traefikTomlHits };
  if (/(?:^|\/)\.ebextensions\/[^/]+\.config$/.test(path)) return { name: 'Elastic Beanstalk', hits: beanstalkHits };
  return undefined;
}

/** Lines without comments, numbered from 1. */
function linesOf(text: string): readonly (readonly [line: number, text: string])[] {
  return text.split('\n').map((line, index) => [index + 1, line.replace(/^\s*#.*$|\s#.*$/, '').trim()] as const);
}

/** The key of a hash, where it says who asks: a cookie, an address. `$request_uri` says what is asked for. */
function hashedBy(key: string): By | undefined {
  if (/\$cookie_|\$arg_(?:session|token|user)|\$http_(?:cookie|authorization)|\$jwt/i.test(key)) return 'cookie';
  if (/remote_addr|x_forwarded_for|x_real_ip|realip_remote/i.test(key)) return 'address';
  return undefined;
}

/** nginx.org, ngx_http_upstream_module: `ip_hash`, `hash`, `sticky` inside `upstream`. */
function nginxHits(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  let depth = 0;
  let inside = -1;
  for (const [line, written] of linesOf(text)) {
    for (const statement of written.split(/(?<=[;{}])/)) {
      const words = statement.trim().replace(/[;{]$/, '').trim();
      if (/^upstream\s/.test(words) && statement.includes('{')) inside = depth;
      if (inside >= 0 && depth > inside) {
        const by: By | undefined = /^ip_hash$/.test(words)
          ? 'address'
          : /^sticky(?:\s|$)/.test(words)
            ? 'cookie'
            : /^hash\s/.test(words)
              ? hashedBy(words)
              : undefined;
        if (by) hits.push({ line, key: words.split(/\s/)[0]!, setting: words, by });
      }
      if (statement.endsWith('{')) depth++;
      if (statement.endsWith('}')) {
        depth--;
        if (depth <= inside) inside = -1;
      }
    }
  }
  return hits;
}

/**
 * docs.haproxy.org: `cookie NAME insert`, `balance source`, `stick on`, in a backend. A stick-table that only counts (`track-sc0`) is
 * none; neither is a backend with a single server.
 */
function haproxyHits(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  let section: Hit[] = [];
  let servers = 0;
  const flush = () => {
    if (servers !== 1) hits.push(...section);
    section = [];
    servers = 0;
  };
  for (const [line, words] of linesOf(text)) {
    if (/^(?:backend|frontend|listen|defaults|global|peers|resolvers|userlist)\b/.test(words)) flush();
    if (/^server(?:-template)?\s/.test(words)) servers += words.startsWith('server-') ? 2 : 1;
    const by: By | undefined = /^cookie\s+\S.*\b(?:insert|prefix|rewrite)\b/.test(words)
      ? 'cookie'
      : /^balance\s+source\b/.test(words)
        ? 'address'
        : /^balance\s+(?:hdr\(|rdp-cookie)/.test(words)
          ? 'header'
          : /^stick\s+(?:on|match|store-request|store-response)\b/.test(words)
            ? 'client'
            : undefined;
    if (by) section.push({ line, key: words.split(/\s/)[0]!, setting: words, by });
  }
  flush();
  return hits;
}

/** caddyserver.com, reverse_proxy: `lb_policy cookie | ip_hash | client_ip_hash | header`. `uri_hash` is where a cache lies. */
function caddyHits(text: string): readonly Hit[] {
  return linesOf(text).flatMap(([line, words]) => {
    const policy = /^lb_policy\s+(cookie|ip_hash|client_ip_hash|header)\b/.exec(words)?.[1];
    if (policy === undefined) return [];
    const by: By = policy === 'cookie' ? 'cookie' : policy === 'header' ? 'header' : 'address';
    return [{ line, key: 'lb_policy', setting: words, by }];
  });
}

/** httpd.apache.org, mod_proxy: `stickysession=`. */
function apacheHits(text: string): readonly Hit[] {
  return linesOf(text).flatMap(([line, words]) =>
    /\bstickysession=\S/i.test(words) ? [{ line, key: 'stickysession', setting: words, by: 'cookie' as const }] : [],
  );
}

/** Calls `visit` on each object of a value, with its path. */
function walk(
  value: unknown,
  visit: (object: JsonObject, path: readonly Key[]) => void,
  path: readonly Key[] = [],
): void {
  if (path.length > 40) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      walk(item, visit, [...path, index]);
    });
    return;
  }
  const object = asObject(value);
  if (!object) return;
  visit(object, path);
  for (const key of Object.keys(object)) walk(object[key], visit, [...path, key]);
}

/** envoyproxy.io: `hash_policy` by cookie or source address with a ring or Maglev, and the filter for stateful sessions. */
function envoyHits(text: string): readonly Hit[] {
  return (readYaml(text) ?? []).flatMap((document) => {
    const hits: Hit[] = [];
    let hashes = false;
    walk(document.value, (object) => {
      if (/^(?:RING_HASH|MAGLEV)$/.test(asText(object.lb_policy))) hashes = true;
    });
    walk(document.value, (object, path) => {
      if (/stateful_session/.test(asText(object.name)) && object.typed_config !== undefined)
        hits.push({
          line: document.lineOf([...path, 'name']),
          key: 'stateful_session',
          setting: asText(object.name),
          by: 'client',
        });
      const policies = hashes && Array.isArray(object.hash_policy) ? object.hash_policy : [];
      policies.forEach((policy: unknown, index: number) => {
        const by: By | undefined =
          at(policy, 'cookie') !== undefined
            ? 'cookie'
            : at(policy, 'connection_properties', 'source_ip') === true
              ? 'address'
              : undefined;
        if (by)
          hits.push({
            line: document.lineOf([...path, 'hash_policy', index]),
            key: 'hash_policy',
            setting: `hash_policy by ${by}`,
            by,
          });
      });
    });
    return hits;
  });
}

/** doc.traefik.io, services: `loadBalancer.sticky.cookie` and the strategy `hrw` in files. */
function traefikHits(text: string): readonly Hit[] {
  return (readYaml(text) ?? []).flatMap((document) => traefikIn(document.value, (path) => document.lineOf(path)));
}

function traefikTomlHits(text: string): readonly Hit[] {
  const document = readToml(text);
  return document ? traefikIn(document.value, (path) => document.lineOf(path)) : [];
}

function traefikIn(value: unknown, lineOf: (path: readonly Key[]) => number): readonly Hit[] {
  const hits: Hit[] = [];
  walk(value, (object, path) => {
    const last = path.at(-1);
    if (last !== 'loadBalancer' && last !== 'weighted') return;
    const sticky = asObject(object.sticky);
    if (sticky && (sticky.cookie !== undefined || Object.hasOwn(sticky, 'cookie')))
      hits.push({ line: lineOf([...path, 'sticky', 'cookie']), key: 'sticky', setting: 'sticky.cookie', by: 'cookie' });
    if (asString(object.strategy) === 'hrw')
      hits.push({ line: lineOf([...path, 'strategy']), key: 'strategy', setting: 'strategy: hrw', by: 'address' });
  });
  // Labels may stand in any YAML of Traefik, too.
  walk(value, (object, path) => {
    for (const key of Object.keys(object))
      if (isStickyLabel(key, asText(object[key])))
        hits.push({ line: lineOf([...path, key]), key, setting: `${key}: ${asText(object[key])}`, by: 'cookie' });
  });
  return hits;
}

/** docs.aws.amazon.com, option settings: `StickinessEnabled` of a process, `Stickiness Policy` of the classic balancer. */
function beanstalkHits(text: string): readonly Hit[] {
  return linesOf(text).flatMap(([line, words]) =>
    /^["']?(?:StickinessEnabled|Stickiness Policy)["']?\s*:\s*["']?true/i.test(words)
      ? [{ line, key: 'stickiness', setting: words, by: 'cookie' as const }]
      : [],
  );
}
