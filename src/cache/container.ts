import { createHash } from 'node:crypto';

/** What a file of the cache is for. */
export type ContainerKind = 'facts' | 'verdict';

/** What is written into a file of the cache, beside its payload. `meta` is plain data. */
export type Label<Meta> = { readonly kind: ContainerKind; readonly identity: string; readonly meta: Meta };

/** What a file of the cache holds, or why it is not used. */
export type Opened<Meta> =
  | { readonly state: 'usable'; readonly meta: Meta; readonly payload: Buffer }
  /** Written by another build: nothing is wrong with it. */
  | { readonly state: 'other' }
  /** No file of this cache, or one that was damaged. */
  | { readonly state: 'foreign' | 'corrupt' };

const FORMAT = 'sharenothing-cache';
const VERSION = 1;

/** The first line of a file of the cache, and its payload, as pieces to be written one after the other. */
export function seal<Meta>({ kind, identity, meta }: Label<Meta>, payload: readonly Uint8Array[]): Uint8Array[] {
  const label = JSON.stringify({ kind, identity, meta });
  const header = { format: FORMAT, version: VERSION, digest: digestOf(label, payload), label };
  return [Buffer.from(`${JSON.stringify(header)}\n`), ...payload];
}

/** Reads what `seal` made. Each byte is covered by a digest: what differs in one is not used. */
export function unseal<Meta>(bytes: Buffer, kind: ContainerKind, identity: string): Opened<Meta> {
  const end = bytes.indexOf(0x0a);
  let header: { format?: unknown; version?: unknown; digest?: unknown; label?: unknown };
  try {
    header = JSON.parse(bytes.toString('utf8', 0, end));
  } catch {
    return { state: bytes.toString('latin1', 0, 40).includes(FORMAT) ? 'corrupt' : 'foreign' };
  }
  if (header?.format !== FORMAT) return { state: 'foreign' };
  if (header.version !== VERSION) return { state: 'other' };
  const { label } = header;
  const payload = bytes.subarray(end + 1);
  if (typeof label !== 'string' || header.digest !== digestOf(label, [payload])) return { state: 'corrupt' };
  const known = JSON.parse(label) as Label<Meta>;
  if (known.kind !== kind || known.identity !== identity) return { state: 'other' };
  return { state: 'usable', meta: known.meta, payload };
}

function digestOf(label: string, payload: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(label).update('\0');
  for (const piece of payload) hash.update(piece);
  return hash.digest('hex');
}
