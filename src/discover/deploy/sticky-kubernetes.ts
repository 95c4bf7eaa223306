import type { World } from '../commands/site.ts';
import type { StickyFact } from '../deployment.ts';
import { asObject, asObjects, asString, asStrings, asText, type JsonObject } from '../json.ts';
import type { YamlDocument } from '../yaml.ts';
import { lineSpan } from './facts.ts';
import type { Workload } from './kubernetes.ts';
import { at, type Resource, type Resources } from './resources.ts';

type By = StickyFact['by'];
type Key = string | number;

/** An annotation that makes a balancer sticky: what its value must be, and what then tells clients apart. */
type AnnotationRow = { readonly key: RegExp; by(value: string): By | undefined };

const yes = (by: By) => (value: string) => (value === 'true' ? by : undefined);
const clientKey = (value: string): By | undefined =>
  /\$cookie_|\$arg_|\$http_(?:cookie|authorization|x_session|x_user)/i.test(value)
    ? 'cookie'
    : /remote_addr|x_forwarded_for|x_real_ip|realip/i.test(value)
      ? 'address'
      : /\$http_/.test(value)
        ? 'header'
        : undefined;

/** Sources: documentation of ingress-nginx, Traefik, HAProxy (both controllers), AWS Load Balancer Controller, OpenShift, Azure, Cloud Run. */
const annotationRows: readonly AnnotationRow[] = [
  { key: /^nginx\.ingress\.kubernetes\.io\/affinity$/, by: (value) => (value === 'cookie' ? 'cookie' : undefined) },
  { key: /^nginx\.ingress\.kubernetes\.io\/upstream-hash-by$/, by: clientKey },
  { key: /^nginx\.org\/sticky-cookie-services$/, by: (value) => (value === '' ? undefined : 'cookie') },
  {
    key: /^nginx\.org\/lb-method$/,
    by: (value) => (value.startsWith('ip_hash') ? 'address' : /^hash /.test(value) ? clientKey(value) : undefined),
  },
  { key: /^traefik\.ingress\.kubernetes\.io\/(?:service\.sticky\.cookie|affinity)$/, by: yes('cookie') },
  { key: /^haproxy\.org\/cookie-persistence(?:-no-dynamic)?$/, by: (value) => (value === '' ? undefined : 'cookie') },
  { key: /^haproxy\.org\/load-balance$/, by: (value) => (value === 'source' ? 'address' : undefined) },
  {
    key: /^(?:haproxy-ingress\.github\.io|ingress\.kubernetes\.io)\/affinity$/,
    by: (value) => (value === 'cookie' ? 'cookie' : undefined),
  },
  {
    key: /^alb\.ingress\.kubernetes\.io\/target-group-attributes$/,
    by: (value) => (/stickiness\.enabled=true/.test(value) ? 'cookie' : undefined),
  },
  {
    key: /^service\.beta\.kubernetes\.io\/aws-load-balancer-target-group-attributes$/,
    by: (value) => (/stickiness\.enabled=true/.test(value) ? 'address' : undefined),
  },
  {
    key: /^service\.beta\.kubernetes\.io\/do-loadbalancer-sticky-sessions-type$/,
    by: (value) => (value === 'cookies' ? 'cookie' : undefined),
  },
  { key: /^router\.openshift\.io\/cookie_name$/, by: (value) => (value === '' ? undefined : 'cookie') },
  { key: /^appgw\.ingress\.kubernetes\.io\/cookie-based-affinity$/, by: yes('cookie') },
  { key: /^run\.googleapis\.com\/sessionAffinity$/, by: yes('cookie') },
];

/** A setting of an object of one of some kinds, at a path of keys; `*` is each item of a list. */
type PathRow = { readonly kinds: RegExp; readonly path: readonly string[]; by(value: unknown): By | undefined };

const present = (by: By) => (value: unknown) =>
  value === undefined || value === null || value === false ? undefined : by;
const oneOf =
  (by: By, ...values: readonly string[]) =>
  (value: unknown) =>
    values.includes(asText(value)) ? by : undefined;
const hashPolicy = (value: unknown): By | undefined => {
  const hash = asObject(value);
  if (!hash) return undefined;
  if (hash.httpCookie) return 'cookie';
  if (hash.useSourceIp === true) return 'address';
  return hash.httpQueryParameterName !== undefined ||
    (typeof hash.httpHeaderName === 'string' && isClientHeader(hash.httpHeaderName))
    ? 'header'
    : undefined;
};

/** A header that names a resource spreads requests by what they are about, not by who makes them. */
function isClientHeader(name: string): boolean {
  return /user|session|client|auth|token|cookie|forwarded|real-ip|tenant|account|device|customer|visitor/i.test(name);
}

const pathRows: readonly PathRow[] = [
  { kinds: /^Service$/, path: ['spec', 'sessionAffinity'], by: oneOf('address', 'ClientIP') },
  { kinds: /^DestinationRule$/, path: ['spec', 'trafficPolicy', 'loadBalancer', 'consistentHash'], by: hashPolicy },
  {
    kinds: /^DestinationRule$/,
    path: ['spec', 'trafficPolicy', 'portLevelSettings', '*', 'loadBalancer', 'consistentHash'],
    by: hashPolicy,
  },
  {
    kinds: /^DestinationRule$/,
    path: ['spec', 'subsets', '*', 'trafficPolicy', 'loadBalancer', 'consistentHash'],
    by: hashPolicy,
  },
  {
    kinds: /^IngressRoute$/,
    path: ['spec', 'routes', '*', 'services', '*', 'sticky', 'cookie'],
    by: present('cookie'),
  },
  { kinds: /^TraefikService$/, path: ['spec', 'weighted', 'sticky', 'cookie'], by: present('cookie') },
  { kinds: /^TraefikService$/, path: ['spec', 'weighted', 'services', '*', 'sticky', 'cookie'], by: present('cookie') },
  {
    kinds: /^HTTPProxy$/,
    path: ['spec', 'routes', '*', 'loadBalancerPolicy', 'strategy'],
    by: oneOf('cookie', 'Cookie'),
  },
  {
    kinds: /^HTTPProxy$/,
    path: ['spec', 'routes', '*', 'loadBalancerPolicy', 'requestHashPolicies'],
    by: present('client'),
  },
  { kinds: /^(?:HTTPRoute|GRPCRoute)$/, path: ['spec', 'rules', '*', 'sessionPersistence'], by: present('cookie') },
  { kinds: /^X?Backend(?:Traffic|LB)Policy$/, path: ['spec', 'sessionPersistence'], by: present('cookie') },
  { kinds: /^BackendTrafficPolicy$/, path: ['spec', 'loadBalancer', 'type'], by: oneOf('client', 'ConsistentHash') },
  {
    kinds: /^BackendConfig$/,
    path: ['spec', 'sessionAffinity', 'affinityType'],
    by: oneOf('client', 'CLIENT_IP', 'GENERATED_COOKIE'),
  },
  {
    kinds: /^GCPBackendPolicy$/,
    path: ['spec', 'default', 'sessionAffinity', 'type'],
    by: oneOf('client', 'CLIENT_IP', 'GENERATED_COOKIE'),
  },
  {
    kinds: /^RoutePolicy$/,
    path: ['spec', 'default', 'sessionAffinity', 'affinityType'],
    by: oneOf('cookie', 'application-cookie', 'managed-cookie'),
  },
  { kinds: /^KongUpstreamPolicy$/, path: ['spec', 'algorithm'], by: oneOf('client', 'sticky-sessions') },
  { kinds: /^KongUpstreamPolicy$/, path: ['spec', 'hashOn'], by: hashOnClient },
  {
    kinds: /^ApisixUpstream$/,
    path: ['spec', 'loadbalancer'],
    by: (value) =>
      at(value, 'type') === 'chash' &&
      /cookie|header|remote_addr/.test(`${asText(at(value, 'hashOn'))} ${asText(at(value, 'key'))}`)
        ? 'client'
        : undefined,
  },
];

function hashOnClient(value: unknown): By | undefined {
  const hash = asObject(value);
  if (!hash) return undefined;
  if (hash.cookie) return 'cookie';
  if (hash.input === 'ip') return 'address';
  return hash.input === 'consumer' || (typeof hash.header === 'string' && isClientHeader(hash.header))
    ? 'header'
    : undefined;
}

/** Sticky sessions in Kubernetes objects and in the values of charts. */
export function readStickyObjects({ objects, values }: Resources, workloads: readonly Workload[], world: World): void {
  for (const resource of objects) {
    const targets = targetsOf(resource, objects, workloads);
    if (targets === 'foreign') continue;
    const { file, kind, name, value, lineOf } = resource;
    const add = (path: readonly Key[], by: By, absent?: string) => {
      const key = absent ?? asText(path.filter((one) => typeof one === 'string').at(-1));
      world.facts.add('sticky', targets, {
        span: lineSpan(world.tree, file, lineOf(path)),
        unit: `${kind} ${name}`,
        setting: settingOf(key, at(value, ...path)),
        key,
        by,
        byDefault: absent !== undefined,
      });
    };
    for (const [path, annotations] of annotationsOf(resource))
      for (const [key, by] of stickyAnnotations(annotations)) add([...path, key], by);
    for (const row of pathRows) {
      if (!row.kinds.test(kind)) continue;
      for (const path of expand(value, row.path)) {
        const by = row.by(at(value, ...path));
        if (by) add(path, by);
      }
    }
    if (kind === 'Route' && /route\.openshift/.test(asText(value.apiVersion))) readRoute(resource, add);
  }
  for (const { file, chart, document } of values) readValues(file, chart, document, world);
}

function settingOf(key: string, value: unknown): string {
  return value !== null && typeof value === 'object' ? key : `${key}: ${asText(value)}`;
}

/** Annotations of an object and of the pods that it describes. */
function annotationsOf({ annotations, value }: Resource): readonly (readonly [readonly Key[], JsonObject])[] {
  const template = asObject(at(value, 'spec', 'template', 'metadata', 'annotations'));
  return [
    [['metadata', 'annotations'], annotations],
    ...(template ? [[['spec', 'template', 'metadata', 'annotations'], template] as const] : []),
  ];
}

function stickyAnnotations(annotations: JsonObject): readonly (readonly [string, By])[] {
  return Object.keys(annotations).flatMap((key) => {
    const by = annotationRows.find((row) => row.key.test(key))?.by(asText(annotations[key]));
    return by ? [[key, by] as const] : [];
  });
}

function expand(value: unknown, path: readonly string[], done: readonly Key[] = []): readonly (readonly Key[])[] {
  const [first, ...rest] = path;
  if (first === undefined) return value === undefined ? [] : [done];
  if (first === '*')
    return (Array.isArray(value) ? value : []).flatMap((item, index) => expand(item, rest, [...done, index]));
  return expand(at(value, first), rest, [...done, first]);
}

/** Routes of OpenShift are sticky unless an annotation switches that off. */
function readRoute(
  { annotations, value }: Resource,
  add: (path: readonly Key[], by: By, absent: string) => void,
): void {
  if (asText(annotations['haproxy.router.openshift.io/disable_cookies']) === 'true') return;
  if (annotations['router.openshift.io/cookie_name'] !== undefined) return;
  add(
    ['kind'],
    at(value, 'spec', 'tls', 'termination') === 'passthrough' ? 'address' : 'cookie',
    'haproxy.router.openshift.io/disable_cookies',
  );
}

/** Values of a chart: annotations and the affinity of its service, wherever they stand. */
function readValues(file: string, chart: string, document: YamlDocument, world: World): void {
  const walk = (value: unknown, path: readonly Key[]): void => {
    if (path.length > 12) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        walk(item, [...path, index]);
      });
      return;
    }
    const object = asObject(value);
    if (!object) return;
    for (const [key, by] of [
      ...stickyAnnotations(object),
      ...(object.sessionAffinity === 'ClientIP' ? [['sessionAffinity', 'address'] as const] : []),
    ])
      world.facts.add('sticky', [], {
        span: lineSpan(world.tree, file, document.lineOf([...path, key])),
        unit: `chart ${chart}`,
        setting: settingOf(key, object[key]),
        key,
        by,
        byDefault: false,
      });
    for (const key of Object.keys(object)) walk(object[key], [...path, key]);
  };
  walk(document.value, []);
}

/** Units of the workloads that an object sends requests to; `foreign` where all that are known are made by others. */
function targetsOf(
  resource: Resource,
  objects: readonly Resource[],
  workloads: readonly Workload[],
): readonly string[] | 'foreign' {
  const own = workloads.filter(
    ({ resource: { kind, name } }) => kind === resource.kind && name === resource.name && kind !== 'Service',
  );
  const names = resource.kind === 'Service' ? [] : backendsOf(resource);
  const services =
    resource.kind === 'Service'
      ? [resource]
      : objects.filter(({ kind, name }) => kind === 'Service' && names.includes(name));
  const selected = services.flatMap(({ value }) => {
    const selector = asObject(at(value, 'spec', 'selector')) ?? {};
    const keys = Object.keys(selector);
    return keys.length === 0
      ? []
      : workloads.filter(({ labels }) => keys.every((key) => labels[key] === selector[key]));
  });
  const all = [...own, ...selected];
  if (all.length > 0 && all.every(({ isForeign }) => isForeign)) return 'foreign';
  return [...new Set(all.filter(({ isForeign }) => !isForeign).flatMap(({ units }) => units))];
}

/** Names of the services behind an ingress, a route or a policy. */
function backendsOf({ value, kind, name }: Resource): readonly string[] {
  const names: string[] = [];
  const walk = (here: unknown, depth: number): void => {
    if (depth > 14) return;
    if (Array.isArray(here)) {
      for (const item of here) walk(item, depth + 1);
      return;
    }
    const object = asObject(here);
    if (!object) return;
    for (const key of ['service', 'backend', 'to', 'targetRef', 'targetRefs', 'services', 'backendRefs']) {
      for (const target of asObjects(object[key] ?? [])) names.push(...asStrings(target.name));
    }
    if (typeof object.serviceName === 'string') names.push(object.serviceName);
    for (const key of Object.keys(object)) walk(object[key], depth + 1);
  };
  walk(value.spec, 0);
  const host = asString(at(value, 'spec', 'host'));
  // A rule of Istio names its service by host; a policy of Kong or of Google goes by the service's own name.
  if (host !== undefined) names.push(host.split('.')[0]!);
  if (/^(?:BackendConfig|KongUpstreamPolicy|ApisixUpstream)$/.test(kind)) names.push(name);
  return names;
}
