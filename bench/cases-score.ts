/** What one judge says of a place: `rule` and `severity` of a violation, the `reason` of what is benign. */
export type Judgement = {
  readonly verdict: 'violation' | 'benign' | 'debatable';
  readonly rule?: string;
  readonly severity?: string;
  readonly reason?: string;
};

/** A place of a server that two people judged, neither of whom saw what the other or the tool said of it. */
export type Case = {
  /** The place's file and line at the commit that was analysed. */
  readonly link: string;
  readonly symbol: string;
  /** What the tool had said; null for a place, drawn from a plain syntactic list, on which it was silent. */
  readonly told: { readonly rule: string; readonly severity: string } | null;
  readonly first: Judgement;
  readonly second: Judgement;
};

export type Agreement = {
  readonly cases: number;
  readonly agreed: number;
  /** Cohen's kappa over the three verdicts; 1 where chance alone would agree on everything. */
  readonly kappa: number;
};

/** How far the two judges agree. Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960. */
export function agreementOf(cases: readonly Case[]): Agreement {
  const share = (judge: 'first' | 'second', verdict: string) =>
    cases.filter((one) => one[judge].verdict === verdict).length / cases.length;
  const agreed = cases.filter((one) => one.first.verdict === one.second.verdict).length;
  const chance = ['violation', 'benign', 'debatable'].reduce(
    (sum, verdict) => sum + share('first', verdict) * share('second', verdict),
    0,
  );
  const kappa = chance === 1 ? 1 : (agreed / cases.length - chance) / (1 - chance);
  return { cases: cases.length, agreed, kappa };
}

export type Shares = {
  /** Of what was judged a violation or benign, how much is a violation. */
  readonly right: number;
  readonly judged: number;
};

/** How much of some cases one judge calls violations; the debatable ones count neither way. */
export function sharesOf(cases: readonly Case[], judge: 'first' | 'second'): Shares {
  const verdicts = cases.map((one) => one[judge].verdict).filter((verdict) => verdict !== 'debatable');
  return { right: verdicts.filter((verdict) => verdict === 'violation').length, judged: verdicts.length };
}

const ofText = ({ right, judged }: Shares): string =>
  judged === 0 ? '-' : `${right} of ${judged} (${(right / judged).toFixed(2)})`;

/** The tables of docs/accuracy.md on a set of cases, in Markdown. */
export function caseTables(cases: readonly Case[]): string {
  const told = cases.filter((one) => one.told !== null);
  const silent = cases.filter((one) => one.told === null);
  const { agreed, kappa } = agreementOf(cases);
  const both = told.filter((one) => one.first.verdict === 'violation' && one.second.verdict === 'violation');
  const sameRule = both.filter((one) => one.first.rule === one.told?.rule).length;
  const sameSeverity = both.filter((one) => one.first.severity === one.told?.severity).length;
  const rules = [...new Set(told.map((one) => one.told?.rule ?? ''))].sort();
  return [
    `Two judges agree on ${agreed} of ${cases.length} places (Cohen's kappa ${kappa.toFixed(2)}).`,
    `Of ${both.length} findings that both call right, the first judge has the same rule for ${sameRule} and the same severity for ${sameSeverity}.`,
    '',
    '| | places | right, or missed: first judge | second judge |',
    '| --- | ---: | --- | --- |',
    ...rules.map((rule) => {
      const of = told.filter((one) => one.told?.rule === rule);
      return `| \`${rule}\` | ${of.length} | ${ofText(sharesOf(of, 'first'))} | ${ofText(sharesOf(of, 'second'))} |`;
    }),
    `| **all findings** | ${told.length} | ${ofText(sharesOf(told, 'first'))} | ${ofText(sharesOf(told, 'second'))} |`,
    `| silent places, missed | ${silent.length} | ${ofText(sharesOf(silent, 'first'))} | ${ofText(sharesOf(silent, 'second'))} |`,
  ].join('\n');
}

/** Reads cases, one JSON object a line. Throws where a line is none. */
export function parseCases(text: string): Case[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
}
