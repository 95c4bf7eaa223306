import type { Language } from '../../language/language.ts';
import type { Assessment } from '../../model.ts';
import { packWords } from '../../words.ts';
import { listed, markup, midnight, type OscalObject, oscalVersion, properties, token, withUuid } from './values.ts';

/** The control of a clause or of the policy, as the documents call it. */
export function controlId(id: string): string {
  return token(id);
}

/** The statement of a control, which findings speak of. */
export function statementId(id: string): string {
  return `${controlId(id)}_smt`;
}

/** Metadata that all three documents have. `last-modified` is the day of the assessment: nothing asks the clock. */
export function metadata(title: string, { on, tool, by }: Assessment, language: Language): OscalObject {
  return {
    title: markup(title),
    'last-modified': midnight(on),
    version: on,
    'oscal-version': oscalVersion,
    ...properties(['language', language.code], ['tool', `${tool.name} ${tool.version}`], ['assessed-by', by]),
  };
}

/** The catalogue: the clauses of factor VI, and the controls of the policy, in our own words. */
export function catalog(assessment: Assessment, language: Language): OscalObject {
  const { clauses, controls, policy } = assessment;
  const own = clauses.map(({ id }) => control(id, language.clauses[id].title, language.clauses[id].requirement, []));
  const others = controls.map((one) =>
    control(one.id, packWords(one.title, language), packWords(one.description, language), one.clauses),
  );
  const group = (id: string, title: string, controls: readonly OscalObject[]) => ({
    id: token(id),
    title: markup(title),
    controls,
  });
  return {
    catalog: withUuid({
      metadata: metadata(language.words.subtitle, assessment, language),
      groups: [
        group('factor-VI', language.words.subtitle, own),
        ...(others.length === 0 ? [] : [group(`policy-${policy.id}`, policy.title, others)]),
      ],
    }),
  };
}

function control(id: string, title: string, prose: string, clauses: readonly string[]): OscalObject {
  return {
    id: controlId(id),
    title: markup(title),
    ...properties(['label', id]),
    ...listed(
      'links',
      clauses.map((clause) => ({ href: `#${controlId(clause)}`, rel: 'related' })),
    ),
    parts: [{ id: statementId(id), name: 'statement', prose: markup(prose || title) }],
  };
}
