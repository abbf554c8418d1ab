// What was found, what somebody has accepted with a reason, what could not be followed, what has changed.

function findingsView(parameters) {
  const open = report.findings.filter(f => f.isOpen), others = report.findings.filter(f => !f.isOpen);
  const rule = parameters.get('rule') || '';
  const of = findings => (rule === '' ? findings : findings.filter(f => f.rule === rule));
  if (report.findings.length === 0) return page('Findings', null, empty('No finding', 'Every rule that looks at this project is content. What the check cannot see is said under ', go('ledgers', 'Ledgers'), '.'));
  const byRule = [...groupBy(report.findings, f => f.rule)].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const list = h('div');
  return page('Findings', open.length === 0 ? 'None is left to decide.' : `${count(open.length, 'finding')} to decide.`,
    h('p.chips', null, rule !== '' ? h('a', { href: '#/findings' }, 'all') : null, byRule.map(([id, all]) => [' ', h('a', { href: `#/findings?rule=${id}`, 'aria-current': id === rule ? 'true' : null, title: report.rules.get(id)?.title || '' }, `${id} ×${all.length}`)])),
    list, growing(list, [...of(open), ...of(others)], findingCard, 50));
}

function ledgersView(parameters) {
  const show = parameters.get('show');
  const parts = [
    ['exceptions', () => exceptionsSection(report.exceptions) || section('Exceptions', empty('No exception', 'Nobody has excepted a finding. When one has to stay for a time, say so with ', h('code', null, '[IntentException]'), ': a reason, an owner and a last day.'))],
    ['refusals', () => refusalsSection(report.refusals) || section('Decided without a guard', empty('No refusal', 'Nobody has declared to go without a safeguard.'))],
    ['assumptions', () => assumptionsSection(report.assumptions) || section('Taken for granted', empty('No assumption', 'What the code relies on and does not check itself can be said with ', h('code', null, '[Assumes]'), ': a probe or a last day, and an owner.'))],
    ['baseline', () => baselineSection(report.findings.filter(f => f.isBaselined))],
    ['unresolved', unresolvedSection],
    ['limits', limitsSection],
  ];
  return page('Ledgers', 'What somebody has accepted, with the reason, what the code takes for granted, and what the check does not know.',
    h('p.chips', null, show ? h('a', { href: '#/ledgers' }, 'all') : null, parts.map(([name]) => [' ', h('a', { href: `#/ledgers?show=${name}`, 'aria-current': name === show ? 'true' : null }, name)])),
    parts.filter(([name]) => !show || name === show).map(([, draw]) => draw()));
}

function exceptionsSection(exceptions) {
  return exceptions.length === 0 ? null : section('Exceptions', table('Exceptions', ['Rule', 'On', 'Until', 'Status', 'Reason', 'Owner', 'Where'],
    [...exceptions].sort((a, b) => (a.until < b.until ? -1 : 1)).map(e => [ruleOf(e.rule), code(e.member), h('span.date', null, e.until), e.status === 'active' ? 'active' : badge('error', e.status), e.reason, ownerOf(e.owner), where(e.place)])));
}

function refusalsSection(refusals) {
  return refusals.length === 0 ? null : section('Decided without a guard', table('Refusals', ['Decision', 'On', 'Reason', 'Owner', 'Where'],
    refusals.map(r => [h('code', null, r.attribute), code(r.member), r.reason, ownerOf(r.owner), where(r.place)])));
}

function assumptionsSection(assumptions) {
  const status = a => (a.status === 'holds' ? ['holds until ', h('span.date', null, a.until)] : a.status === 'no end' ? a.status : [badge(a.status === 'expired' ? 'error' : 'warning', a.status), a.until === '' ? null : [', on ', h('span.date', null, a.until)]]);
  return assumptions.length === 0 ? null : section('Taken for granted', table('Assumptions', ['Assumption', 'On', 'Status', 'Verified by', 'Owner', 'Where'],
    assumptions.map(a => [a.text, code(a.member), status(a), a.verifiedBy === '' ? null : code(a.verifiedBy), ownerOf(a.owner), where(a.place)])));
}

function baselineSection(findings) {
  return section('Baseline', findings.length === 0 ? empty('No finding is in the baseline', 'Findings that were there when the check was switched on would be listed here until they are gone.') : findings.map(findingCard));
}

function unresolvedSection() {
  if (report.unresolved.length === 0) return section('Calls not followed', empty('Every call was followed', 'Nothing lies behind a dynamic call, reflection or an interface without an implementation.'));
  return section('Calls not followed', h('p', null, 'What happens behind these is missing from everything here. A catalogue or ', h('code', null, '[Effect]'), ' can say it.'),
    [...groupBy(report.unresolved, u => u.reason)].sort((a, b) => b[1].length - a[1].length).map(([reason, all]) => [h('h3', null, `${reason} (${all.length.toLocaleString('en')})`), table(reason, ['In', 'Calls', 'Where'], all.slice(0, 500).map(u => [code(u.member), code(u.target), where(u.place)])), all.length > 500 ? h('p.sub', null, `The first 500; unresolved.md has all.`) : null]));
}

function limitsSection() {
  return section('What is not seen', h('ul', null, [
    'Reflection and dynamic: who calls a member, or sets a field, by its name.',
    'Object-relational mappers and serialisers: they set fields and private setters. Bulk updates never load an object.',
    'Run-time switches: guards are named as they were compiled. IntentGuardOptions can weaken them while the program runs.',
    'Code of frameworks and packages: catalogues say what it does.',
  ].map(text => h('li', null, text)), h('li', null, 'More under “What is not seen” in ', h('code', null, 'index.md'), '.')));
}

const changeWords = { weakened: 'weakened', removed: 'removed', changed: 'changed', added: 'new' };

function changesView() {
  if (report.changes === null) return page('Changes', null, empty('Nothing to compare with', 'The project has no intent.lock. Write one with dotnet build -p:IntentLock=Accept, or compare with a revision: intent report --format html --since main -o intent.html.'));
  return page('Changes', report.changes.length === 0 ? `No promise differs from ${report.since}.` : `${count(report.changes.length, 'promise')} ${report.changes.length === 1 ? 'differs' : 'differ'} from ${report.since}; what got weaker comes first.`,
    report.changes.length === 0 ? null : changeTable(report.changes));
}

function changeTable(changes) {
  const order = Object.keys(changeWords);
  return table('Changes', ['', 'Promise', 'Entry point', 'Where', 'Owner'], [...changes].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).map(c => [
    badge(c.kind === 'weakened' || c.kind === 'removed' ? 'error' : 'effect', changeWords[c.kind] || c.kind), c.what, (report.entriesById.get(c.entry) || []).map(e => h('div', null, go(e.route, e.title))), where(c.place), ownerOf(c.owner),
  ]));
}
