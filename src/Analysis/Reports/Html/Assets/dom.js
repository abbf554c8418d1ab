// Elements from text. Nothing that comes from source is ever parsed as markup: these files set no markup, only text and attributes.

/** An element: h('a.item', { href: '#/' }, 'text', [more], null). */
function h(selector, attributes, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length > 0) element.className = classes.join(' ');
  return fill(element, attributes, children);
}

/** The same for pictures. */
function svg(selector, attributes, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  return fill(element, attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Code that may break where a name has a joint. */
function code(text) {
  return h('code', null, joints(text));
}

/** Text that may break behind dots, slashes and commas: a long name must not push a phone's page aside. */
function joints(text) {
  const parts = text.split(/(?<=[./,(_])/);
  return parts.flatMap((part, i) => (i === 0 ? [part] : [h('wbr'), part]));
}

/** A sentence in which back-ticks mark code. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? code(part) : part));
}

function count(number, singular, plural) {
  return `${number.toLocaleString('en')} ${number === 1 ? singular : plural || `${singular}s`}`;
}

/** Where something stands: the file's name and line; the whole path is the title, and in print. */
function where(place) {
  if (!place) return null;
  const name = place.file.slice(place.file.lastIndexOf('/') + 1);
  const line = place.line > 0 ? `:${place.line}` : '';
  const href = sourceLink(place);
  const label = [h('span.folder', null, place.file.slice(0, place.file.length - name.length)), joints(name + line)];
  return href ? h('a.place', { href, title: place.file + line }, label) : h('span.place', { title: place.file + line }, label);
}

function sourceLink(place) {
  if (report.link === '') return null;
  const encode = path => path.split('/').map(encodeURIComponent).join('/');
  const root = report.link.endsWith('/') ? report.link : `${report.link}/`;
  const file = /^https?:\/\//.test(root) ? root + encode(place.file) : encode(root + place.file);
  return place.line > 0 ? `${file}#L${place.line}` : file;
}

function go(route, ...children) {
  return h('a', { href: `#/${route}` }, ...children);
}
