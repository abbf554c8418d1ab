// One line of words for everything: plain ones are looked for everywhere, "owner:payments" only there.

const fields = {
  owner: e => [e.owner || 'nobody', ...e.effects.map(r => r.effect.owner)],
  kind: e => [e.kind],
  effect: e => e.effects.map(r => r.effect.name),
  member: e => [e.member.name, ...membersOn(e)],
  rule: e => e.findings.map(f => f.rule),
  status: e => statuses(e),
  file: e => e.effects.map(r => r.effect.place).concat(e.place).filter(Boolean).map(p => p.file),
  intent: e => e.effects.flatMap(r => r.intents.map(i => i.attribute)),
};

const haystacks = new Map();

/** Names of the members on the shown paths. */
function membersOn(entry) {
  const seen = new Set();
  for (const { last } of entry.effects) {
    for (let i = last; i >= 0 && !seen.has(i); i = report.steps[i].before) seen.add(i);
  }
  return [...seen].map(i => report.steps[i].member.name);
}

function haystack(entry, field) {
  const key = `${entry.index} ${field}`;
  if (!haystacks.has(key)) {
    const texts = field === '' ? [entry.title, entry.summary, entry.route, ...['owner', 'kind', 'effect', 'member', 'rule', 'intent'].flatMap(f => fields[f](entry))] : fields[field](entry);
    haystacks.set(key, [...new Set(texts)].join('\n').toLowerCase());
  }
  return haystacks.get(key);
}

/** Words and phrases in quotes, each with the field it is for. */
function terms(query) {
  return [...query.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)].map(([all, field, phrase, word]) => {
    const known = field && Object.hasOwn(fields, field.toLowerCase());
    return known ? { field: field.toLowerCase(), text: (phrase ?? word).toLowerCase() } : { field: '', text: (field ? all.replaceAll('"', '') : phrase ?? word).toLowerCase() };
  }).filter(term => term.text !== '');
}

function matches(entry, wanted) {
  return wanted.every(term => haystack(entry, term.field).includes(term.text));
}

/** What else bears the words in its name: effects, members, types, owners. */
function elsewhere(query) {
  const words = terms(query).filter(t => t.field === '' || t.field === 'effect' || t.field === 'member' || t.field === 'owner').map(t => t.text);
  if (words.length === 0) return [];
  const has = text => words.every(word => text.toLowerCase().includes(word));
  const pick = (items, name, target) => [...new Map(items.filter(item => has(name(item))).map(item => [name(item), target(item)]))];
  return [
    ['Effects', pick(report.effects, e => e.name, e => `explore?effect=${encodeURIComponent(e.name)}`)],
    ['Members', pick(report.members, m => m.name, m => `explore?member=${encodeURIComponent(m.name)}`)],
    ['Types', pick(report.types, t => t.name, t => t.route)],
    ['Owners', pick(report.owners, o => o.name, o => o.route)],
  ].filter(([, found]) => found.length > 0);
}
