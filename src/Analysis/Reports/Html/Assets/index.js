// Everything that is called from outside, with a search and filters.

const statusWords = {
  findings: 'findings to decide', undecided: 'repeats, and nobody said what then', unresolved: 'calls not followed', excepted: 'excepted', baselined: 'in the baseline', unowned: 'no owner', settled: 'nothing open',
};

/** What the list can be ordered by; what nobody has chosen is the order of titles, which the data has. */
const orders = {
  findings: ['most findings first', (a, b) => b.findings.filter(f => f.isOpen).length - a.findings.filter(f => f.isOpen).length],
  effects: ['most effects first', (a, b) => b.effects.length - a.effects.length],
  owner: ['owner', (a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0)],
};

const filters = ['owner', 'kind', 'effect', 'rule', 'status'];

function indexView(parameters) {
  const query = parameters.get('q') || '';
  const chosen = Object.fromEntries(filters.map(name => [name, parameters.get(name) || '']));
  const wanted = terms(query);
  const found = report.entries.filter(e => matches(e, wanted) && isChosen(e, chosen));
  const order = orders[parameters.get('order')];
  if (order) found.sort(order[1]);
  announce(`${count(found.length, 'entry point')} shown`);
  return page(`What ${report.project} promises`, null, verdict(), totals(), report.entries.length === 0 ? nothingCalled() : [filterRow(chosen, query, parameters.get('order')), alsoNamed(query), results(found, query, chosen)]);
}

function verdict() {
  const open = report.findings.filter(f => f.isOpen).length;
  const gaps = report.unresolved.length > 0 ? [' What lies behind ', go('ledgers?show=unresolved', count(report.unresolved.length, 'call'), ' that ', report.unresolved.length === 1 ? 'was' : 'were', ' not followed'), ' is not covered by this.'] : null;
  const weaker = (report.changes || []).filter(c => c.kind === 'weakened').length;
  const changed = report.changes?.length > 0 ? [' ', go('changes', `${count(report.changes.length, 'promise')} changed since ${report.since}`), weaker > 0 ? [', ', h('strong', null, `${weaker} weakened`)] : null, '.'] : null;
  return h('p.lead', null, open === 0 ? [h('strong', null, 'Nothing is undecided'), ': no rule has an open finding.'] : [h('strong', null, go('findings', `${count(open, 'finding')} to decide`)), '.'], changed, gaps);
}

function totals() {
  const { counts } = report;
  const cell = (number, label, route) => h('li', null, h('a', { href: `#/${route}` }, h('span.number', null, number.toLocaleString('en')), ' ', h('span.label', null, label)));
  return h('ul.totals', { 'aria-label': 'In numbers' },
    cell(counts.entryPoints, 'entry points', ''), cell(counts.effects, 'effects', 'explore'), cell(counts.findings, 'findings', 'findings'),
    cell(counts.excepted, 'excepted', 'ledgers?show=exceptions'), counts.baselined > 0 ? cell(counts.baselined, 'in the baseline', 'ledgers?show=baseline') : null, cell(counts.unresolved, 'calls not followed', 'ledgers?show=unresolved'));
}

function nothingCalled() {
  return empty('No entry points', 'Nothing here is called from outside, as far as the catalogues know. A library has none; for a program, name them with ', h('code', null, '[CriticalPath]'), ' or an ', h('code', null, 'IntentEntryPoint'), ' item.');
}

function isChosen(entry, chosen) {
  return (chosen.owner === '' || (entry.owner || 'nobody') === chosen.owner)
    && (chosen.kind === '' || entry.kind === chosen.kind)
    && (chosen.effect === '' || entry.effects.some(r => r.effect.kind === chosen.effect))
    && (chosen.rule === '' || entry.findings.some(f => f.rule === chosen.rule))
    && (chosen.status === '' || statuses(entry).includes(chosen.status));
}

function filterRow(chosen, query, order) {
  const options = {
    owner: tally(report.entries.map(e => e.owner || 'nobody')),
    kind: tally(report.entries.map(e => e.kind)),
    effect: tally(report.entries.flatMap(e => [...new Set(e.effects.map(r => r.effect.kind))])),
    rule: tally(report.entries.flatMap(e => [...new Set(e.findings.map(f => f.rule))])),
    status: tally(report.entries.flatMap(statuses)),
  };
  const select = (name, label, word) => h('label.filter', null, h('span', null, label), h('select', { id: `filter-${name}`, change: event => refine({ [name]: event.target.value }) },
    h('option', { value: '' }, 'any'), options[name].map(([value, number]) => h('option', { value, selected: chosen[name] === value }, `${word ? word(value) : value} (${number.toLocaleString('en')})`))));
  const isNarrowed = query !== '' || filters.some(name => chosen[name] !== '');
  return h('div.filters', { role: 'group', 'aria-label': 'Filters' },
    select('status', 'Status', value => statusWords[value]), select('owner', 'Owner'), select('kind', 'Kind'), select('effect', 'Effect'),
    options.rule.length > 0 ? select('rule', 'Rule', id => `${id} ${report.rules.get(id)?.title.slice(0, 60) || ''}`) : null,
    h('label.filter', null, h('span', null, 'Order'), h('select', { id: 'order', change: event => refine({ order: event.target.value }) },
      h('option', { value: '' }, 'title'), Object.entries(orders).map(([value, [word]]) => h('option', { value, selected: order === value }, word)))),
    isNarrowed ? h('a.clear', { href: '#/' }, 'Clear') : null);
}

function tally(values) {
  return [...groupBy(values, v => v)].map(([value, all]) => [value, all.length]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** Changes some words of the address and keeps the others. */
function refine(changes) {
  const { parameters } = address();
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  replaceRoute(text === '' ? '' : `?${text}`);
}

function alsoNamed(query) {
  const most = 6;
  const groups = elsewhere(query);
  if (groups.length === 0) return null;
  return h('div.also', { 'aria-label': 'Also found', role: 'group' }, groups.map(([title, found]) => h('p', null, h('span.also-title', null, title, ' '),
    found.slice(0, most).map(([name, route]) => [go(route, joints(name)), ' ']), found.length > most ? h('span.sub', null, `and ${(found.length - most).toLocaleString('en')} more`) : null)));
}

function results(found, query, chosen) {
  if (found.length === 0) {
    const narrowing = filters.filter(name => chosen[name] !== '').map(name => `${name} ${name === 'status' ? statusWords[chosen[name]] : chosen[name]}`);
    return empty('No entry point fits', query !== '' ? [`Nothing has “${query}” in its title, owner, effects, members on its paths or rules`, narrowing.length > 0 ? `, with ${narrowing.join(', ')}` : '', '. '] : `None has ${narrowing.join(' and ')}. `, h('a', { href: '#/' }, 'Show all'));
  }

  const body = h('tbody');
  const more = growing(body, found, entryRow, 60);
  const columns = ['Entry point', 'Owner', 'Effects', 'When repeated', 'Status'];
  return h('div', { id: 'results' }, h('p.sub', { id: 'number' }, found.length === report.entries.length ? count(found.length, 'entry point') : `${count(found.length, 'entry point')} of ${report.entries.length.toLocaleString('en')}`),
    h('table.entries', { 'aria-describedby': 'number' }, h('caption.visually-hidden', null, 'Entry points'), h('thead', null, h('tr', null, columns.map(column => h('th', { scope: 'col' }, column)))), body), more);
}

function entryRow(entry) {
  return h('tr', null,
    h('th', { scope: 'row' }, h('a.item', { href: `#/${entry.route}` }, joints(entry.title)), h('div.sub', null, entry.kind, entry.summary !== '' ? ` · ${entry.summary}` : '')),
    h('td', { 'data-column': 'Owner' }, ownerOf(entry.owner)),
    h('td', { 'data-column': 'Effects' }, filled(kinds(entry).map(({ kind, number }) => [badge('effect', kind, number > 1 ? h('span.times', null, ` ×${number}`) : null), ' ']))),
    h('td', { 'data-column': 'When repeated' }, filled(whenRepeated(entry) || (isUndecided(entry) ? h('span.open', null, 'nobody has said') : ''))),
    h('td', { 'data-column': 'Status' }, filled(statusCell(entry))));
}

function statusCell(entry) {
  const open = entry.findings.filter(f => f.isOpen);
  const excepted = entry.findings.filter(f => f.exception !== '').length;
  const baselined = entry.findings.length - open.length - excepted;
  const worst = open.some(f => f.severity === 'error') ? 'error' : 'warning';
  return [
    open.length > 0 ? badge(worst, count(open.length, 'finding')) : null,
    excepted > 0 ? [' ', badge('excepted', `${excepted} excepted`)] : null,
    baselined > 0 ? [' ', badge('excepted', `${baselined} in the baseline`)] : null,
    open.length === 0 && excepted === 0 && baselined === 0 ? h('span.sub', null, isUndecided(entry) ? 'undecided' : entry.effects.length === 0 ? 'no effect' : 'decided') : null,
    entry.unresolved > 0 ? h('div.sub', null, `${count(entry.unresolved, 'call')} not followed`) : null,
  ].filter(Boolean);
}
