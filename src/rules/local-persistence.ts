import type { FileWrite, FileWriteCall, ProgramModel, VolumeFact } from '../link/model.ts';
import { mountOf } from './mounts.ts';
import type { Finding, Rule, TraceStep } from './rule.ts';

/** Files that a process leaves on its own disk. Sources: the Twelve-Factor App, factors VI (Processes), IV (Backing services) and XI (Logs). */
const rule: Rule = {
  id: 'local-persistence',
  title: 'Files left on the local disk of one process',
  clauses: ['VI.2', 'VI.3'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['lost-on-restart', 'not-shared', 'stale', 'fills-disk'],
  docs: `Reports files and folders on the local disk that outlive the request or job that wrote them, or that a later one reads: uploads,
reports, JSON files used as a database, generated keys, log files, caches, what other programs and libraries are told to write.

Another process (another machine, another container) does not have the file, and a new container starts with an empty disk.

Where a function of a file writes for several others of that file, it is told once, at its write; one that other files call is told where
they make the path.

Where a manifest mounts a volume at the place, the trace ends in that line; a volume that all processes share makes it \`info\`, and so is a volume
to which no write is seen.

A file under one name that requests write, wait with and remove again is none of one request: two at once share it.

Silent are: folders alone, files that are removed on every successful way out of the code that made their path, uploads held in memory,
what is only read or streamed into the answer, what every start makes again from constants, the environment or shipped files, and what
whoever misses it makes of constants and the environment.
`,
  messages: {
    data: {
      severity: 'error',
      what: '`{symbol}` writes {target} to the local disk {when}, and nothing removes it',
      why: 'no other process has the file, and it is gone with the container that wrote it',
      fix: 'put the content where all processes reach it: an object store (`PutObjectCommand` of @aws-sdk/client-s3) for files, a database row for records',
    },
    shared: {
      severity: 'error',
      what: '`{symbol}` writes {target} to the local disk {when}, and `{reader}` takes it from there later',
      why: 'the later request may reach a process that does not have the file',
      fix: 'write and read it through an object store that all processes share (`PutObjectCommand` and `GetObjectCommand` of @aws-sdk/client-s3), or keep it in the database',
    },
    handed: {
      severity: 'error',
      what: '`{symbol}` writes {target} to the local disk {when}, and its path goes on through `{reader}`',
      why: 'whoever takes the path from there may run on another machine, where the file is not',
      fix: 'upload what `{symbol}` writes to an object store first, and hand on its key in place of the path',
    },
    kept: {
      severity: 'error',
      what: '`{symbol}` makes {target} at the first start and keeps it on the local disk',
      why: 'every machine and every new container makes one of its own, and what was signed or stored with another is refused',
      fix: 'give what `{symbol}` makes to all processes through the environment or a secret store, or make it once and keep it in the database',
    },
    'one-name': {
      severity: 'error',
      what: '`{symbol}` writes {target} {when}, under one name for all of them',
      why: 'two at once write over each other, and the first that is done removes the file of both',
      fix: 'give the file of `{symbol}` a name of its own each time (`fs.mkdtemp`, `crypto.randomUUID()`), or hold the content in memory',
    },
    served: {
      severity: 'error',
      what: '`{symbol}` keeps uploads in {target} on the local disk, from where `{reader}` serves them',
      why: 'an upload that one process took is not found by the others, and is gone with its container',
      fix: 'stream uploads to an object store (`multer-s3`, or `Upload` of @aws-sdk/lib-storage) and serve them from there',
    },
    upload: {
      severity: 'warning',
      what: '`{symbol}` puts every upload into {target} on the local disk',
      why: 'what a handler does not remove, on a failure too, stays there and fills the disk of this process',
      fix: 'hold small uploads in memory (`multer.memoryStorage()`) or stream them to an object store (`multer-s3`)',
    },
    log: {
      severity: 'warning',
      what: '`{symbol}` writes log lines to {target} on the local disk',
      why: 'each process has its own file, nobody sees them together, and they are gone with the container',
      fix: 'write the lines of `{symbol}` to stdout and let the platform collect them',
    },
    cache: {
      severity: 'warning',
      what: '`{symbol}` keeps fetched or computed data in {target} on the local disk {when}',
      why: 'each process fills and ages its own copy, and starts without one',
      fix: 'keep the copies of `{symbol}` in a shared cache with an expiry (Redis SET with EX) or in an object store',
    },
    answer: {
      severity: 'warning',
      what: '`{symbol}` writes {target} for one answer {when}, and nothing removes it',
      why: 'every answer leaves a file behind, until the disk of this process is full',
      fix: 'stream what `{symbol}` writes into the response, or remove the file once it is sent (in a finally block)',
    },
    program: {
      severity: 'error',
      what: '`{symbol}` lets {target} write to the local disk {when}',
      why: 'no other process has what it wrote, and it is gone with the container',
      fix: 'do what `{symbol}` starts in the build, or put what the program makes into an object store that all processes share',
    },
    'program-left': {
      severity: 'warning',
      what: '`{symbol}` lets {target} change the local disk {when}',
      why: 'the other processes go on with what they have, and a new container starts without the change',
      fix: 'do what `{symbol}` starts in the build, and deploy a new release for a change',
    },
    library: {
      severity: 'error',
      what: '`{symbol}` {keeps} ({target}) {when}',
      why: 'no other process has what it wrote, and it is gone with the container',
      fix: 'in place of `{symbol}`: {wayOut}',
    },
    'library-left': {
      severity: 'warning',
      what: '`{symbol}` {keeps} ({target}) {when}',
      why: 'each process has its own, and it fills the disk of this one until somebody removes it',
      fix: 'in place of `{symbol}`: {wayOut}',
    },
    'on-shared-volume': {
      severity: 'info',
      what: '`{symbol}` writes {target} to a volume that all processes mount',
      why: 'the other processes see the file, while locks, half-written files and the speed of the network stay a question',
      fix: 'leave what `{symbol}` writes there as long as writes replace whole files; else put it into an object store or the database',
    },
    volume: {
      severity: 'info',
      what: '`{symbol}` is a volume of {unit}, and no write to it is seen',
      why: 'something keeps data there for later, which the processes of other machines do not have',
      fix: 'remove `{setting}` where nothing needs it any more, or keep its data in a backing service',
    },
    leak: {
      severity: 'info',
      what: '`{symbol}` writes a temporary file {target} that a failure leaves behind',
      why: 'it is removed on success alone, so failures fill the disk of this process',
      fix: 'remove what `{symbol}` wrote in a finally block',
    },
  },
  steps: {
    'file-written': '`{symbol}` writes {target} here',
    'path-made': 'the path is made here',
    'file-read': '`{by}` takes it from the disk here',
    'file-served': '`{by}` serves what lies there',
    'path-handed': '`{callee}` takes the path on here',
    mounted: '`{setting}` ({unit}) keeps it beside the container, for the processes of one machine or pod',
    'mounted-shared': '`{setting}` ({unit}) keeps it where all processes see it',
    'mounted-ephemeral': '`{setting}` ({unit}) keeps it as long as the pod lives',
  },
  check(model, out, options) {
    for (const write of model.fileWrites ?? []) {
      if (write.silence === null) out.finding(onVolume(fileFinding(write, messageOf(write)), write, model));
      else if (write.leaks && options?.strict)
        out.finding({ ...fileFinding(write, 'leak'), consequences: ['fills-disk'] });
      else out.silence({ span: write.span, symbol: write.symbol, reason: write.silence, proof: write.proof });
    }
    for (const volume of unusedVolumes(model)) out.finding(volumeFinding(volume));
  },
};

/** The finding with the line that mounts the place, where a manifest does. A volume that all processes share is worth knowing alone. */
function onVolume(finding: Finding, write: FileWrite, model: ProgramModel): Finding {
  const volume = mountOf(model.deployment, write.disk, write.processes);
  if (!volume || volume.processes.length === 0) return finding;
  const messageId =
    volume.shared === true ? 'mounted-shared' : volume.kind === 'ephemeral' ? 'mounted-ephemeral' : 'mounted';
  const step: TraceStep = { span: volume.span, messageId, data: { setting: volume.setting, unit: volume.unit } };
  const trace = [...finding.trace, step];
  return volume.shared === true ? { ...finding, messageId: 'on-shared-volume', trace } : { ...finding, trace };
}

/** Volumes of known processes to which no write is seen; an embedded database in one of these may be what fills them. */
function unusedVolumes({ deployment, fileWrites = [], components = [] }: ProgramModel): readonly VolumeFact[] {
  const used = new Set(fileWrites.map((write) => mountOf(deployment, write.disk, write.processes)));
  const databases = components.filter(({ rule }) => rule === 'embedded-database');
  const seen = new Set<string>();
  return (deployment?.volumes ?? []).filter((volume) => {
    const { path, kind, readOnly, shared, processes } = volume;
    if (readOnly || shared === true || kind === 'ephemeral' || processes.length === 0 || used.has(volume)) return false;
    if (databases.some((one) => one.processes.some((name) => processes.includes(name)))) return false;
    const key = `${path} ${processes.join()}`;
    return !seen.has(key) && seen.add(key);
  });
}

function volumeFinding({ span, path, unit, setting, processes }: VolumeFact): Finding {
  return {
    ruleId: rule.id,
    messageId: 'volume',
    data: { symbol: path, unit, setting },
    span,
    symbol: path,
    holder: 'manifest',
    consequences: ['not-shared'],
    confidence: 'medium',
    trace: [{ span, messageId: 'mounted', data: { setting, unit } }],
    writes: [],
    processes,
  };
}

/** The message for a store: severity belongs to the message. */
function messageOf({ shape, severity }: FileWrite): string {
  if (shape === 'boot') return 'data';
  return (shape === 'library' || shape === 'program') && severity === 'warning' ? `${shape}-left` : shape;
}

/** Context names as a sentence ends with them. */
const WHEN: Readonly<Record<string, string>> = {
  request: 'while it serves requests',
  job: 'while it works on jobs',
  connection: 'when clients connect',
  event: 'when events arrive',
  timer: 'on a timer',
  later: 'after start-up',
  shutdown: 'at shutdown',
  boot: 'at start-up',
};

/** The finding on one store of files. The trace goes path → write → what starts the write → who reads it later. */
function fileFinding(write: FileWrite, messageId: string): Finding {
  const main = write.calls[0]!;
  const target = write.target === '' ? 'a file' : `\`${write.target}\``;
  const steps: TraceStep[] = [{ span: write.span, messageId: 'file-written', data: { symbol: write.symbol, target } }];
  if (write.made) steps.push({ span: write.made, messageId: 'path-made', data: {} });
  steps.push(...wayOf(main));
  const seen = new Set(steps.map((s) => `${s.span.file}:${s.span.start}`));
  const add = (step: TraceStep) => {
    const key = `${step.span.file}:${step.span.start}`;
    if (seen.has(key)) return;
    seen.add(key);
    steps.push(step);
  };
  for (const call of write.calls.slice(1, 6))
    add({ span: call.span, messageId: 'file-written', data: { symbol: call.callee, target: 'to the same place' } });
  for (const r of write.readers)
    add({ span: r.span, messageId: r.how === 'serve' ? 'file-served' : 'file-read', data: { by: r.by } });
  for (const h of write.handed) add({ span: h.span, messageId: 'path-handed', data: { callee: h.callee } });
  const contexts = new Set(write.calls.flatMap((c) => c.contexts));
  const when = Object.keys(WHEN).find((c) => contexts.has(c)) ?? 'later';
  const reader = write.readers[0];
  return {
    ruleId: rule.id,
    messageId,
    data: {
      symbol: write.symbol,
      target,
      when: WHEN[when]!,
      reader: reader ? (reader.how === 'serve' ? 'a static folder' : reader.by) : (write.handed[0]?.callee ?? ''),
      keeps: write.library?.keeps ?? '',
      wayOut: write.library?.wayOut ?? '',
    },
    span: write.span,
    symbol: write.symbol,
    holder: 'file',
    consequences: write.consequences,
    confidence: write.confidence,
    trace: steps,
    writes: [...new Set(write.calls.flatMap((c) => c.contexts.map((x) => `write:${x}`)))].sort(),
    processes: write.processes,
  };
}

/** From a call up to what starts it. */
function wayOf(call: FileWriteCall): TraceStep[] {
  return call.path.map((s): TraceStep => {
    const [a = '', b = ''] = s.what.split('|');
    return s.kind === 'call'
      ? { span: s.span, messageId: 'called', data: { by: a, callee: b } }
      : {
          span: s.span,
          messageId: a === 'an anonymous function' ? 'registered-inline' : 'registered',
          data: { name: a, root: b },
        };
  });
}

export default rule;
