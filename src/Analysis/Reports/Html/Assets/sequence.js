// What happens in an entry point, in order: calls one below the other, guards as frames around what they guard.

const declares = { deadline: 'Deadline', exclusive: 'Exclusive', idempotent: 'Idempotent', retry: 'RetryPolicy', transaction: 'TransactionBoundary', 'after-commit': 'AfterCommit' };

const guardWords = {
  deadline: 'within a deadline', exclusive: 'one at a time', idempotent: 'once per key', retry: 'tried again', transaction: 'in one transaction', 'after-commit': 'after the commit',
  requires: 'asks before', transition: 'state', ensures: 'promises after', invariant: 'stays true',
};

function sequence(entry) {
  const roots = forwards(entry);
  if (roots.length === 0) return empty('Nothing to draw', 'No effect is reached from here, so there is no path to show.');
  const intents = new Set(entry.effects.flatMap(r => r.intents));
  return h('ol.sequence', { 'aria-label': 'In order' }, roots.map(root => stepItem(root, entry, [...intents])));
}

function stepItem(node, entry, intents) {
  const { step } = node;
  const isEntry = step.before < 0;
  const head = h('div.step', null,
    isEntry ? [h('strong', null, entry.title), ' '] : null, h('span.member', null, memberLink(step.member)),
    step.call ? h('span.at', null, 'called at ', where(step.call)) : h('span.at', null, where(step.member.place)));
  const below = h('ol', null, node.children.map(child => (child.reached ? effectItem(child.reached, intents) : stepItem(child, entry, intents))));
  const inner = step.member.guards.reduceRight((inside, guard) => guardFrame(guard, step.member, intents, inside), step.opensTransaction ? frame('transaction', 'opens a transaction in code', null, below) : below);
  const around = step.retries.reduceRight((inside, layer) => frame('retry', `${layer.name}, up to ×${layer.attempts}`, layer.at, inside), h('li.call', null, head, inner));
  return around;
}

function guardFrame(guard, member, intents, inside) {
  const kind = guard.split(' ')[0];
  const mode = guard.slice(kind.length).trim();
  const intent = intents.find(i => i.attribute === declares[kind] && i.member === member.name);
  const text = intent ? intent.text : guardedText(kind, member);
  return frame(kind, [guardWords[kind] || kind, mode !== '' ? h('span.mode', null, ` ${mode}`) : null], text !== '' ? h('code', null, joints(text)) : null, inside);
}

function guardedText(kind, member) {
  const known = report.guardedById.get(member.id);
  if (!known) return '';
  if (kind === 'transition') return known.transitions.map(t => `${t.from.join(', ')} → ${t.to}`).join('; ');
  if (kind === 'invariant') return (report.types.find(t => t.id === known.type)?.invariants || []).map(i => i.condition).join(', ');
  return known.conditions.filter(c => c.kind === kind).map(c => c.condition).join(', ');
}

/** A frame is a list item when it stands in a list, and a block when it stands in a step. */
function frame(kind, title, detail, inside) {
  const isItem = inside instanceof HTMLLIElement;
  return h(`${isItem ? 'li' : 'div'}.frame.${kind}`, { role: isItem ? null : 'group', 'aria-label': kind }, h('div.frame-head', null, h('span.guard', null, kind), ' ', h('span.guard-says', null, title), detail ? [' ', detail] : null), isItem ? h('ol', null, inside) : inside);
}

function effectItem(reached) {
  const { effect } = reached;
  const happens = h('li.effect', null, h('div.step', null, badge('effect', effect.kind), ' ', h('span.member', null, effectLink(effect)), reached.certain ? null : h('span.sub', null, ' possible'),
    reached.attempts > 1 ? h('span.attempts', { title: 'At least so often, when everything fails' }, ` up to ×${reached.attempts.toLocaleString('en')}`) : null,
    h('span.at', null, effect.owner !== '' ? [ownerOf(effect.owner), ' '] : null, where(effect.place))));
  return effect.retries.reduceRight((inside, layer) => frame('retry', `${layer.name}, up to ×${layer.attempts}`, layer.at, inside), happens);
}

function memberLink(member) {
  return h('a.quiet', { href: `#/explore?member=${encodeURIComponent(member.name)}`, title: `Who reaches ${member.id}` }, code(member.name));
}

function effectLink(effect) {
  return h('a.quiet', { href: `#/explore?effect=${encodeURIComponent(effect.name)}`, title: `Who causes ${effect.name}` }, effect.subject.includes(' ') ? effect.subject : code(effect.subject));
}
