import { effectOfCall, effectsOf, isLasting, isOfHandles } from './effects/index.ts';

/** Whether a package's calls ask for data that can change while this process runs: databases, caches, services over HTTP. */
export function isClient(pkg: string): boolean {
  return effectsOf(pkg)?.remote ?? false;
}

const AGENTS: ReadonlySet<string> = new Set([
  'node:http',
  'node:https',
  'undici',
  'agentkeepalive',
  'http-proxy-agent',
  'https-proxy-agent',
  'pac-proxy-agent',
  'proxy-agent',
  'socks-proxy-agent',
]);

/** Whether a package's agents keep connections, and nothing of who uses them: an agent of a language model keeps what was said to it. */
export function isConnectionAgent(pkg: string, steps: string): boolean {
  return AGENTS.has(pkg) && /Agent\b/.test(steps);
}

const CHANGES: ReadonlySet<string> = new Set(['store', 'local', 'queue', 'send']);

/**
 * Whether a call of a client changes something there: what it answers was made by this very call and cannot be asked for again.
 * `steps` is the provenance of the callee from its package or kind; of the first argument counts its text, or its class.
 */
export function isCreating(
  pkg: string,
  steps: string,
  first: { readonly text: string | null; readonly command: string | null },
): boolean {
  const names = steps.replace(/^new /, '').match(/[A-Za-z_$][\w$]*/g) ?? [];
  const effect = effectOfCall(pkg, names, first);
  return effect !== undefined && CHANGES.has(effect);
}

/** Whether a call of a client asks for data that is there, and so promises it: `rows.select('id').execute()`, `cache.get(key)`. */
export function isAsking(pkg: string, steps: string): boolean {
  const names = steps.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return (
    !steps.startsWith('new ') && isClient(pkg) && effectOfCall(pkg, names, { text: null, command: null }) === 'read'
  );
}

const OPENS =
  /^(?:connect\w*|open|getConnection|getClient|acquire|checkout|create(?:Channel|ConfirmChannel|Connection|Client|Session|Pool|Sender|Receiver|Consumer|Producer)|db|collection|session|startSession|withSession|transaction|withTransaction|beginTransaction)$/;

/** Whether a client calls back with a way to the data (`amqp.connect(url, (error, connection) => …)`), and with no message or answer. */
export function callsBackWithHandle(pkg: string, steps: string): boolean {
  const method = steps.slice(steps.lastIndexOf('.') + 1).replace(/\(\)$/, '');
  return isClient(pkg) && OPENS.test(method) && isOfHandles(pkg, method);
}

/** What a client answers: a connection, something that the call made there, a fact that stays, or data that is there. Arguments as for `isCreating`. */
export function kindOfAnswer(
  pkg: string,
  steps: string,
  first: { readonly text: string | null; readonly command: string | null },
): 'handle' | 'created' | 'lasting' | 'data' {
  const asked = first.command?.replace(/Command$/, '') ?? steps.slice(steps.lastIndexOf('.') + 1);
  if (!steps.includes('(') && isLasting(pkg, asked)) return 'lasting';
  // What is chained to a call describes what is asked for: `db.select().from(rows)`.
  if (!steps.includes('(') && isOfHandles(pkg, steps.slice(steps.lastIndexOf('.') + 1))) return 'handle';
  // A package that is called itself makes a client, where nothing says that it asks (`got(url)`).
  const itself = /^(?:\.default)?$/.test(steps) ? effectOfCall(pkg, [], first) : null;
  if (itself !== null && (itself === undefined || itself === effectsOf(pkg)?.otherwise)) return 'handle';
  return isCreating(pkg, steps, first) ? 'created' : 'data';
}
