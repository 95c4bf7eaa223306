import { ToolError } from '../diagnostics/tool-error.ts';
import { FACTS_VERSION } from '../extract/facts.ts';
import type { Extracted } from '../extraction.ts';
import { sha256 } from '../settle/digest.ts';
import type { Skipped, SourceFile, SourceLink } from '../source/source.ts';
import { reviveOdd, stringifyOdd } from './facts-text.ts';

/** Which part of a repository a file of facts holds. Folders are repository-relative. */
export type Shard =
  /** What lies in a package and in no package inside it; `packages` are all packages of the workspace, told by the root's own. */
  | { readonly kind: 'package'; readonly dir: string; readonly packages?: readonly string[] }
  /** Files whose paths fall into one of `of` parts, `index` counted from 1. */
  | { readonly kind: 'part'; readonly index: number; readonly of: number };

/** A file as it was when its facts were made. */
export type FactsEntry = SourceFile & {
  /** SHA-256 of the bytes; absent where they are not kept, since nothing reads such files. */
  readonly digest?: string;
  /** The bytes as text, or as base64 where they are no UTF-8. */
  readonly text?: string;
  readonly base64?: string;
  /** What extract made of it; absent for what is no code, or is left out for its content. */
  readonly facts?: Extracted;
};

/** What a run needs of one part of a repository. */
export type FactsFile = {
  readonly shard: Shard;
  readonly files: readonly FactsEntry[];
  readonly skipped: readonly Skipped[];
  readonly links: readonly SourceLink[];
};

/** Version of the format. */
const VERSION = 1;

type Header = {
  readonly format: 'sharenothing-facts';
  readonly version: number;
  /** The tool's version: facts of two versions are never mixed. */
  readonly tool: string;
  readonly factsVersion: number;
  readonly shard: Shard;
  /** SHA-256 of all that follows. */
  readonly digest: string;
};

/**
 * The text of a file of facts: a header, then one line for each file, skip and link, as they are sorted. The same content gives the
 * same bytes; neither date, commit nor machine is in it, so that it can be cached by content.
 */
export function writeFacts({ shard, files, skipped, links }: FactsFile, tool: string): string {
  const lines = [
    ...files.map((file) => stringifyOdd({ file })),
    ...skipped.map((skip) => stringifyOdd({ skip })),
    ...links.map((link) => stringifyOdd({ link })),
  ];
  const rest = lines.map((line) => `${line}\n`).join('');
  const header: Header = {
    format: 'sharenothing-facts',
    version: VERSION,
    tool,
    factsVersion: FACTS_VERSION,
    shard,
    digest: sha256(rest),
  };
  return `${JSON.stringify(header)}\n${rest}`;
}

/** Whether a text starts as a file of facts does, of whatever version. */
export function isFacts(text: string): boolean {
  return /^\uFEFF?\{"format":"sharenothing-facts"/.test(text.slice(0, 64));
}

/** Reads a file of facts of this version of the tool; `name` is how errors call it. @throws ToolError `facts-unusable` */
export function readFacts(text: string, name: string, tool: string): FactsFile {
  const unusable = (what: string, fix: string, cause?: unknown) =>
    new ToolError({ code: 'facts-unusable', what: `the facts cannot be used: ${what}`, where: name, fix }, { cause });
  const again = 'make them again with `sharenothing --shard`';
  const end = text.indexOf('\n');
  let header: Header;
  try {
    header = JSON.parse(text.slice(0, end));
  } catch (error) {
    throw unusable('their first line is no JSON', again, error);
  }
  const { format, version, tool: made, factsVersion, shard, digest } = header;
  if (format !== 'sharenothing-facts') throw unusable('they do not start as facts do', again);
  if (version !== VERSION || made !== tool || factsVersion !== FACTS_VERSION)
    throw unusable(
      `they were made by sharenothing ${made} (facts version ${factsVersion}), this is ${tool} (${FACTS_VERSION})`,
      'use one version of sharenothing for all shards and the merge',
    );
  const rest = text.slice(end + 1);
  if (digest !== sha256(rest)) throw unusable('their content is not what their header says', again);
  const lines = rest.split('\n').slice(0, -1);
  const entries = lines.map((line) => JSON.parse(line, reviveOdd) as Line);
  return {
    shard,
    files: entries.flatMap(({ file }) => file ?? []),
    skipped: entries.flatMap(({ skip }) => skip ?? []),
    links: entries.flatMap(({ link }) => link ?? []),
  };
}

type Line = { readonly file?: FactsEntry; readonly skip?: Skipped; readonly link?: SourceLink };
