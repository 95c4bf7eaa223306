import type { SettleInput } from './settle/input.ts';
import type { Source } from './source/source.ts';
import type { LinkedFrom } from './taken-over.ts';

/** What the stages before settle found out. */
export type Judged = Pick<
  SettleInput,
  'workspace' | 'analysed' | 'skipped' | 'inputs' | 'findings' | 'silences' | 'limits' | 'errors' | 'texts'
> &
  Required<Pick<SettleInput, 'comments' | 'declared' | 'timing'>> & {
    readonly catalogueDigest: string;
    /** The files that `texts` has. */
    readonly textFiles: readonly string[];
    /** What linking came from; absent where nothing was linked. */
    readonly linkedFrom?: LinkedFrom;
  };

type Plain<K extends keyof Judged> = Pick<Judged, K>;

/** The same as plain data. */
export type Verdict = Plain<
  'analysed' | 'skipped' | 'findings' | 'silences' | 'limits' | 'catalogueDigest' | 'textFiles' | 'linkedFrom'
> & {
  readonly workspace: SettleInput['workspace'];
  readonly inputs: readonly (readonly [string, string])[];
  readonly comments: readonly (readonly [string, NonNullable<ReturnType<Judged['comments']['get']>>])[];
  readonly declared: readonly (readonly [string, readonly number[]])[];
};

/** What was found, as plain data. Errors have no place in it: what met one is not kept. */
export function toVerdict(judged: Judged): Verdict {
  const { analysed, skipped, findings, silences, limits, catalogueDigest, textFiles, inputs, comments, declared } =
    judged;
  const { processes, deployment, skipped: unread, notes } = judged.workspace;
  return {
    ...(judged.linkedFrom && { linkedFrom: judged.linkedFrom }),
    workspace: { processes, ...(deployment && { deployment }), skipped: unread, notes },
    analysed,
    skipped,
    findings,
    silences,
    limits,
    catalogueDigest,
    textFiles,
    inputs: [...inputs],
    comments: [...comments],
    // Settle asks where a comment claims something, and nowhere else.
    declared: [...comments.keys()].map((file) => [file, declared(file)]),
  };
}

/** What was found, from plain data and the source that it was found in. */
export function fromVerdict(verdict: Verdict, source: Source): Judged {
  const { inputs, comments, declared, textFiles, ...same } = verdict;
  const declaredBy = new Map(declared);
  const known = new Set(textFiles);
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string): string | undefined => {
    const bytes = source.read(file);
    return bytes && new TextDecoder('utf-8').decode(bytes);
  };
  return {
    ...same,
    inputs: new Map(inputs),
    comments: new Map(comments),
    declared: (file) => declaredBy.get(file) ?? [],
    textFiles,
    texts(file) {
      if (!known.has(file)) return undefined;
      if (!texts.has(file)) texts.set(file, textOf(file));
      return texts.get(file);
    },
    errors: [],
    timing: {},
  };
}
