// Roles and names, near enough to what a screen reader is told.
const implicit = {
  A: e => e.hasAttribute('href') ? 'link' : null, BUTTON: () => 'button', SUMMARY: () => 'button',
  H1: () => 'heading', H2: () => 'heading', H3: () => 'heading', H4: () => 'heading',
  TEXTAREA: () => 'textbox', SELECT: () => 'combobox', IMG: () => 'img', LI: () => 'listitem',
  ARTICLE: () => 'article', NAV: () => 'navigation', MAIN: () => 'main', DIALOG: () => 'dialog',
  OUTPUT: () => 'status', TR: () => 'row',
  INPUT: e => ({button: 'button', submit: 'button', checkbox: 'checkbox', radio: 'radio', file: 'file',
                hidden: null, number: 'spinbutton'}[e.type] ?? (e.type === 'hidden' ? null : 'textbox')),
};
const roleOf = e => e.getAttribute('role') ?? implicit[e.tagName]?.(e) ?? '';
const textOf = e => (e?.innerText || e?.textContent || '').replace(/\s+/g, ' ').trim();
const nameOf = e => {
  const by = e.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map(id => textOf(document.getElementById(id))).join(' ');
  if (e.getAttribute('aria-label')) return e.getAttribute('aria-label');
  if (e.labels?.length) return [...e.labels].map(textOf).join(' ');
  if (e.tagName === 'IMG') return e.alt;
  if (e.tagName === 'INPUT' && (e.type === 'submit' || e.type === 'button')) return e.value;
  return textOf(e) || e.title || '';
};
const visible = e => e.checkVisibility({visibilityProperty: true}) || e.type === 'file';
const all = () => [...document.querySelectorAll('*')].filter(e => roleOf(e) && visible(e));
const found = (role, name) => {
  const wanted = name.toLowerCase();
  const named = all().filter(e => roleOf(e) === role).map(e => [e, nameOf(e).toLowerCase()]);
  const exact = named.filter(([, has]) => has === wanted);
  return (exact.length ? exact : named.filter(([, has]) => has.includes(wanted))).map(([e]) => e);
};
const everything = () => all().map(e => `${roleOf(e)} “${nameOf(e).slice(0, 60)}”`);
