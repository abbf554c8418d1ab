// Who answers for what, and who causes what belongs to others.

const reads = new Set(['db read']);

function ownersView(parameters) {
  const runs = parameters.get('runs'), owns = parameters.get('owns');
  if (report.owners.length === 0) return page('Owners', null, empty('Nobody is named', 'Say who answers for what with ', h('code', null, '[OwnedBy("billing")]'), ' on an assembly, a type or a member.'));
  return page('Owners', 'Rows are whose entry points run, columns whose effects happen then. Off the diagonal, one owner acts on what belongs to another.',
    matrix(), runs !== null && owns !== null ? pairs(runs, owns) : null,
    section('Each owner', table('Owners', ['Owner', 'Entry points', 'Effects', 'Findings to decide', 'Exceptions'], report.owners.map(o => [
      h('a.item', { href: `#/${o.route}` }, o.name), report.entries.filter(e => e.owner === o.name).length, report.effects.filter(e => e.owner === o.name).length,
      report.findings.filter(f => f.owner === o.name && f.isOpen).length, report.exceptions.filter(e => e.owner === o.name).length,
    ]))));
}

/** Distinct effects by whose entry point and whose effect. */
function acts() {
  const cells = new Map();
  for (const entry of report.entries) {
    for (const { effect } of entry.effects) {
      const key = JSON.stringify([entry.owner, effect.owner]);
      if (!cells.has(key)) cells.set(key, { runs: entry.owner, owns: effect.owner, effects: new Set() });
      cells.get(key).effects.add(effect);
    }
  }
  return cells;
}

function matrix() {
  const cells = acts();
  const rows = [...new Set([...cells.values()].map(c => c.runs))].sort(byOwner), columns = [...new Set([...cells.values()].map(c => c.owns))].sort(byOwner);
  if (cells.size === 0) return empty('No effect', 'No entry point comes to an effect, so there is nothing to own.');
  return h('div.wide', { role: 'group', 'aria-label': 'Ownership', tabindex: 0 }, h('table.matrix', null,
    h('caption', null, 'Effects: those that change something, then those that read'),
    h('thead', null, h('tr', null, h('td', null, h('span.sub', null, 'runs ↓ owns →')), columns.map(c => h('th', { scope: 'col' }, c || h('span.nobody', null, 'nobody'))))),
    h('tbody', null, rows.map(r => h('tr', null, h('th', { scope: 'row' }, r || h('span.nobody', null, 'nobody')), columns.map(c => matrixCell(cells.get(JSON.stringify([r, c])), r, c)))))));
}

function byOwner(a, b) {
  return a === b ? 0 : a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1;
}

function matrixCell(cell, runs, owns) {
  if (!cell) return h('td.none', { 'aria-label': 'none' }, '·');
  const read = [...cell.effects].filter(e => reads.has(e.kind)).length, change = cell.effects.size - read;
  const words = `${runs || 'nobody'} runs ${change} effects that change and ${read} that read of ${owns || 'nobody'}`;
  return h(`td${runs === owns ? '' : '.across'}`, null, h('a', { href: `#/owners?runs=${encodeURIComponent(runs)}&owns=${encodeURIComponent(owns)}`, title: words }, h('strong', null, change), ' ', h('span.sub', null, read)));
}

function pairs(runs, owns) {
  const found = report.entries.filter(e => e.owner === runs).flatMap(e => e.effects.filter(r => r.effect.owner === owns).map(r => [go(e.route, e.title), [badge('effect', r.effect.kind), ' ', effectLink(r.effect)], where(r.effect.place)]));
  return section(`${runs || 'nobody'} → ${owns || 'nobody'}`, found.length === 0 ? empty('Nothing', 'No effect fits.') : table('Effects of the cell', ['Entry point', 'Effect', 'Where'], found));
}

function ownerView(owner) {
  const own = items => items.filter(item => item.owner === owner.name);
  const entries = own(report.entries), effects = own(report.effects), types = own(report.types), findings = own(report.findings);
  const open = findings.filter(f => f.isOpen).length;
  return [
    h('p.trail', null, go('owners', 'Owners')),
    h('h1', null, owner.name),
    h('p.lead', null, open === 0 ? 'Nothing is undecided.' : `${count(open, 'finding')} to decide.`),
    findings.length === 0 ? null : section('Findings', findings.map(findingCard)),
    entries.length === 0 ? null : section('Entry points', table('Entry points', ['Entry point', 'Kind', 'Effects', 'When repeated', 'Status'], entries.map(e => [go(e.route, joints(e.title)), e.kind, e.effects.length, whenRepeated(e), statusCell(e)]))),
    effects.length === 0 ? null : section('Effects', table('Effects', ['Effect', 'Where', 'Reached from'], effects.map(e => [[badge('effect', e.kind), ' ', effectLink(e)], where(e.place), reachedFrom(e)]))),
    types.length === 0 ? null : section('Types', h('ul.plain', null, types.map(t => h('li', null, go(t.route, t.name))))),
    exceptionsSection(own(report.exceptions)),
    refusalsSection(own(report.refusals)),
    assumptionsSection(own(report.assumptions)),
  ];
}

function reachedFrom(effect) {
  const entries = report.entries.filter(e => e.effects.some(r => r.effect === effect));
  const most = 5;
  return [entries.slice(0, most).map(e => h('div', null, go(e.route, joints(e.title)))), entries.length > most ? h('div.sub', null, 'and ', go(`explore?effect=${encodeURIComponent(effect.name)}`, `${entries.length - most} more`)) : null];
}
