// Tables, and what stands in their place when they would be empty.

/** A table whose cells know their column: on a narrow page each row becomes a short list. */
function table(caption, columns, rows, options) {
  const body = h('tbody', null, rows.map(cells => h('tr', null, cells.map((cell, i) => h(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, 'data-column': columns[i] }, filled(cell))))));
  return h('div.wide', { role: 'group', 'aria-label': caption, tabindex: 0 }, h(`table${options?.narrow ? '.narrow' : ''}`, null,
    h('caption.visually-hidden', null, caption),
    h('thead', null, h('tr', null, columns.map(column => h('th', { scope: 'col' }, column)))),
    body));
}

function filled(cell) {
  const isEmpty = cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0);
  return isEmpty ? h('span.none', { 'aria-label': 'none' }, '–') : cell;
}

function empty(title, ...text) {
  return h('div.empty', null, h('p.empty-title', null, title), h('p', null, ...text));
}

function section(title, ...content) {
  const id = `s-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), ...content);
}

function page(title, lead, ...content) {
  return [h('h1', null, title), lead ? h('p.lead', null, lead) : null, ...content];
}

function badge(kind, ...text) {
  return h(`span.badge.${kind}`, null, ...text);
}

function severity(finding) {
  if (finding.exception !== '') return badge('excepted', 'excepted');
  if (finding.isBaselined) return badge('excepted', 'baselined');
  return [badge(finding.severity, finding.severity), finding.certain ? null : h('span.sub', null, ' possible')];
}

/** Many rows, some at a time: the first ones at once, the others when somebody comes near them, all of them for the printer. */
function growing(list, items, draw, step) {
  let shown = 0;
  const more = h('button.more', { type: 'button', click: () => grow(items.length) });
  const grow = number => {
    const next = items.slice(shown, number);
    list.append(...next.map(draw));
    shown += next.length;
    more.textContent = `Show the other ${(items.length - shown).toLocaleString('en')}`;
    more.hidden = shown >= items.length;
  };
  grow(step);
  onPrint(() => grow(items.length));
  if (!more.hidden && 'IntersectionObserver' in window) {
    new IntersectionObserver(seen => { if (seen.some(s => s.isIntersecting) && list.isConnected) grow(shown + step); }, { rootMargin: '600px' }).observe(more);
  }
  return more;
}

const printing = [];

/** Done before a page is printed, until the next page is shown. */
function onPrint(action) {
  printing.push(action);
}

window.addEventListener('beforeprint', () => printing.forEach(action => action()));
