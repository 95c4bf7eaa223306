import { posix } from 'node:path';
import { Graph, layout } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3-shape';
import type { Language } from '../../../language/language.ts';
import type { MapEdge, MapNode, ServiceMap } from '../../../model.ts';
import { phraseIn } from '../../../phrases.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { round, titled } from './standings.ts';

/** Nodes of the middle column that are drawn; more do not fit on a printed page, and are in the tables. */
const drawnLimit = 28;
/** Letters of a label that fit into the box. */
const LETTERS: Readonly<Record<MapNode['kind'], number>> = { process: 21, state: 24, component: 27, service: 21 };

const HEIGHT = 36;
const WIDTHS: Readonly<Record<MapNode['kind'], number>> = { process: 168, state: 216, component: 216, service: 168 };
/** Left edges of the columns: processes, what they keep or use, backing services. */
const COLUMNS: Readonly<Record<MapNode['kind'], number>> = { process: 2, state: 248, component: 248, service: 550 };
const WIDTH = 720;

type Placed = { readonly node: MapNode; readonly x: number; readonly y: number };

/** A map of processes → the state they keep and the components they use → backing services. `linkTo` leads to a finding. */
export function serviceMap(
  id: string,
  map: ServiceMap,
  language: Language,
  linkTo: (finding: string) => string | null,
): Markup {
  const { nodes, edges, left } = drawn(map);
  if (nodes.length === 0) return nothing;
  const { placed, height, points } = place(nodes, edges);
  const draw = line<{ x: number; y: number }>()
    .x(({ x }) => round(x))
    .y(({ y }) => round(y))
    .curve(curveBasis);
  const arrows = edges.map(
    (edge, index) =>
      html`<path class="edge edge-${edge.kind}" marker-end="url(#${id}-arrow)" d="${smooth(draw(points[index]!))}"/>`,
  );
  const boxes = placed.map(({ node, x, y }) => box(node, x, y, language, linkTo));
  const told = left > 0 ? ` ${language.page.mapMore.replace('{count}', String(left))}.` : '';
  return html`<svg class="picture map" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-labelledby="${id}-title ${id}-desc">
${titled(id, language.words.headings.map, `${language.page.mapDesc}${told}`)}
<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="arrow-head" d="M0 0 8 4 0 8z"/></marker></defs>
${arrows}${boxes}</svg>`;
}

/** How many nodes of a map are left out of its picture. */
export function leftOut(map: ServiceMap): number {
  return drawn(map).left;
}

/** What is drawn: all processes, the state that matters most, components, and the services of those that are there. */
function drawn({ nodes, edges }: ServiceMap): { nodes: MapNode[]; edges: MapEdge[]; left: number } {
  const rank = ({ kind, standing }: MapNode) =>
    kind === 'component' ? 3 : standing === 'open' ? 0 : standing === 'noted' ? 4 : 2;
  const middle = nodes.filter(({ kind }) => kind === 'state' || kind === 'component');
  const first = new Set(
    middle
      .map((node, index) => ({ node, index }))
      .sort((a, b) => rank(a.node) - rank(b.node) || a.index - b.index)
      .slice(0, drawnLimit)
      .map(({ node }) => node),
  );
  const leading = new Set(edges.filter(({ to }) => [...first].some(({ id }) => id === to)).map(({ from }) => from));
  const processes = nodes
    .filter(({ kind }) => kind === 'process')
    .map((node, index) => ({ node, index, rank: leading.has(node.id) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, drawnLimit)
    .map(({ node }) => node);
  const some = new Set([...processes, ...first].map(({ id }) => id));
  const services = nodes.filter(
    ({ id, kind }) => kind === 'service' && edges.some(({ from, to }) => to === id && some.has(from)),
  );
  for (const { id } of services) some.add(id);
  const kept = nodes.filter(({ id }) => some.has(id));
  return {
    nodes: kept,
    edges: edges.filter(({ from, to }) => some.has(from) && some.has(to)),
    left: nodes.length - kept.length,
  };
}

/** Dagre puts nodes into ranks and orders each so that few edges cross; the columns are ours, so that one kind stands in one. */
function place(nodes: readonly MapNode[], edges: readonly MapEdge[]) {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 60, edgesep: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Ids of the target stay out of the graph: numbers stand for them.
  const numbers = new Map(nodes.map(({ id }, index) => [id, String(index)]));
  const numberOf = (id: string) => numbers.get(id)!;
  for (const node of nodes) graph.setNode(numberOf(node.id), { width: WIDTHS[node.kind], height: HEIGHT });
  for (const { from, to } of edges) graph.setEdge(numberOf(from), numberOf(to), {});
  // What no process is known of stands in the middle all the same.
  const led = new Set(edges.map(({ to }) => to));
  const alone = nodes.filter(({ id, kind }) => kind !== 'process' && !led.has(id));
  if (alone.length > 0) graph.setNode('root', { width: WIDTHS.process, height: 0 });
  for (const { id } of alone) graph.setEdge('root', numberOf(id), { weight: 0 });
  layout(graph);
  const centre = (id: string): number => graph.node(numberOf(id)).y;
  const top = Math.min(...nodes.map(({ id }) => centre(id))) - HEIGHT / 2 - 2;
  const placed = nodes.map((node): Placed => ({ node, x: COLUMNS[node.kind], y: round(centre(node.id) - top) }));
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const points = edges.map(({ from, to }) => {
    const a = byId.get(from)!;
    const b = byId.get(to)!;
    const start = { x: a.x + WIDTHS[a.node.kind], y: a.y };
    const end = { x: b.x - 2, y: b.y };
    const bend = (end.x - start.x) / 2.2;
    return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, { x: end.x - 12, y: end.y }, end];
  });
  return { placed, points, height: round(Math.max(...placed.map(({ y }) => y)) + HEIGHT / 2 + 4) };
}

function box(
  node: MapNode,
  x: number,
  y: number,
  language: Language,
  linkTo: (finding: string) => string | null,
): Markup {
  const width = WIDTHS[node.kind];
  const top = round(y - HEIGHT / 2);
  const detail = detailOf(node, language);
  const kind = node.standing
    ? `${language.mapKinds[node.kind]}, ${language.words.labels[node.standing].toLowerCase()}`
    : language.mapKinds[node.kind];
  const named = node.kind === 'service' ? (phraseIn(language, node.label) ?? node.label) : node.label;
  const label = named === '' ? language.mapKinds[node.kind] : named;
  const at = node.place ? ` (${node.place.file}:${node.place.line})` : '';
  const text = html`<title>${`${label}: ${kind}${at}`}</title>${outline(node, x, top, width)}
<text class="node-label" x="${x + 12}" y="${top + 15}">${shortened(label, LETTERS[node.kind])}</text><text class="node-detail" x="${x + 12}" y="${top + 28}">${shortened(detail, LETTERS[node.kind] + 4)}</text>${mark(node, x + width - 16, y)}`;
  const classes = `node node-${node.kind}${node.standing ? ` node-${node.standing}` : ''}`;
  const href = node.findings[0] === undefined ? null : linkTo(node.findings[0]);
  return href === null
    ? html`<g class="${classes}">${text}</g>`
    : html`<a class="${classes}" href="#${href}">${text}</a>`;
}

function detailOf({ kind, detail, place }: MapNode, language: Language): string {
  if (kind === 'process') return own(language.processKinds, detail) ?? detail;
  if (kind === 'state')
    return place ? `${posix.basename(place.file)}:${place.line}` : (own(language.holders, detail) ?? detail);
  return kind === 'service' ? language.mapKinds.service : detail;
}

function own(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Each kind has a shape of its own, which a copy in black and white keeps. */
function outline({ kind }: MapNode, x: number, y: number, width: number): Markup {
  if (kind === 'process')
    return html`<rect class="shape" x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="2"/><path class="shape-line" d="M${x + 5} ${y}v${HEIGHT}"/>`;
  if (kind === 'component')
    return html`<rect class="shape" x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="${HEIGHT / 2}"/>`;
  if (kind === 'state')
    return html`<path class="shape" d="M${x + 8} ${y}h${width - 16}l8 8v${HEIGHT - 16}l-8 8h${16 - width}l-8 -8v${16 - HEIGHT}z"/>`;
  return html`<path class="shape" d="M${x} ${y + 5}a${width / 2} 5 0 0 1 ${width} 0v${HEIGHT - 10}a${width / 2} 5 0 0 1 ${-width} 0z"/><path class="shape-line" d="M${x} ${y + 5}a${width / 2} 5 0 0 0 ${width} 0"/>`;
}

/** What a piece of state counts as, as a sign. */
function mark({ standing }: MapNode, x: number, y: number): Markup {
  if (standing === null) return nothing;
  const signs = {
    open: 'not-satisfied',
    accepted: 'risk-accepted',
    undecided: 'not-assessed',
    noted: 'noted',
  } as const;
  return html`<svg class="node-mark" x="${x - 8}" y="${round(y - 7)}" width="14" height="14" aria-hidden="true"><use href="#i-${signs[standing]}"/></svg>`;
}

/** The end of a name says most, so the middle is left out. */
function shortened(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  return `${letters.slice(0, 9).join('')}…${letters.slice(10 - most).join('')}`;
}

function smooth(path: string | null): string {
  return (path ?? '').replace(/-?(?<!\d)\d*\.\d+/g, (number) => String(round(Number(number))));
}
