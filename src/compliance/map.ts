import { byCodeUnit } from '../text/order.ts';
import type {
  AssessedFinding,
  AssessedProcess,
  BackedComponent,
  MapEdge,
  MapNode,
  ServiceMap,
  Standing,
} from './model.ts';

/** Kinds of processes that keep state as a service does; of the others, only those that findings name are drawn. */
const LASTING: ReadonlySet<string> = new Set(['server', 'worker', 'job']);

const WORST: readonly Standing[] = ['open', 'undecided', 'accepted', 'noted'];

/** Processes → the state that they keep → and the backing services that hold what is not theirs. */
export function mapOf(
  processes: readonly AssessedProcess[],
  findings: readonly AssessedFinding[],
  backed: readonly BackedComponent[],
): ServiceMap {
  const edges = new Map<string, MapEdge>();
  const link = (from: string, to: string, kind: MapEdge['kind']) => edges.set(`${from}\n${to}`, { from, to, kind });
  const named = new Set([...findings, ...backed].flatMap((one) => one.processes));
  const shown = processes.filter(({ name, kind }) => LASTING.has(kind) || named.has(name));
  const known = new Set(shown.map(({ name }) => name));
  const processId = (name: string) => `process:${name}`;
  const processNodes = shown.map(
    ({ name, kind, evidence: { file, line } }): MapNode => ({
      id: processId(name),
      kind: 'process',
      label: name,
      detail: kind,
      place: { file, line },
      standing: null,
      findings: [],
    }),
  );
  const states = new Map<string, MapNode>();
  for (const finding of findings) {
    if (finding.clauses.length === 0) continue;
    const { symbol, holder, file, line, key, standing } = finding;
    const id = `state:${file}:${symbol}`;
    const other = states.get(id);
    states.set(id, {
      id,
      kind: 'state',
      label: symbol,
      detail: other?.detail ?? holder,
      place: other?.place ?? { file, line },
      standing: other ? worse(other.standing!, standing) : standing,
      findings: [...(other?.findings ?? []), key],
    });
    for (const name of finding.processes) if (known.has(name)) link(processId(name), id, 'keeps');
  }
  const components = new Map<string, MapNode>();
  const services = new Map<string, MapNode>();
  for (const { symbol, file, line, package: name, service, processes } of backed) {
    const id = `component:${file}:${line}:${symbol}`;
    components.set(id, {
      id,
      kind: 'component',
      label: symbol,
      detail: name,
      place: { file, line },
      standing: null,
      findings: [],
    });
    const serviceId = `service:${service}`;
    services.set(serviceId, {
      id: serviceId,
      kind: 'service',
      label: service,
      detail: '',
      place: null,
      standing: null,
      findings: [],
    });
    link(id, serviceId, 'backed-by');
    for (const name of processes) if (known.has(name)) link(processId(name), id, 'uses');
  }
  const inOrder = (nodes: ReadonlyMap<string, MapNode>) => [...nodes.values()].sort((a, b) => byCodeUnit(a.id, b.id));
  return {
    nodes: [...processNodes, ...inOrder(states), ...inOrder(components), ...inOrder(services)],
    edges: [...edges.values()].sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to)),
  };
}

function worse(a: Standing, b: Standing): Standing {
  return WORST.indexOf(a) <= WORST.indexOf(b) ? a : b;
}
