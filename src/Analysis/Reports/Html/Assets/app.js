// Which view an address shows, the search field, and the theme.

const areas = [
  ['', 'Entry points', () => report.entries.length],
  ['findings', 'Findings', () => report.findings.filter(f => f.isOpen).length],
  ['explore', 'Paths', () => null],
  ['owners', 'Owners', () => report.owners.length],
  ['types', 'Types', () => report.types.length],
  ['ledgers', 'Ledgers', () => report.exceptions.length + report.refusals.length + report.assumptions.length + report.unresolved.length],
  ...(report.changes ? [['changes', 'Changes', () => report.changes.length]] : []),
];

let lastList = '#/';

function address() {
  const [path, text] = location.hash.replace(/^#\/?/, '').split('?');
  return { path, parameters: new URLSearchParams(text || '') };
}

function view({ path, parameters }) {
  const views = { '': indexView, findings: findingsView, explore: explorerView, owners: ownersView, types: typesView, ledgers: ledgersView, changes: changesView };
  if (Object.hasOwn(views, path)) return views[path](parameters);
  const entry = report.entryByRoute.get(path);
  if (entry) return entryView(entry);
  const type = report.types.find(t => t.route === path);
  if (type) return typeView(type);
  const owner = report.owners.find(o => o.route === path);
  if (owner) return ownerView(owner);
  return page('Not here', null, empty('This document has no such page', 'The entry point, type or owner may have been renamed or removed since the link was made. ', h('a', { href: '#/' }, 'Look for it')));
}

function show(keepsFocus) {
  const at = address();
  const main = document.getElementById('main');
  printing.length = 0;
  main.replaceChildren();
  append(main, [view(at)]);
  const area = at.path.split('/')[0];
  const chosen = area === 'entries' ? '' : area;
  document.getElementById('areas').replaceChildren(...areas.map(([route, title, number]) => h('a', { href: `#/${route}`, 'aria-current': route === chosen ? 'page' : null }, title, number() ? h('span.number', null, number().toLocaleString('en')) : null)));
  const query = document.getElementById('query');
  const text = at.path === '' ? at.parameters.get('q') || '' : '';
  if (document.activeElement !== query) query.value = text;
  if (at.path === '') lastList = location.hash || '#/';
  const heading = main.querySelector('h1')?.textContent || '';
  document.title = at.path === '' ? heading : `${heading} · ${report.project}`;
  if (!keepsFocus) {
    main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

/** Changes the address without a step in the history: typing is no journey. */
function replaceRoute(route) {
  const focused = document.activeElement?.id;
  history.replaceState(null, '', `#/${route}`);
  show(true);
  if (focused) document.getElementById(focused)?.focus();
}

function announce(text) {
  document.getElementById('status').textContent = text;
}

function search(text) {
  const at = address();
  const parameters = at.path === '' ? at.parameters : new URLSearchParams();
  if (text.trim() === '') parameters.delete('q');
  else parameters.set('q', text);
  const rest = parameters.toString();
  replaceRoute(rest === '' ? '' : `?${rest}`);
}

const themes = ['system', 'light', 'dark'];

/** A page that was opened from a file may have no storage: then the theme lasts as long as the page. */
function stored(value) {
  try {
    if (value === undefined) return localStorage.getItem('intent-theme');
    localStorage.setItem('intent-theme', value);
  } catch {
    // Nothing to do: it is a preference.
  }
  return null;
}

function setTheme(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const button = document.getElementById('theme');
  button.textContent = { system: 'Auto', light: 'Light', dark: 'Dark' }[theme];
  button.setAttribute('aria-label', `Theme: ${button.textContent}`);
}

function nextTheme() {
  const now = document.documentElement.dataset.theme || 'system';
  const next = themes[(themes.indexOf(now) + 1) % themes.length];
  setTheme(next);
  stored(next);
  announce(`Theme: ${next}`);
}

setTheme(themes.includes(stored()) ? stored() : 'system');
document.getElementById('theme').addEventListener('click', nextTheme);
document.getElementById('find').addEventListener('submit', event => event.preventDefault());
document.getElementById('query').addEventListener('input', event => search(event.target.value));
document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); document.getElementById('main').focus(); });
window.addEventListener('hashchange', () => show(false));
listenToKeys();
show(true);
document.documentElement.dataset.ready = 'true';
