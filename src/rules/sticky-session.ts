import type { ProgramModel, StickyFact } from '../link/model.ts';
import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Finding, Rule, TraceStep } from './rule.ts';

/** Deployments in which a client's requests come back to the same process. */
const rule: Rule = {
  id: 'sticky-session',
  title: 'Requests of one client tied to one process',
  clauses: ['VI.5'],
  since: '0.1.0',
  maturity: 'preview',
  raisedBySeveral: true,
  consequences: ['lost-on-restart', 'not-shared'],
  docs: `Reports settings of load balancers, ingresses, services and platforms by which the requests of one client come back to the same process:
affinity by client address or cookie in Kubernetes, Ingress controllers, Istio, Traefik, nginx, HAProxy, Caddy, Envoy, and in the balancers of
AWS, Google Cloud, Azure and others as Terraform and CloudFormation describe them, or as infrastructure code does (AWS CDK, Pulumi, cdktf).
Reports packages that hand each client to the worker that knows it (\`@socket.io/sticky\`, \`sticky-session\`).

Sticky sessions are a violation of factor VI: they are needed where a process keeps what only it knows of a client. When that process is
restarted or taken away, its clients lose their sessions, and load cannot be spread evenly. What a platform does by default is told as \`info\`.

Silent are: balancing by what is asked for (\`hash $request_uri\`, consistent hashing on a header that names a resource), affinity to a version
(canary releases), tables that only count requests, services in front of databases and other images made by others, and manifests for
development or tests.

\`\`\`yaml
# incorrect
kind: Service
spec:
  sessionAffinity: ClientIP
\`\`\`

Way out: keep session data in a store that all processes share and that expires it (Redis, Memcached), then switch the affinity off.
Long polling of socket.io needs its clients to start with WebSocket (\`transports: ['websocket']\`) and an adapter between the processes.
`,
  messages: {
    ...libraryMessages(
      'what that process knows of the client is lost when it is restarted, scaled away or replaced, and load is not spread evenly',
    ),
    cookie: {
      severity: 'warning',
      what: '`{symbol}` of {unit} sends a client back to the same process by a cookie',
      why: 'what that process knows of the client is lost when it is restarted, scaled away or replaced, and load is not spread evenly',
      fix: 'keep what is known of a client in a store that all processes share (Redis, Memcached), then remove `{setting}`',
    },
    address: {
      severity: 'warning',
      what: '`{symbol}` of {unit} sends a client back to the same process by its address',
      why: 'what that process knows of the client is lost when it is restarted or scaled away, and all clients behind one address land on one process',
      fix: 'keep what is known of a client in a store that all processes share (Redis, Memcached), then remove `{setting}`',
    },
    client: {
      severity: 'warning',
      what: '`{symbol}` of {unit} sends a client back to the same process',
      why: 'what that process knows of the client is lost when it is restarted, scaled away or replaced, and load is not spread evenly',
      fix: 'keep what is known of a client in a store that all processes share (Redis, Memcached), then remove `{setting}`',
    },
    default: {
      severity: 'info',
      what: 'the platform of {unit} sends a client back to the same process, unless `{symbol}` says otherwise',
      why: 'a server that keeps something of its clients in memory seems to work, until a process is restarted or replaced',
      fix: 'switch the affinity of `{unit}` off, so that state kept in one process shows before it is relied on',
    },
  },
  steps: {
    setting: '`{setting}` ties the requests of a client to one process',
    'needed-by': '`{symbol}` keeps what only one process knows of its clients',
  },
  check(model, out) {
    tellComponents(rule.id, rule.messages, model, out);
    for (const fact of model.deployment?.sticky ?? []) out.finding(stickyFinding(fact, model));
  },
};

/** Sessions that a trace names: enough to see what the stickiness is for. */
const MOST_NAMED = 3;

function stickyFinding(fact: StickyFact, model: ProgramModel): Finding {
  const { span, unit, setting, key, by, byDefault, processes } = fact;
  const sessions = model.states.filter(
    (state) =>
      state.category === 'session' &&
      (processes.length === 0 || state.processes.some((name) => processes.includes(name))),
  );
  const trace: TraceStep[] = [
    { span, messageId: 'setting', data: { setting } },
    ...sessions
      .slice(0, MOST_NAMED)
      .map(({ span, symbol }): TraceStep => ({ span, messageId: 'needed-by', data: { symbol } })),
  ];
  return {
    ruleId: rule.id,
    messageId: byDefault ? 'default' : by === 'cookie' || by === 'address' ? by : 'client',
    data: { symbol: key, unit, setting },
    span,
    symbol: key,
    holder: 'manifest',
    consequences: ['lost-on-restart', 'not-shared'],
    confidence: byDefault ? 'medium' : 'high',
    trace,
    writes: [],
    processes,
  };
}

export default rule;
