// Paths as trees: forwards from an entry point, backwards from an effect or a member.

/** What an entry point does, in the order of the source: { step, children } and { reached } below them. */
function forwards(entry) {
  const nodes = new Map();
  const roots = [];
  const node = index => {
    if (!nodes.has(index)) {
      const step = report.steps[index];
      const made = { step, at: step.call, children: [] };
      nodes.set(index, made);
      if (step.before < 0) roots.push(made);
      else node(step.before).children.push(made);
    }
    return nodes.get(index);
  };
  for (const reached of entry.effects) {
    if (reached.last >= 0) node(reached.last).children.push({ reached, at: reached.effect.place, children: [] });
  }
  for (const made of nodes.values()) made.children.sort(inSource);
  return roots;
}

// Calls of one body stand in one file; what a lambda was handed to may stand in another.
function inSource(a, b) {
  if (!a.at || !b.at) return (a.at ? 0 : 1) - (b.at ? 0 : 1);
  return a.at.file === b.at.file ? a.at.line - b.at.line : a.at.file < b.at.file ? -1 : 1;
}

let entriesAt = null;

/** The entry points whose paths pass a step. */
function entriesThrough(index) {
  if (!entriesAt) {
    entriesAt = new Map();
    for (const entry of report.entries) {
      for (const { last } of entry.effects) {
        for (let i = last; i >= 0; i = report.steps[i].before) {
          if (!entriesAt.has(i)) entriesAt.set(i, new Set());
          else if (entriesAt.get(i).has(entry)) break;
          entriesAt.get(i).add(entry);
        }
      }
    }
  }
  return [...(entriesAt.get(index) || [])];
}

/** Who comes to these steps: one group a member, with the steps that are it. */
function callersOf(indexes) {
  const before = indexes.map(i => ({ from: report.steps[i].before, call: report.steps[i].call })).filter(pair => pair.from >= 0);
  return [...groupBy(before, pair => report.steps[pair.from].member.id)].map(([, pairs]) => group([...new Set(pairs.map(p => p.from))], pairs[0].call));
}

function group(indexes, call) {
  const starts = indexes.filter(i => report.steps[i].before < 0);
  return { member: report.steps[indexes[0]].member, indexes, call, entries: [...new Set(starts.flatMap(entriesThrough))] };
}

/** The steps in which an effect happens, one group a member. */
function originsOf(effectName) {
  const found = report.entries.flatMap(e => e.effects).filter(r => r.effect.name === effectName && r.last >= 0);
  return [...groupBy(found, r => report.steps[r.last].member.id)].map(([, all]) => group([...new Set(all.map(r => r.last))], all[0].effect.place));
}

/** Entry points that come to an effect, also those whose path is not shown. */
function entriesTo(effectName) {
  return report.entries.filter(e => e.effects.some(r => r.effect.name === effectName));
}

function stepsOf(memberName) {
  return report.steps.filter(s => s.member.name === memberName).map(s => s.index);
}
