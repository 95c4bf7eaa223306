import type { Standing } from '../../../model.ts';
import { html, type Markup } from '../markup.ts';

/** In the order in which pictures draw and tables list them. */
export const STANDINGS: readonly Standing[] = ['open', 'accepted', 'undecided', 'noted'];

/** Two decimals: enough for a picture, and the same on every machine. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What an SVG is called and says, for those who do not see it. Ids are unique by `id`. */
export function titled(id: string, title: string, description: string): Markup {
  return html`<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>`;
}
