/**
 * What the page can do beside being read: find findings, open and close what is folded, lead to a place that is folded or filtered
 * away, open everything for printing. Without scripts all is there and can be opened by hand. One text for all reports.
 */
export const script = `(() => {
'use strict';
const all = (selector, of = document) => [...of.querySelectorAll(selector)];
const form = document.getElementById('filter');
const findings = all('article.finding');
const folded = all('#findings details');
const plain = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
const texts = new Map();
const textOf = (one) => {
  if (!texts.has(one)) texts.set(one, plain(one.textContent));
  return texts.get(one);
};
const filter = () => {
  const wanted = Object.fromEntries(new FormData(form));
  const words = plain(wanted.search).split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const one of findings) {
    const { clauses, standing, severity, service } = one.dataset;
    const fits =
      (!wanted.clause || clauses.split(' ').includes(wanted.clause)) &&
      (!wanted.standing || standing === wanted.standing) &&
      (!wanted.severity || severity === wanted.severity) &&
      (!wanted.service || service === wanted.service) &&
      words.every((word) => textOf(one).includes(word));
    one.hidden = !fits;
    if (fits) shown++;
  }
  for (const group of all('#findings .group')) group.hidden = !group.querySelector('article.finding:not([hidden])');
  const told = form.querySelector('output');
  told.value = told.dataset.shown.replace('{shown}', shown).replace('{total}', findings.length);
  document.getElementById('none-shown').hidden = shown > 0;
};
const reveal = () => {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;
  }
  if (!target) return;
  if (form && target.closest('[hidden]')) {
    form.reset();
    filter();
  }
  for (let at = target; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
  target.scrollIntoView();
  if (target.matches('li,article')) target.focus({ preventScroll: true });
};
if (form && findings.length > 0) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.querySelector('[data-open]').addEventListener('click', () => folded.forEach((one) => { one.open = true; }));
  form.querySelector('[data-close]').addEventListener('click', () => folded.forEach((one) => { one.open = false; }));
  filter();
}
addEventListener('hashchange', reveal);
if (location.hash) reveal();
let closed = [];
addEventListener('beforeprint', () => {
  closed = all('details:not([open])');
  for (const one of closed) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of closed) one.open = false;
});
})();`;
