// Types of which something is promised.

function typesView() {
  return page('Types', 'What is always true of an object, and which states it passes through.', report.types.length === 0
    ? empty('Nothing is promised of a type', 'Say what is always true with ', h('code', null, '[Invariant("Balance >= 0")]'), ', and which states there are with ', h('code', null, '[StateMachine]'), '.')
    : table('Types', ['Type', 'Always true', 'States', 'Conditions of members', 'Owner'], report.types.map(t => [
      [h('a.item', { href: `#/${t.route}` }, t.name), t.summary !== '' ? h('div.sub', null, t.summary) : null],
      t.invariants.map(i => h('div', null, code(i.condition))), t.machines.map(m => h('div', null, code(m.state))), guardedOf(t).reduce((n, m) => n + m.conditions.length, 0) || '', ownerOf(t.owner),
    ])));
}

function guardedOf(type) {
  return report.guarded.filter(m => m.type === type.id);
}

function typeView(type) {
  const members = guardedOf(type);
  return [
    h('p.trail', null, go('types', 'Types')),
    h('h1', null, joints(type.name)),
    type.summary !== '' ? h('p.lead', null, type.summary) : null,
    h('p.meta', null, 'Owner: ', ownerOf(type.owner), ' · ', where(type.place) || 'place not known'),
    type.invariants.length === 0 ? null : section('Always true',
      table('Always true', ['Condition', 'Because', 'Where'], type.invariants.map(i => [code(i.condition), i.because, where(i.place)])),
      type.checked.length === 0 ? h('p', null, 'No member is guarded: the conditions are checked by constructors alone.') : h('p', null, 'Checked when these succeed: ', type.checked.map((name, i) => [i > 0 ? ', ' : '', code(name)]), '.')),
    type.machines.map(machineSection),
    conditionsSection(members),
    members.length === 0 ? null : section('Guarded members', table('Guarded members', ['Member', 'Guards, outermost first', 'Reached from', 'Where'],
      members.map(m => [h('a.quiet', { href: `#/explore?member=${encodeURIComponent(m.name)}` }, code(m.name)), m.guards.join(' → '), triggers(m), where(m.place)]))),
  ];
}

function triggers(member) {
  const entries = (member?.entryIds || []).flatMap(id => report.entriesById.get(id) || []);
  return entries.length === 0 ? h('span.sub', null, 'no entry point') : entries.map(e => h('div', null, go(e.route, e.title)));
}

function machineSection(machine) {
  return section(`States of ${machine.state}`,
    h('p', null, machine.initial === '' ? 'Nobody has said where it begins' : ['Begins as ', code(machine.initial)], machine.terminal.length > 0 ? [', and ends as ', machine.terminal.map((t, i) => [i > 0 ? ' or ' : '', code(t)])] : null, '. ', where(machine.place)),
    machinePicture(machine),
    machine.edges.length === 0 ? empty('The state never changes', 'No member is declared to be a transition: add ', h('code', null, '[Transition]'), ' where it does.')
      : table(`Transitions of ${machine.state}`, ['From', 'To', 'Member', 'Triggered by', 'Where'], machine.edges.map(e => [code(e.from), code(e.to), code(report.guardedById.get(e.member)?.name || e.member), triggers(report.guardedById.get(e.member)), where(e.place)])));
}
