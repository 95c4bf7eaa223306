import type { Language } from '../../../language/language.ts';
import type { AssessedClause, Standing } from '../../../model.ts';
import { html, type Markup } from '../markup.ts';
import { round, STANDINGS, titled } from './standings.ts';

const WIDTH = 520;
const LEFT = 56;
const RIGHT = 44;
const ROW = 34;
const BAR = 20;
/** A number fits into a part of this width. */
const ROOM = 22;

/** Findings by clause: a bar for each, divided by what its findings count as; each part has its own pattern. */
export function clauseBars(id: string, clauses: readonly AssessedClause[], language: Language): Markup {
  const total = (clause: AssessedClause) => STANDINGS.reduce((sum, one) => sum + clause.counts[one], 0);
  const most = Math.max(1, ...clauses.map(total));
  const scale = (count: number) => (count / most) * (WIDTH - LEFT - RIGHT);
  const height = clauses.length * ROW + 6;
  const told = clauses.map((clause) => `${clause.id}: ${countsText(clause.counts, language)}`).join('. ');
  const rows = clauses.map((clause, index) => {
    const y = index * ROW + 6;
    let x = LEFT;
    const parts = STANDINGS.flatMap((standing): Markup[] => {
      const count = clause.counts[standing];
      if (count === 0) return [];
      const width = scale(count);
      const at = x;
      x += width;
      return [barPart(standing, count, at, y, width)];
    });
    return html`<text class="axis-label" x="0" y="${y + BAR / 2}" dy=".35em">${clause.id}</text>
<path class="axis" d="M${LEFT} ${y - 3}v${BAR + 6}"/>${parts}<text class="total" x="${round(x + 8)}" y="${y + BAR / 2}" dy=".35em">${total(clause)}</text>`;
  });
  return html`<svg class="picture bars" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
${titled(id, language.page.byClause, `${language.page.byClauseDesc} ${told}.`)}${rows}</svg>`;
}

function barPart(standing: Standing, count: number, x: number, y: number, width: number): Markup {
  const number =
    width < ROOM
      ? null
      : html`<rect class="pill" x="${round(x + width / 2 - 10)}" y="${y + 3}" width="20" height="${BAR - 6}" rx="3"/><text class="pill-text" x="${round(x + width / 2)}" y="${y + BAR / 2}" dy=".35em">${count}</text>`;
  return html`<rect class="part part-${standing}" x="${round(x)}" y="${y}" width="${round(Math.max(width - 1, 2))}" height="${BAR}"/>${number ?? ''}`;
}

/** The counts in words: `3 open, 1 accepted`; a clause without findings says so. */
export function countsText(counts: Readonly<Record<Standing, number>>, language: Language): string {
  const told = STANDINGS.filter((one) => counts[one] > 0).map(
    (one) => `${counts[one]} ${language.words.labels[one].toLowerCase()}`,
  );
  return told.length === 0 ? '0' : told.join(', ');
}

/** The key of the patterns, in words. */
export function patternKey(language: Language): Markup {
  const entries = STANDINGS.map(
    (standing) =>
      html`<li><svg class="key" viewBox="0 0 22 14" aria-hidden="true" focusable="false"><rect class="part part-${standing}" x="1" y="1" width="20" height="12"/></svg>${language.words.labels[standing]}</li>`,
  );
  return html`<ul class="keys">${entries}</ul>`;
}
