// A state machine as a picture: states in columns by how far they are from the first one, transitions as arrows.

function machinePicture(machine) {
  const names = [...new Set([...machine.states, ...machine.edges.flatMap(e => [e.from, e.to])])];
  const arrows = [...groupBy(machine.edges, e => `${names.indexOf(e.from)} ${names.indexOf(e.to)}`).values()].map(all => ({ from: all[0].from, to: all[0].to, label: [...new Set(all.map(e => memberName(e.member)))].join(', ') }));
  // Past that, lines cross more than they say: the table below has all of it.
  if (names.length === 0 || names.length > 14 || arrows.length > 30) return null;
  const places = columns(names, machine, arrows);
  const boxes = new Map(names.map(name => [name, { ...box(places.get(name), name), name }]));
  const bottom = Math.max(...[...boxes.values()].map(b => b.y + b.height));
  const drawn = arrows.map((arrow, i) => drawArrow(arrow, boxes, bottom, i, arrows));
  const width = Math.max(...[...boxes.values()].map(b => b.x + b.width), ...drawn.map(d => d.right)) + 24;
  const height = Math.max(bottom, ...drawn.map(d => d.low)) + 24;
  return h('figure.machine', { tabindex: 0, 'aria-label': `States of ${machine.state}` }, svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `States of ${machine.state}: ${arrows.map(a => `${a.from} to ${a.to} by ${a.label}`).join('; ')}` },
    svg('defs', null, svg('marker', { id: 'tip', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto-start-reverse' }, svg('path.tip', { d: 'M0 0L8 4L0 8z' }))),
    drawn.map(d => d.line), [...boxes.values()].map(b => drawBox(b, machine)), drawn.map(d => d.text)));
}

function memberName(id) {
  const name = report.guardedById.get(id)?.name || id;
  return name.slice(name.indexOf('.') + 1);
}

/** Column and row of each state: breadth first from the initial one; what it does not lead to comes last. */
function columns(names, machine, arrows) {
  const places = new Map();
  const rows = [];
  let layer = names.includes(machine.initial) ? [machine.initial] : names.slice(0, 1);
  const put = (name, column) => {
    rows[column] = rows[column] || 0;
    places.set(name, { column, row: rows[column]++ });
  };
  for (let column = 0; places.size < names.length; column++) {
    if (layer.length === 0) layer = names.filter(n => !places.has(n)).slice(0, 1);
    layer.forEach(name => put(name, column));
    layer = names.filter(n => !places.has(n) && arrows.some(a => a.to === n && layer.includes(a.from)));
  }
  return places;
}

const boxWidth = 132, boxHeight = 38, columnGap = 118, rowGap = 62;

function box({ column, row }) {
  return { column, row, x: 28 + column * (boxWidth + columnGap), y: 34 + row * (boxHeight + rowGap), width: boxWidth, height: boxHeight };
}

function drawBox(b, machine) {
  const isInitial = b.name === machine.initial;
  return [
    isInitial ? [svg('circle.start', { cx: b.x - 20, cy: b.y + b.height / 2, r: 5 }), svg('path.arrow', { d: `M${b.x - 14} ${b.y + b.height / 2}H${b.x - 1}`, 'marker-end': 'url(#tip)' })] : null,
    svg(`rect.state${machine.terminal.includes(b.name) ? '.terminal' : ''}`, { x: b.x, y: b.y, width: b.width, height: b.height, rx: 8 }),
    machine.terminal.includes(b.name) ? svg('rect.state.inner', { x: b.x + 3, y: b.y + 3, width: b.width - 6, height: b.height - 6, rx: 6 }) : null,
    svg('text.state-name', { x: b.x + b.width / 2, y: b.y + b.height / 2 + 5, 'text-anchor': 'middle' }, short(b.name, 16)),
    svg('title', null, b.name),
  ];
}

function drawArrow(arrow, boxes, bottom, index, arrows) {
  const a = boxes.get(arrow.from), b = boxes.get(arrow.to);
  const text = short(arrow.label, 22);
  if (a === b) {
    const x = a.x + a.width / 2;
    return shape(`M${x - 16} ${a.y}C${x - 22} ${a.y - 26} ${x + 22} ${a.y - 26} ${x + 16} ${a.y}`, x, a.y - 22, text, arrow, a.y, a.x + a.width);
  }
  if (b.column === a.column + 1) {
    const y1 = a.y + a.height / 2, y2 = b.y + b.height / 2, x1 = a.x + a.width, x2 = b.x, middle = (x1 + x2) / 2;
    return shape(`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2 - 1} ${y2}`, middle, (y1 + y2) / 2 - 6, text, arrow, bottom, x2);
  }
  if (b.column === a.column) {
    const down = b.row > a.row, x = a.x + a.width / 2, y1 = down ? a.y + a.height : a.y, y2 = down ? b.y - 1 : b.y + b.height + 1;
    return shape(`M${x} ${y1}V${y2}`, x + 6, (y1 + y2) / 2 + 4, text, arrow, bottom, a.x + a.width, 'start');
  }
  // Back, or past a column: below everything, each at its own depth.
  const far = arrows.slice(0, index).filter(o => Math.abs(boxes.get(o.to).column - boxes.get(o.from).column - 1) > 0 && boxes.get(o.to).column !== boxes.get(o.from).column).length;
  const low = bottom + 26 + far * 26, x1 = a.x + a.width / 2 + 14, x2 = b.x + b.width / 2 - 14, side = x2 > x1 ? 14 : -14;
  return shape(`M${x1} ${a.y + a.height}V${low - 14}Q${x1} ${low} ${x1 + side} ${low}H${x2 - side}Q${x2} ${low} ${x2} ${low - 14}V${b.y + b.height + 1}`, (x1 + x2) / 2, low - 5, text, arrow, low, Math.max(x1, x2));
}

function shape(d, x, y, text, arrow, low, right, anchor) {
  return {
    line: svg('path.arrow', { d, 'marker-end': 'url(#tip)' }), low, right: Math.max(right, x + text.length * 4),
    text: svg('text.label', { x, y, 'text-anchor': anchor || 'middle' }, text, svg('title', null, `${arrow.from} → ${arrow.to}: ${arrow.label}`)),
  };
}

function short(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
