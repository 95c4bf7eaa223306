import type { Language } from '../../language/language.ts';
import type { Assessment, Reason, Service } from '../../model.ts';
import { packWords, reasonWords } from '../../words.ts';
import { code, facts, heading, items, place, prose, table, text } from './parts.ts';

/** The first page: what the document is, what holds for each clause, what was looked at and what was not. */
export function frontPage(assessment: Assessment, language: Language): readonly string[] {
  const { words } = language;
  const { labels, headings } = words;
  const { policy, by, on, tool } = assessment;
  return [
    ...heading(1, prose(words.title)),
    prose(words.subtitle),
    '',
    `> ${prose(words.disclaimer)}`,
    '',
    ...facts([
      [labels.by, by === null ? prose(words.notGiven) : text(by)],
      [labels.on, text(on)],
      [labels.policy, `${text(policy.title)} (${code(policy.id)} ${text(policy.version)})`],
      [labels.tool, `${text(tool.name)} ${text(tool.version)}`],
    ]),
    ...heading(2, prose(headings.summary)),
    ...summary(assessment, language),
    ...heading(2, prose(headings.scope)),
    ...table(
      [labels.service, labels.commit, labels.state, labels.analysedOn, labels.filesAnalysed, labels.filesSkipped],
      assessment.services.map((service) => [
        text(service.name),
        service.commit === null ? prose(labels.unknown) : code(service.commit),
        prose(stateOf(service, language)),
        text(service.on),
        String(service.files.analysed),
        String(service.files.skipped),
      ]),
    ),
    ...gaps(assessment.services, language),
    ...heading(3, prose(headings.limits)),
    ...items(words.limits.map(prose)),
    ...controls(assessment, language),
  ];
}

/** Whether the files were those of the commit, in words. */
export function stateOf({ dirty }: Service, { words: { labels } }: Language): string {
  return dirty === null ? labels.unknown : dirty ? labels.dirty : labels.clean;
}

/** A reason with the places that it names. */
export function reasonText(reason: Reason, language: Language): string {
  const places = reason.places.map(place).join(', ');
  return places === '' ? prose(reasonWords(reason, language)) : `${prose(reasonWords(reason, language))}: ${places}`;
}

function summary({ clauses, services }: Assessment, language: Language): readonly string[] {
  const { labels } = language.words;
  const label = (status: keyof Language['statuses']) => `**${prose(language.statuses[status].label)}**`;
  const title = (id: keyof Language['clauses']) => `${id} ${prose(language.clauses[id].title)}`;
  const [only] = services;
  const rows =
    services.length === 1
      ? only!.clauses.map(({ id, status, reasons }) => [
          title(id),
          label(status),
          reasons.map((reason) => reasonText(reason, language)).join('<br>'),
        ])
      : clauses.map(({ id, status }, at) => [
          title(id),
          label(status),
          ...services.map((service) => prose(language.statuses[service.clauses[at]!.status].label)),
        ]);
  const heads =
    services.length === 1
      ? [labels.clause, labels.status, labels.reasons]
      : [labels.clause, labels.status, ...services.map(({ name }) => name)];
  return [
    ...table(heads, rows),
    ...items(Object.values(language.statuses).map(({ label, meaning }) => `**${prose(label)}**: ${prose(meaning)}`)),
  ];
}

function gaps(services: readonly Service[], language: Language): readonly string[] {
  const { headings, none } = language.words;
  const lines = services.flatMap(({ name, scope }) =>
    scope.gaps.map((gap) => `${services.length > 1 ? `${text(name)}: ` : ''}${reasonText(gap, language)}`),
  );
  return [...heading(3, prose(headings.gaps)), ...(lines.length === 0 ? [prose(none), ''] : items(lines))];
}

function controls({ controls, policy, services }: Assessment, language: Language): readonly string[] {
  if (controls.length === 0) return [];
  const { headings, labels, toBeConfirmed } = language.words;
  const nameOf = new Map(services.map(({ id, name }) => [id, name]));
  return [
    ...heading(2, `${prose(headings.controls)}: ${text(policy.title)}`),
    ...(policy.toBeConfirmed ? [`**${prose(toBeConfirmed)}**`, ''] : []),
    ...table(
      [labels.control, labels.requirement, labels.clause, labels.status, labels.reasons],
      controls.map((control) => [
        `${code(control.id)} ${text(packWords(control.title, language))}`,
        text(packWords(control.description, language)),
        [...control.clauses, ...control.rules.map(code)].join(', '),
        `**${prose(language.statuses[control.status].label)}**`,
        control.services
          .map(({ service, reasons }) => {
            const why = reasons.map((reason) => reasonText(reason, language)).join('; ');
            return services.length > 1 ? `${text(nameOf.get(service) ?? service)}: ${why}` : why;
          })
          .join('<br>'),
      ]),
    ),
  ];
}
