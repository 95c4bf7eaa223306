import type { ClauseStatus, Standing } from '../../model.ts';
import { html, type Markup } from './markup.ts';

/** Drawn once at the top of the page and used by name: one shape for each status, so that none rests on its colour. */
export const sprite: Markup = html`<svg class="sprite" aria-hidden="true" focusable="false" width="0" height="0">
<symbol id="i-satisfied" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M4.6 8.3 7 10.7 11.5 5.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></symbol>
<symbol id="i-not-satisfied" viewBox="0 0 16 16"><path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor"/><path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" fill="none" stroke="var(--paper)" stroke-width="1.8" stroke-linecap="round"/></symbol>
<symbol id="i-risk-accepted" viewBox="0 0 16 16"><path d="M8 .9 14 3v4.6c0 3.6-2.4 6.2-6 7.5-3.6-1.3-6-3.9-6-7.5V3z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path d="M8 4.3v4.2" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/><circle cx="8" cy="11" r="1.1" fill="currentColor"/></symbol>
<symbol id="i-not-assessed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.7 2"/><path d="M6 6.2c.1-2.6 4.1-2.5 4 0C9.9 7.7 8 7.6 8 9.3" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/><circle cx="8" cy="11.7" r="1" fill="currentColor"/></symbol>
<symbol id="i-noted" viewBox="0 0 16 16"><rect x="1.2" y="1.2" width="13.6" height="13.6" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 7.2v4.3" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/><circle cx="8" cy="4.6" r="1.1" fill="currentColor"/></symbol>
<pattern id="p-accepted" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground-accepted" width="6" height="6"/><path class="mark-accepted" d="M1.5 0v6" stroke-width="2"/></pattern>
<pattern id="p-undecided" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ground-undecided" width="6" height="6"/><circle class="mark-undecided" cx="3" cy="3" r="1.3"/></pattern>
</svg>`;

function icon(name: string): Markup {
  return html`<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-${name}"/></svg>`;
}

/** A status in its shape, colour and words. */
export function statusBadge(status: ClauseStatus, label: string): Markup {
  return html`<span class="badge is-${status}">${icon(status)}${label}</span>`;
}

const ICON_OF_STANDING: Readonly<Record<Standing, string>> = {
  open: 'not-satisfied',
  accepted: 'risk-accepted',
  undecided: 'not-assessed',
  noted: 'noted',
};

/** What a finding counts as, in its shape, colour and words. */
export function standingBadge(standing: Standing, label: string): Markup {
  return html`<span class="badge is-${standing}">${icon(ICON_OF_STANDING[standing])}${label}</span>`;
}
