// The keyboard: what is not a key of the browser or of a field.

const keyWords = [['/', 'search'], ['j k', 'next and previous item; in a tree also the arrows'], ['Enter', 'open it'], ['Esc', 'leave the search; back to the list'], ['← →', 'close and open a branch of a tree'], ['t', 'light, dark, as the system'], ['?', 'this list']];

function listenToKeys() {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.getElementById('help').open) return;
    const field = event.target.closest('input, select, textarea');
    const action = field ? fieldKeys(field, event.key) : pageKeys(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.getElementById('keys').addEventListener('click', showHelp);
}

function fieldKeys(field, key) {
  if (field.type !== 'search') return null;
  if (key === 'ArrowDown') return () => moveToItem(0);
  if (key === 'Enter') return () => items()[0]?.click();
  if (key === 'Escape') return () => { if (field.value !== '') { field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); } else field.blur(); };
  return null;
}

function pageKeys(key) {
  const at = items().indexOf(document.activeElement);
  return {
    '/': () => { const field = document.getElementById('query'); field.focus(); field.select(); },
    j: () => moveToItem(at + 1), ArrowDown: at < 0 ? null : () => moveToItem(at + 1),
    k: () => moveToItem(Math.max(at - 1, 0)), ArrowUp: at < 0 ? null : () => (at === 0 ? document.getElementById('query').focus() : moveToItem(at - 1)),
    Escape: () => { location.hash = lastList; },
    t: nextTheme, '?': showHelp,
  }[key];
}

function items() {
  return [...document.querySelectorAll('main a.item')];
}

function moveToItem(number) {
  const all = items();
  const item = all[Math.min(number, all.length - 1)];
  if (!item) return;
  item.focus();
  item.scrollIntoView({ block: 'nearest' });
}

function showHelp() {
  const dialog = document.getElementById('help');
  dialog.replaceChildren(h('h2', { id: 'help-title' }, 'Keyboard and search'),
    h('dl.keys', null, keyWords.map(([keys, does]) => [h('dt', null, keys.split(' ').map(key => [h('kbd', null, key), ' '])), h('dd', null, does)])),
    h('p', null, 'The search takes words, “phrases” and fields: ', Object.keys(fields).map((name, i) => [i > 0 ? ', ' : '', h('code', null, `${name}:`)]), '.'),
    h('form', { method: 'dialog' }, h('button', { type: 'submit' }, 'Close')));
  dialog.showModal();
}
