import { nice, ticks } from 'd3-array';
import { line, type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { Language } from '../../../language/language.ts';
import type { Standing, TrendPoint } from '../../../model.ts';
import { html, type Markup } from '../markup.ts';
import { round, STANDINGS, titled } from './standings.ts';

const WIDTH = 720;
const HEIGHT = 250;
const TOP = 16;
const BOTTOM = 62;
const LEFT = 36;
const RIGHT = 132;
const MARK = 56;
/** Dates below the axis take this much. */
const DATE = 68;

const SHAPES: Readonly<Record<Standing, SymbolType>> = {
  open: symbolCircle,
  accepted: symbolDiamond,
  undecided: symbolTriangle,
  noted: symbolSquare,
};

/** Findings in each saved report as lines, each with a mark and a dash of its own and its name at its end. */
export function trendChart(id: string, points: readonly TrendPoint[], language: Language): Markup {
  const shown = STANDINGS.filter((one) => one === 'open' || points.some((point) => point.standings[one] > 0));
  const most = Math.max(1, ...points.flatMap((point) => shown.map((one) => point.standings[one])));
  const [, top] = nice(0, most, 4);
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, points.length - 1);
  const x = (index: number) => round(LEFT + index * step);
  const y = (count: number) => round(TOP + (1 - count / top) * (HEIGHT - TOP - BOTTOM));
  const levels = ticks(0, top, 4).filter(Number.isInteger);
  const grid = levels.map(
    (level) =>
      html`<path class="grid" d="M${LEFT} ${y(level)}H${WIDTH - RIGHT}"/><text class="tick" x="${LEFT - 8}" y="${y(level)}" dy=".35em">${level}</text>`,
  );
  const every = Math.ceil(DATE / step);
  const dates = points.flatMap(({ on, new: fresh, fixed, reopened }, index) => {
    if ((points.length - 1 - index) % every !== 0) return [];
    const moved = index === 0 ? '' : [`+${fresh}`, `−${fixed}`, ...(reopened > 0 ? [`↺${reopened}`] : [])].join(' ');
    return [
      html`<path class="grid" d="M${x(index)} ${y(0)}v5"/><text class="date" x="${x(index)}" y="${y(0) + 20}">${on}</text><text class="moved" x="${x(index)}" y="${y(0) + 38}">${moved}</text>`,
    ];
  });
  const draw = line<TrendPoint>();
  const lines = shown.map((one) => {
    const path = draw.x((_, index) => x(index)).y((point) => y(point.standings[one]))(points as TrendPoint[]) ?? '';
    const mark = symbol(SHAPES[one], MARK)() ?? '';
    const marks = points.map(
      (point, index) =>
        html`<path class="mark mark-${one}" transform="translate(${x(index)} ${y(point.standings[one])})" d="${rounded(mark)}"/>`,
    );
    return html`<path class="series series-${one}" d="${rounded(path)}"/>${marks}`;
  });
  const last = points.at(-1)!;
  const names = spread(shown.map((one) => ({ one, at: y(last.standings[one]) }))).map(
    ({ one, at }) =>
      html`<text class="series-name name-${one}" x="${WIDTH - RIGHT + 12}" y="${round(at)}" dy=".35em">${language.words.labels[one]} ${last.standings[one]}</text>`,
  );
  const told = points
    .map(
      ({ on, standings }) =>
        `${on}: ${shown.map((one) => `${standings[one]} ${language.words.labels[one].toLowerCase()}`).join(', ')}`,
    )
    .join('. ');
  return html`<svg class="picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">
${titled(id, language.words.headings.trend, `${language.page.trendDesc} ${told}.`)}${grid}${dates}${[...lines].reverse()}${names}</svg>`;
}

/** Names of lines that end at the same height must not lie on each other. */
function spread<T extends { readonly at: number }>(names: readonly T[]): T[] {
  let before = Number.NEGATIVE_INFINITY;
  const placed = [...names]
    .sort((a, b) => a.at - b.at)
    .map((name) => {
      before = Math.max(name.at, before + 16);
      return { ...name, at: before };
    });
  const over = Math.max(0, before - (HEIGHT - BOTTOM + 8));
  return placed.map((name) => ({ ...name, at: name.at - over }));
}

/** Coordinates of a path with two decimals. */
function rounded(path: string): string {
  return path.replace(/-?(?<!\d)\d*\.\d+/g, (number) => String(round(Number(number))));
}
