// The data block as objects. HtmlData.cs writes the rows; the order of columns is theirs.

const report = decode(JSON.parse(document.getElementById('data').textContent));

function decode(raw) {
  const place = row => (row.length === 0 ? null : { file: raw.files[row[0]], line: row[1] });
  const retries = raw.retries.map(([name, attempts, at]) => ({ name, attempts, at }));
  const layers = rows => rows.map(i => retries[i]);
  const members = raw.members.map(([id, name, at, guards]) => ({ id, name, place: place(at), guards }));
  const intents = raw.intents.map(([attribute, text, member, at, cases, key]) => ({ attribute, text, member, place: place(at), cases, key }));
  const effects = raw.effects.map(([kind, subject, owner, at, tries], index) => ({ index, kind, subject, owner, place: place(at), retries: layers(tries), name: `${kind}: ${subject}` }));
  const steps = raw.steps.map(([before, member, call, tries, opens], index) => ({ index, before, member: members[member], call: place(call), retries: layers(tries), opensTransaction: opens === 1 }));
  const pathTo = last => {
    const path = [];
    for (let i = last; i >= 0; i = steps[i].before) path.unshift(steps[i]);
    return path;
  };
  const findings = raw.findings.map(([rule, severity, certain, message, at, owner, exception, routes, last, baselined], index) => (
    { index, rule, severity, certain: certain === 1, message, place: place(at), owner, exception, routes, path: pathTo(last), isBaselined: baselined === 1, isOpen: exception === '' && baselined !== 1 }));
  const entries = raw.entries.map(([route, title, kind, owner, summary, repeats, whenRepeated, member, at, reached, found, unresolved, followed], index) => (
    {
      index, route, title, kind, owner, summary, repeats: repeats === 1, whenRepeated, member: members[member], place: place(at), unresolved, followed,
      effects: reached.map(([effect, last, certain, attempts, declared]) => ({ effect: effects[effect], last, certain: certain === 1, attempts, intents: declared.map(i => intents[i]) })),
      findings: found.map(i => findings[i]),
    }));
  const guarded = raw.guarded.map(([id, name, type, owner, at, guards, conditions, transitions, reachedFrom]) => (
    {
      id, name, type, owner, place: place(at), guards, entryIds: reachedFrom,
      conditions: conditions.map(([kind, condition, because, where]) => ({ kind, condition, because, place: place(where) })),
      transitions: transitions.map(([from, to, where]) => ({ from, to, place: place(where) })),
    }));
  const types = raw.types.map(([route, id, name, owner, summary, at, invariants, checked, machines]) => (
    {
      route, id, name, owner, summary, place: place(at), checked,
      invariants: invariants.map(([condition, because, where]) => ({ condition, because, place: place(where) })),
      machines: machines.map(([state, initial, terminal, states, where, edges]) => (
        { state, initial, terminal, states, place: place(where), edges: edges.map(([from, to, member, there]) => ({ from, to, member, place: place(there) })) })),
    }));
  const [entryPoints, effectCount, unresolvedCount, findingCount, exceptedCount, baselinedCount] = raw.counts;
  return {
    project: raw.project, tool: raw.tool, link: raw.link,
    counts: { entryPoints, effects: effectCount, unresolved: unresolvedCount, findings: findingCount, excepted: exceptedCount, baselined: baselinedCount },
    entries, findings, guarded, types, effects, steps, members,
    exceptions: raw.exceptions.map(([rule, member, reason, owner, until, status, at]) => ({ rule, member, reason, owner, until, status, place: place(at) })),
    refusals: raw.refusals.map(([attribute, member, reason, owner, at]) => ({ attribute, member, reason, owner, place: place(at) })),
    assumptions: raw.assumptions.map(([text, member, owner, verifiedBy, until, status, at]) => ({ text, member, owner, verifiedBy, until, status, place: place(at) })),
    unresolved: raw.unresolved.map(([member, target, reason, at]) => ({ member, target, reason, place: place(at) })),
    changes: raw.changes ? raw.changes.map(([kind, what, entry, owner, at]) => ({ kind, what, entry, owner, place: place(at) })) : null,
    since: raw.since || 'the earlier state',
    owners: raw.owners.map(([name, route]) => ({ name, route })),
    rules: new Map(raw.rules.map(([id, title, area, link]) => [id, { id, title, area, link }])),
    failures: raw.failures.map(([guard, when, exception, status]) => ({ guard, when, exception, status })),
    pathTo,
    entryByRoute: new Map(entries.map(e => [e.route, e])),
    entriesById: groupBy(entries, e => e.member.id),
    guardedById: new Map(guarded.map(m => [m.id, m])),
    guardedByEntry: groupBy(guarded.flatMap(m => m.entryIds.map(id => ({ id, m }))), pair => pair.id),
  };
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) groups.get(name).push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** What can be said of an entry point in a word; several words may hold. */
function statuses(entry) {
  const words = [];
  if (entry.findings.some(f => f.isOpen)) words.push('findings');
  if (entry.findings.some(f => f.exception !== '')) words.push('excepted');
  if (entry.findings.some(f => f.isBaselined)) words.push('baselined');
  if (isUndecided(entry)) words.push('undecided');
  if (entry.unresolved > 0) words.push('unresolved');
  if (entry.owner === '') words.push('unowned');
  if (words.length === 0) words.push('settled');
  return words;
}

const decisions = ['Idempotent', 'NaturallyIdempotent', 'NotIdempotent'];

/** It can be run again, it changes something, and nobody has said what happens then. */
function isUndecided(entry) {
  return entry.repeats && entry.effects.some(r => r.effect.kind !== 'db read') && !entry.effects.some(r => r.intents.some(i => decisions.includes(i.attribute)));
}

/** What a duplicate gets, in a few words; empty where nobody has said. */
function whenRepeated(entry) {
  const words = { Idempotent: 'first outcome again', NaturallyIdempotent: 'harmless by nature', NotIdempotent: 'happens again, accepted' };
  const said = new Set(entry.effects.flatMap(r => r.intents).map(i => words[i.attribute]).filter(Boolean));
  return [...said].join('; ');
}

/** Kinds of effects with how many of each. */
function kinds(entry) {
  return [...groupBy(entry.effects, r => r.effect.kind)].map(([kind, all]) => ({ kind, number: all.length })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

function ownerOf(name) {
  const owner = report.owners.find(o => o.name === name);
  return owner ? go(owner.route, owner.name) : h('span.nobody', null, 'nobody');
}

function ruleOf(id) {
  const rule = report.rules.get(id);
  return rule && rule.link !== '' ? h('a.rule', { href: rule.link, title: rule.title, rel: 'noreferrer' }, id) : h('span.rule', null, id);
}
