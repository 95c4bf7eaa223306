import { deflateRaw, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';
import type { Extracted, FactsStore } from '../extraction.ts';
import { type FactsHead, factsOf, headOf, packFacts } from '../facts/facts-text.ts';
import { seal, unseal } from './container.ts';
import { pruneCache, readCacheFile, writeCacheFile } from './folder.ts';

/** Why the facts of a file were not in the cache. */
export type FactsMiss = { readonly path: string; readonly why: string };

export type FactsCache = FactsStore & {
  /** How many files were in the cache, and which were not. */
  readonly hits: number;
  readonly misses: readonly FactsMiss[];
  /** What is wrong with the file of the cache that was found; undefined where nothing is. */
  readonly fault: 'foreign' | 'corrupt' | undefined;
  /** Writes what is new; resolves with why that could not be done, else undefined. */
  finish(): Promise<string | undefined>;
};

/** A run that writes drops what so many writes before it did not need. */
const GENERATIONS_KEPT = 12;

/** Facts of the largest cache, in bytes before they are packed: what was used last is kept. */
const MAX_CACHE = 1_073_741_824;

/** Facts are packed together up to this size, in bytes: small enough for a thread of its own, large enough to pack well. */
const BLOCK = 1_048_576;

/** So much may wait until extraction is over, in characters; then packing starts on the side. */
const MAX_WAITING = 64_000_000;

/** More blocks than so many of less than a quarter of the full size are joined. */
const MAX_SMALL = 32;

/** Files of facts that are kept in one folder: those of other builds of this tool among them. */
const FILES_KEPT = 3;

type Block = { readonly raw: number; readonly packed: Uint8Array };
type Entry = {
  readonly path: string;
  readonly digest: string;
  /** Of facts; null for the reason why there are none. The body alone is in the block. */
  readonly head: FactsHead | null;
  readonly block: Block;
  readonly offset: number;
  readonly length: number;
  generation: number;
};
type Index = {
  readonly blocks: readonly (readonly [raw: number, packed: number])[];
  /** Path, digest, number of the block, offset and length in it, generation of the last use, head. */
  readonly entries: readonly (readonly [string, string, number, number, number, number, FactsHead | null])[];
};
type Item = Pick<Entry, 'path' | 'digest' | 'head'> & { readonly bytes: Uint8Array };
type Meta = { readonly generation: number; readonly index: number };

/** The facts kept in a folder by a build whose extractor is `identity`. Nothing is read before the first question. */
export function openFactsCache(folder: string, identity: string): FactsCache {
  const name = `facts-${identity.slice(0, 16)}.bin`;
  const misses: FactsMiss[] = [];
  const fresh = new Map<string, Extracted>();
  const waiting: Item[] = [];
  const packing: Promise<readonly Entry[]>[] = [];
  let waitingLength = 0;
  let hits = 0;
  let known: ReturnType<typeof load> | undefined;
  const loaded = () => {
    known ??= load(readCacheFile(folder, name), identity);
    return known;
  };
  const pack = (): void => {
    for (const group of grouped(waiting.splice(0), ({ bytes }) => bytes.length))
      packing.push(packed(group, generation()));
    waitingLength = 0;
  };
  const generation = () => loaded().generation + 1;

  return {
    get hits() {
      return hits;
    },
    misses,
    get fault() {
      return known?.fault;
    },
    get(path, digest) {
      const made = fresh.get(`${digest} ${path}`);
      if (made) return made;
      const { find, hasPath } = loaded();
      const entry = find(path, digest);
      const facts = entry && read(entry, loaded().inflated);
      if (!facts) {
        misses.push({ path, why: hasPath(path) ? 'its content is another' : 'it is not in the cache' });
        return undefined;
      }
      entry.generation = generation();
      hits++;
      return facts;
    },
    peek(path, digest) {
      const entry = loaded().find(path, digest);
      return entry && read(entry, loaded().inflated);
    },
    knows: (path, digest) => fresh.has(`${digest} ${path}`) || loaded().find(path, digest) !== undefined,
    set(path, digest, extracted, given) {
      fresh.set(`${digest} ${path}`, extracted);
      const packed = given ?? packFacts(extracted);
      const head = 'outline' in extracted ? headOf(extracted) : null;
      const bytes = packed.body ?? Buffer.from(packed.head, 'utf8');
      waiting.push({ path, digest, head, bytes });
      waitingLength += bytes.length;
      if (waitingLength > MAX_WAITING) pack();
    },
    complete: pack,
    async finish() {
      pack();
      if (packing.length === 0) return undefined;
      const added = (await Promise.all(packing.splice(0))).flat();
      const entries = kept([...loaded().entries(), ...added], generation());
      const failed = writeCacheFile(
        folder,
        name,
        write(await tidy(entries, loaded().inflated), generation(), identity),
      );
      if (failed === undefined) pruneCache(folder, 'facts-', FILES_KEPT);
      return failed;
    },
  };
}

/** The content of a file of facts; an empty one where there is none that can be used. */
function load(bytes: Buffer | undefined, identity: string) {
  const opened = bytes && unseal<Meta>(bytes, 'facts', identity);
  const byPath = new Map<string, Entry[]>();
  const inflated = inflater();
  const fault = opened?.state === 'foreign' || opened?.state === 'corrupt' ? opened.state : undefined;
  let generation = 0;
  if (opened?.state === 'usable') {
    generation = opened.meta.generation;
    const { index } = opened.meta;
    const { blocks, entries } = JSON.parse(inflateRawSync(opened.payload.subarray(0, index)).toString('utf8')) as Index;
    let at = index;
    const all = blocks.map(([raw, packed]): Block => {
      const block = { raw, packed: opened.payload.subarray(at, at + packed) };
      at += packed;
      return block;
    });
    for (const [path, digest, block, offset, length, last, head] of entries) {
      const entry: Entry = { path, digest, head, block: all[block]!, offset, length, generation: last };
      const same = byPath.get(path);
      if (same) same.push(entry);
      else byPath.set(path, [entry]);
    }
  }
  return {
    fault,
    generation,
    inflated,
    entries: () => [...byPath.values()].flat(),
    hasPath: (path: string) => byPath.has(path),
    find: (path: string, digest: string) => byPath.get(path)?.find((entry) => entry.digest === digest),
  };
}

/** Blocks that stay inflated at a time. */
const BLOCKS_REMEMBERED = 64;

type Inflater = (block: Block) => Buffer;

/** Link asks for files in the order in which they import each other: what was inflated for one is there for its neighbours. */
function inflater(): Inflater {
  const latest = new Map<Block, Buffer>();
  return (block) => {
    const found = latest.get(block) ?? inflateRawSync(block.packed);
    latest.delete(block);
    latest.set(block, found);
    const [oldest] = latest.keys();
    if (latest.size > BLOCKS_REMEMBERED && oldest) latest.delete(oldest);
    return found;
  };
}

const bytesOf = ({ block, offset, length }: Entry, inflated: Inflater): Buffer =>
  inflated(block).subarray(offset, offset + length);
const textOf = (entry: Entry, inflated: Inflater): string => bytesOf(entry, inflated).toString('utf8');

function read(entry: Entry, inflated: Inflater): Extracted | undefined {
  if (entry.head) return factsOf(entry.head, () => textOf(entry, inflated));
  try {
    return JSON.parse(textOf(entry, inflated));
  } catch {
    // The digest held, so that this build wrote it so: the facts are made anew all the same.
    return undefined;
  }
}

/** Items in groups of at least a block's size, in order. */
function grouped<T>(items: readonly T[], sizeOf: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let size = BLOCK;
  for (const item of items) {
    if (size >= BLOCK) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(item);
    size += sizeOf(item);
  }
  return groups;
}

/** Packs some facts into one block, in a thread of the runtime: this one goes on. */
async function packed(items: readonly Item[], generation: number): Promise<readonly Entry[]> {
  const raw = Buffer.concat(items.map(({ bytes }) => bytes));
  const block: Block = { raw: raw.length, packed: await deflated(raw) };
  let offset = 0;
  return items.map(({ path, digest, head, bytes: { length } }) => {
    const entry: Entry = { path, digest, head, block, offset, length, generation };
    offset += length;
    return entry;
  });
}

function deflated(raw: Buffer): Promise<Buffer> {
  // One piece of output: the thread needs nothing of this one until it is done.
  const options: ZlibOptions = { level: 1, chunkSize: Math.max(1024, raw.length + (raw.length >> 8) + 1024) };
  return new Promise((resolve, reject) =>
    deflateRaw(raw, options, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

/** What is written: each file's facts once, without what nobody has used for long; the latest where there is too much. */
function kept(entries: readonly Entry[], generation: number): readonly Entry[] {
  const byKey = new Map(entries.map((entry) => [`${entry.digest} ${entry.path}`, entry]));
  let size = 0;
  return [...byKey.values()]
    .filter((entry) => entry.generation > generation - GENERATIONS_KEPT)
    .sort((a, b) => b.generation - a.generation)
    .filter(({ length }) => {
      size += length;
      return size <= MAX_CACHE;
    });
}

/** The entries, with those of half-empty blocks, and of small ones where there are many, packed anew. */
async function tidy(entries: readonly Entry[], inflated: Inflater): Promise<readonly Entry[]> {
  const alive = new Map<Block, number>();
  for (const { block, length } of entries) alive.set(block, (alive.get(block) ?? 0) + length);
  const small = [...alive.keys()].filter(({ raw }) => raw < BLOCK / 4);
  const loose = new Set([...alive].flatMap(([block, size]) => (size * 2 < block.raw ? [block] : [])));
  if (small.length > MAX_SMALL) for (const block of small) loose.add(block);
  if (loose.size === 0) return entries;
  const again = entries.filter(({ block }) => loose.has(block));
  const packedAgain: Entry[] = [];
  for (const group of grouped(again, ({ length }) => length)) {
    const made = await packed(
      group.map((entry) => ({ ...entry, bytes: bytesOf(entry, inflated) })),
      0,
    );
    packedAgain.push(...made.map((entry, at) => ({ ...entry, generation: group[at]!.generation })));
  }
  return [...entries.filter(({ block }) => !loose.has(block)), ...packedAgain];
}

function write(entries: readonly Entry[], generation: number, identity: string): Uint8Array[] {
  const blocks = [...new Set(entries.map(({ block }) => block))];
  const numbers = new Map(blocks.map((block, at) => [block, at]));
  const index: Index = {
    blocks: blocks.map(({ raw, packed }) => [raw, packed.length]),
    entries: entries.map(({ path, digest, head, block, offset, length, generation }) => [
      path,
      digest,
      numbers.get(block)!,
      offset,
      length,
      generation,
      head,
    ]),
  };
  const head = deflateRawSync(JSON.stringify(index), { level: 1 });
  const meta: Meta = { generation, index: head.length };
  return seal({ kind: 'facts', identity, meta }, [head, ...blocks.map(({ packed }) => packed)]);
}
