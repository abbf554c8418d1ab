// Who reaches an effect or a member, and what an entry point comes to: trees that open where one asks.

function explorerView(parameters) {
  const effect = parameters.get('effect');
  const member = parameters.get('member');
  const entry = report.entryByRoute.get(parameters.get('entry') || '');
  const shown = effect ? causes(effect) : member ? reaches(member) : entry ? does(entry) : null;
  return page('Paths', 'Pick an effect or a member to see who reaches it, or an entry point to see what it does.',
    picker(shown === null), shown,
    h('p.sub', null, `Of all ways from an entry point to an effect the shortest is kept, for the nearest effects of each entry point${report.unresolved.length > 0 ? '; what lies behind calls that were not followed is missing' : ''}.`));
}

function causes(name) {
  const entries = entriesTo(name);
  if (entries.length === 0) return empty('No such effect', `Nothing here is called “${name}”.`);
  const origins = originsOf(name);
  const hidden = entries.filter(e => e.effects.every(r => r.effect.name !== name || r.last < 0));
  return [
    h('h2', null, 'Who causes ', joints(name)),
    h('p', null, `${count(entries.length, 'entry point')} can come to it, in ${count(origins.length, 'place')}.`),
    origins.length > 0 ? tree(`Who causes ${name}`, origins.map(backwards)) : null,
    hidden.length > 0 ? h('p.sub', null, `Also reached, further than paths are kept, from ${count(hidden.length, 'entry point')}: `, hidden.slice(0, 20).map((e, i) => [i > 0 ? ', ' : '', go(e.route, e.title)]), hidden.length > 20 ? ' …' : '') : null,
  ];
}

function reaches(name) {
  const indexes = stepsOf(name);
  const known = report.entries.filter(e => e.member.name === name);
  if (indexes.length === 0 && known.length === 0) return empty('No such member', `No path that is kept passes “${name}”. It may reach no effect.`);
  const groups = [...groupBy(indexes, i => report.steps[i].member.id)].map(([, all]) => group(all, null));
  const on = new Set(indexes);
  const below = new Map();
  for (const reached of report.entries.flatMap(e => e.effects)) {
    if (report.pathTo(reached.last).some(step => on.has(step.index))) below.set(reached.effect.name, reached.effect);
  }
  return [
    h('h2', null, 'Who reaches ', code(name)),
    tree(`Who reaches ${name}`, groups.map(backwards)),
    h('h2', null, 'What it comes to'),
    below.size === 0 ? h('p', null, 'No effect.') : h('ul.plain', null, [...below.values()].map(effect => h('li', null, badge('effect', effect.kind), ' ', effectLink(effect), ' ', where(effect.place)))),
  ];
}

function backwards(found) {
  const callers = callersOf(found.indexes);
  return {
    label: [code(found.member.name), ' ', h('span.sub', null, found.member.guards.map(g => `[${g}] `)), where(found.call || found.member.place), found.entries.map(e => [' ', h('span.arrives', null, '← ', go(e.route, e.title), e.owner !== '' ? ` ${e.owner}` : h('span.open', null, ' no owner'))])],
    route: found.entries.length > 0 ? found.entries[0].route : `explore?member=${encodeURIComponent(found.member.name)}`,
    children: () => callers.map(backwards),
    isLeaf: callers.length === 0,
  };
}

function does(entry) {
  return [h('h2', null, 'What ', go(entry.route, entry.title), ' does'), entry.effects.length === 0 ? h('p', null, 'No effect is reached from here.') : tree(`What ${entry.title} does`, forwards(entry).map(onwards))];
}

function onwards(node) {
  if (node.reached) {
    const { effect } = node.reached;
    return { label: [badge('effect', effect.kind), ' ', effectLink(effect), ' ', where(effect.place)], route: `explore?effect=${encodeURIComponent(effect.name)}`, children: () => [], isLeaf: true };
  }
  const { member, call, retries } = node.step;
  return {
    label: [code(member.name), ' ', h('span.sub', null, member.guards.map(g => `[${g}] `), retries.map(r => `[${r.name} ×${r.attempts}] `)), where(call || member.place)],
    route: `explore?member=${encodeURIComponent(member.name)}`,
    children: () => node.children.map(onwards),
    isLeaf: node.children.length === 0,
  };
}

/** A tree as the ARIA Authoring Practices have it: one tab stop, arrows to move, open and close, Enter to follow. */
function tree(label, roots) {
  const list = h('ul.tree', { role: 'tree', 'aria-label': label, keydown: event => moveInTree(list, event) }, roots.map(root => treeItem(root, 1)));
  const items = [...list.children].map(row => row.firstElementChild);
  if (items.length > 0) items[0].tabIndex = 0;
  if (items.length <= 3) items.forEach(item => openAll(item, 3));
  const whole = open => () => { for (const item of items) { if (open) openAll(item, 12); else toggle(item, false); } };
  return h('div.tree-box', null, h('p.tree-tools', null, h('button', { type: 'button', click: whole(true) }, 'Open all'), ' ', h('button', { type: 'button', click: whole(false) }, 'Close all')), list);
}

let lines = 0;

/** A row of the tree. What is below it stands beside the item and not in it, so that the item is called by its own line and not by everything below. */
function treeItem(node, level) {
  const id = `line-${++lines}`;
  const item = h('div.line', { role: 'treeitem', tabindex: -1, 'aria-level': level, 'aria-labelledby': id, 'aria-expanded': node.isLeaf ? null : 'false', 'aria-owns': node.isLeaf ? null : `${id}-below` },
    h('span.twist', { 'aria-hidden': 'true', click: () => toggle(item, item.getAttribute('aria-expanded') !== 'true') }), h('span', { id }, node.label));
  item.node = node;
  return h('li', { role: 'none' }, item);
}

function below(item) {
  return item.nextElementSibling;
}

function above(item) {
  return item.parentElement.parentElement.closest('li')?.firstElementChild;
}

function toggle(item, open) {
  if (!item.hasAttribute('aria-expanded')) return;
  item.setAttribute('aria-expanded', String(open));
  if (open && !below(item)) {
    const level = Number(item.getAttribute('aria-level')) + 1;
    item.after(h('ul', { role: 'group', id: item.getAttribute('aria-owns') }, item.node.children().map(child => treeItem(child, level))));
  }
  if (below(item)) below(item).hidden = !open;
}

function openAll(item, depth) {
  if (depth === 0) return;
  toggle(item, true);
  for (const row of below(item)?.children || []) openAll(row.firstElementChild, depth - 1);
}

function moveInTree(list, event) {
  const item = event.target.closest('[role=treeitem]');
  if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
  const visible = [...list.querySelectorAll('[role=treeitem]')].filter(i => !i.closest('ul[hidden]'));
  const at = visible.indexOf(item);
  const isOpen = item.getAttribute('aria-expanded') === 'true';
  const to = {
    ArrowDown: () => visible[at + 1], j: () => visible[at + 1], ArrowUp: () => visible[at - 1], k: () => visible[at - 1], Home: () => visible[0], End: () => visible.at(-1),
    ArrowRight: () => (isOpen ? visible[at + 1] : (toggle(item, true), item)),
    ArrowLeft: () => (isOpen ? (toggle(item, false), item) : above(item)),
    ' ': () => (toggle(item, !isOpen), item),
    Enter: () => { location.hash = `#/${item.node.route}`; return item; },
  }[event.key];
  if (!to) return;
  event.preventDefault();
  event.stopPropagation();
  const next = to();
  if (!next) return;
  list.querySelectorAll('[role=treeitem][tabindex="0"]').forEach(i => { i.tabIndex = -1; });
  next.tabIndex = 0;
  next.focus();
}

/** A field that finds effects, members and entry points by their names. */
function picker(isAlone) {
  const names = [
    ...[...groupBy(report.effects, e => e.name)].map(([name]) => ({ name, sort: 'effect', route: `explore?effect=${encodeURIComponent(name)}` })),
    ...report.entries.map(e => ({ name: e.title, sort: 'entry point', route: `explore?entry=${encodeURIComponent(e.route)}` })),
    ...[...groupBy(report.members, m => m.name)].map(([name]) => ({ name, sort: 'member', route: `explore?member=${encodeURIComponent(name)}` })),
  ];
  const most = 30;
  const list = h('ul.picks', { id: 'picks' });
  const draw = text => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? (isAlone ? names.filter(n => n.sort === 'effect') : []) : names.filter(n => words.every(w => n.name.toLowerCase().includes(w)));
    list.replaceChildren(...found.slice(0, most).map(n => h('li', null, h('a.item', { href: `#/${n.route}` }, joints(n.name)), ' ', h('span.sub', null, n.sort))));
    if (found.length > most) list.append(h('li.sub', null, `and ${(found.length - most).toLocaleString('en')} more: type to narrow`));
    if (words.length > 0) announce(`${found.length} found`);
    if (words.length > 0 && found.length === 0) list.append(h('li.sub', null, 'Nothing is called that.'));
  };
  draw('');
  return h('div.picker', null, h('label', { for: 'pick' }, 'Effect, member or entry point'), h('input', { id: 'pick', type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-controls': 'picks', input: event => draw(event.target.value) }), list);
}
