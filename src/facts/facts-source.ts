import { ToolError } from '../diagnostics/tool-error.ts';
import type { Extracted, FactsStore } from '../extraction.ts';
import { sha256 } from '../settle/digest.ts';
import type { Listing, Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import type { FactsEntry, FactsFile } from './facts-file.ts';

/** A file of facts and how the user calls it. */
export type NamedFacts = { readonly name: string; readonly facts: FactsFile };

/** The repository as its files of facts have it, and the facts in them. */
export type JoinedFacts = { readonly source: Source; readonly store: FactsStore };

/** Where the repository of the facts is: facts are kept by content, and know of no commit. */
export type Standing = Pick<Source, 'commit' | 'dirty'>;

/**
 * Joins files of facts that make one repository; where that stands is asked for when they do.
 * @throws ToolError `facts-unusable` where one is missing, or two disagree
 */
export function joinFacts(parts: readonly NamedFacts[], standing: () => Standing): JoinedFacts {
  assertWhole(parts);
  const entries = new Map<string, FactsEntry>();
  for (const { name, facts } of parts) {
    for (const entry of facts.files) {
      if (entries.has(entry.path)) throw unusable(`${entry.path} is in two of them`, name, 'hand over each shard once');
      entries.set(entry.path, entry);
    }
  }
  const all = parts.map(({ facts }) => facts);
  const files = [...entries.values()].map(({ path, size, trackedVendored }) => ({
    path,
    size,
    ...(trackedVendored && { trackedVendored }),
  }));
  const listing: Listing = {
    files: files.sort((a, b) => byCodeUnit(a.path, b.path)),
    skipped: all
      .flatMap(({ skipped }) => skipped)
      .sort((a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.reason, b.reason)),
    links: all.flatMap(({ links }) => links).sort((a, b) => byCodeUnit(a.path, b.path)),
  };
  const links = new Map((listing.links ?? []).map((link) => [link.path, link]));
  const bytesOf = (path: string): Uint8Array | undefined => {
    const entry = entries.get(path) ?? entries.get(links.get(path)?.target ?? '');
    if (!entry) return undefined;
    if (entry.text !== undefined) return Buffer.from(entry.text, 'utf8');
    if (entry.base64 !== undefined) return Buffer.from(entry.base64, 'base64');
    throw unusable(`they lack the content of ${entry.path}, which this run reads`, null, 'check the repository itself');
  };
  return {
    source: { kind: 'revision', dir: '', ...standing(), list: () => listing, read: bytesOf },
    store: storeOf(entries),
  };
}

function storeOf(entries: ReadonlyMap<string, FactsEntry>): FactsStore {
  const added = new Map<string, Extracted>();
  const digests = new Map<string, string>();
  const key = (path: string, digest: string) => `${digest} ${path}`;
  /** The digest that the pipeline knows a text by: without the byte order mark. */
  const digestOf = ({ path, text = '' }: FactsEntry): string => {
    const digest = digests.get(path) ?? sha256(text.replace(/^\uFEFF/, ''));
    digests.set(path, digest);
    return digest;
  };
  return {
    get(path, digest) {
      const entry = entries.get(path);
      return entry?.facts && digestOf(entry) === digest ? entry.facts : added.get(key(path, digest));
    },
    set: (path, digest, extracted) => void added.set(key(path, digest), extracted),
  };
}

function assertWhole(parts: readonly NamedFacts[]): void {
  const shards = parts.map(({ facts }) => facts.shard);
  const numbered = shards.flatMap((shard) => (shard.kind === 'part' ? [shard] : []));
  if (numbered.length > 0) {
    const { of } = numbered[0]!;
    const odd = shards.findIndex((shard) => shard.kind !== 'part' || shard.of !== of);
    if (odd >= 0) throw unusable(`it is no part of ${of}, as others are`, parts[odd]!.name, 'split all alike');
    const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
      (index) => !numbered.some((shard) => shard.index === index),
    );
    if (missing.length > 0) {
      const list = missing.map((index) => `${index}/${of}`).join(', ');
      throw unusable(`the shard ${list} is missing`, null, 'hand over the facts of every shard');
    }
    return;
  }
  const dirs = new Set(shards.flatMap((shard) => (shard.kind === 'package' ? [shard.dir] : [])));
  const root = shards.find((shard) => shard.kind === 'package' && shard.dir === '');
  if (!root) {
    const fix = 'make them in the root with `sharenothing --shard .`';
    throw unusable("those of the repository's root are missing", null, fix);
  }
  const missing = (root.kind === 'package' ? (root.packages ?? []) : []).filter((dir) => !dirs.has(dir));
  if (missing.length > 0)
    throw unusable(`those of ${missing.join(', ')} are missing`, null, 'hand over the facts of every package');
}

function unusable(what: string, where: string | null, fix: string): ToolError {
  return new ToolError({ code: 'facts-unusable', what: `the facts cannot be joined: ${what}`, where, fix });
}
