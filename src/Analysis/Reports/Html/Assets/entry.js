// One entry point: the four questions first, then what it does and how it gets there.

function entryView(entry) {
  const members = (report.guardedByEntry.get(entry.member.id) || []).map(pair => pair.m);
  return [
    h('p.trail', null, go('', 'Entry points')),
    h('h1', null, joints(entry.title)),
    entry.summary !== '' ? h('p.lead', null, entry.summary) : null,
    h('p.meta', null, entry.kind, ' · ', where(entry.place) || 'place not known', ' · ', go(`explore?entry=${encodeURIComponent(entry.route)}`, 'Explore its paths')),
    answers(entry),
    changesOf(entry),
    entry.findings.length > 0 ? section('Findings', entry.findings.map(findingCard)) : null,
    section('In order', shownNote(entry), sequence(entry)),
    duplicates(entry),
    effectsSection(entry),
    failuresSection(members),
    conditionsSection(members),
    declarationsSection(entry),
  ];
}

function answers(entry) {
  const open = entry.findings.filter(f => f.isOpen).length;
  const excepted = entry.findings.filter(f => f.exception !== '');
  const row = (question, ...answer) => [h('dt', null, question), h('dd', null, ...answer)];
  return h('dl.answers', null,
    row('What it does', entry.effects.length === 0 ? 'No effect is reached from here.' : kinds(entry).map(({ kind, number }) => [badge('effect', kind, number > 1 ? ` ×${number}` : ''), ' '])),
    row('Who owns it', entry.owner === '' ? h('span.open', null, 'Nobody is named.') : [ownerOf(entry.owner), '.'], otherOwners(entry)),
    row('When it runs twice', isUndecided(entry) ? h('span.open', null, sentence(entry.whenRepeated)) : sentence(entry.whenRepeated)),
    row('Status', open > 0 ? h('span.open', null, `${count(open, 'finding')} to decide.`) : 'Nothing is undecided.',
      excepted.map(f => h('div', null, badge('excepted', 'excepted'), ' ', ruleOf(f.rule), ' ', f.exception)),
      entry.unresolved > 0 ? h('div', null, go('ledgers?show=unresolved', count(entry.unresolved, 'call')), ' from here could not be followed.') : null));
}

/** What a pull request did to this entry point, as far as the lock names it. */
function changesOf(entry) {
  const changes = (report.changes || []).filter(c => c.entry === entry.member.id);
  return changes.length === 0 ? null : section(`Changed since ${report.since}`, changeTable(changes));
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function otherOwners(entry) {
  const others = [...new Set(entry.effects.map(r => r.effect.owner))].filter(owner => owner !== '' && owner !== entry.owner);
  return others.length === 0 ? null : [' It also touches what belongs to ', others.map((owner, i) => [i > 0 ? ', ' : '', ownerOf(owner)]), '.'];
}

function shownNote(entry) {
  const shown = entry.effects.filter(r => r.last >= 0).length;
  return h('p.sub', null, 'In the order of the source; frames are guards, outermost first.', shown < entry.effects.length ? ` The paths are those of the ${shown} nearest of ${count(entry.effects.length, 'effect')}; the table below has all.` : '',
    entry.followed > 0 ? ` Of the methods that lead to effects, only the nearest ${entry.followed} were followed: there may be more.` : '');
}

function duplicates(entry) {
  const claims = [...new Set(entry.effects.flatMap(r => r.intents).filter(i => i.attribute === 'Idempotent'))];
  if (claims.length === 0) return null;
  return section('What a duplicate gets', claims.map(claim => [
    h('p', null, 'From ', code(claim.member), claim.key !== '' ? [', for the same ', code(claim.key)] : null, ':'),
    table(`What a duplicate gets from ${claim.member}`, ['When', 'It gets'], claim.cases.map(([when, gets]) => [when, prose(gets)]), { narrow: true }),
  ]));
}

function effectsSection(entry) {
  if (entry.effects.length === 0) return null;
  return section('Effects', table('Effects', ['Effect', 'Owner', 'Where', 'Tried', 'Declared on the path'], entry.effects.map(reached => [
    [badge('effect', reached.effect.kind), ' ', effectLink(reached.effect), reached.certain ? null : h('span.sub', null, ' possible')],
    ownerOf(reached.effect.owner),
    where(reached.effect.place),
    reached.attempts > 1 ? `up to ×${reached.attempts.toLocaleString('en')}` : 'once',
    [...new Set(reached.intents.map(i => i.attribute))].map(attribute => [h('code', null, attribute), ' ']),
  ])));
}

function failuresSection(members) {
  const guards = new Set(members.flatMap(m => m.guards));
  const failures = report.failures.filter(f => guards.has(f.guard));
  if (failures.length === 0) return null;
  return section('How it can fail', h('p.sub', null, 'Refusals of the guards that stand on its paths; the status is what callers over HTTP get unless it was set otherwise. Exceptions of the code itself are not followed.'),
    table('How it can fail', ['Guard', 'When', 'Exception', 'HTTP'], failures.map(f => [f.guard, f.when, h('code', null, joints(f.exception)), f.status]), { narrow: true }));
}

function conditionsSection(members) {
  const rows = members.flatMap(m => m.conditions.map(c => [code(m.name), c.kind === 'requires' ? 'before' : c.kind === 'ensures' ? 'after, on success' : c.kind, code(c.condition), c.because, where(c.place)]));
  return rows.length === 0 ? null : section('What must hold there', table('Conditions', ['Member', 'When', 'Condition', 'Because', 'Where'], rows));
}

function declarationsSection(entry) {
  const declared = [...new Set(entry.effects.flatMap(r => r.intents))];
  if (declared.length === 0) return null;
  return section('What is declared about it', table('Declarations', ['Declared', 'On', 'Where'], declared.map(i => [code(declaration(i)), code(i.member), where(i.place)])));
}

function declaration(intent) {
  return `[${intent.attribute}${intent.text === '' ? '' : `(${intent.text})`}]`;
}

/** A finding with its path. */
function findingCard(finding) {
  const rule = report.rules.get(finding.rule);
  return h('article.finding', { 'aria-label': `${finding.rule} ${finding.message}` },
    h('p.finding-head', null, severity(finding), ' ', ruleOf(finding.rule), ' ', h('span.sub', null, rule?.title || ''), h('span.at', null, where(finding.place))),
    h('p', null, joints(finding.message)),
    finding.exception !== '' ? h('p.sub', null, 'Excepted: ', finding.exception) : null,
    finding.routes.length > 0 ? h('p.sub', null, 'Reached from ', finding.routes.slice(0, 4).map((route, i) => [i > 0 ? ', ' : '', go(route, report.entryByRoute.get(route)?.title || route)]), finding.routes.length > 4 ? ` and ${finding.routes.length - 4} more` : null) : null,
    finding.path.length > 1 ? h('details', null, h('summary', null, `Path, ${count(finding.path.length, 'step')}`), h('ol.plain', null, finding.path.map(step => h('li', null, memberLink(step.member), ' ', where(step.call || step.member.place))))) : null);
}
