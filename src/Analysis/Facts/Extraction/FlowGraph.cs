using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// The basic blocks of a body and who can run after whom, without exception edges. A leave runs the finally blocks on its way and goes to its
/// target; a finally goes on to every target that any leave takes through it, but only for what stands in the finally itself: otherwise an
/// early return would seem to reach what follows the try.
/// </summary>
internal sealed class FlowGraph
{
    /// <summary>Past this many blocks with sites the bits would not pay: then anything can follow anything, which hides no order.</summary>
    private const int MaximumRows = 4096;

    private readonly IReadOnlyList<Instruction> _code;
    private readonly Dictionary<int, int> _indexOf;
    private readonly ExceptionClause[] _clauses;
    private readonly int[] _blockOf;
    private readonly List<int>[] _edges;
    private readonly SortedSet<int>[] _continuations;
    private readonly int[] _finallyOf;

    /// <param name="ignored">Indices of branches that the compiler added: only falling through counts.</param>
    /// <param name="always">Indices of conditional branches that are always taken: falling through does not count.</param>
    /// <param name="continued">Indices of instructions that leave the method and come back to the next one (yield return).</param>
    public FlowGraph(
        IReadOnlyList<Instruction> code,
        Dictionary<int, int> indexOf,
        ExceptionClause[] clauses,
        HashSet<int> ignored,
        HashSet<int> always,
        HashSet<int> continued)
    {
        _code = code;
        _indexOf = indexOf;
        _clauses = clauses;
        _blockOf = Blocks(out var first);
        _edges = new List<int>[first.Count];
        _continuations = new SortedSet<int>[clauses.Length];
        _finallyOf = new int[first.Count];
        for (var b = 0; b < first.Count; b++)
        {
            _edges[b] = [];
            _finallyOf[b] = InnermostFinally(code[first[b]].Offset);
        }

        for (var b = 0; b < first.Count; b++)
        {
            Connect(b, (b + 1 < first.Count ? first[b + 1] : code.Count) - 1, ignored, always, continued);
        }
    }

    /// <summary>The order of the sites at the given instructions.</summary>
    public FlowFact Order(IReadOnlyList<int> siteInstructions)
    {
        if (siteInstructions.Count == 0)
        {
            return FlowFact.None;
        }

        // Blocks of one cycle all follow each other, so they are one row; a component without a site has none.
        var components = Components.Of(_edges, out var count);
        var rowOf = new int[count];
        for (var c = 0; c < count; c++)
        {
            rowOf[c] = -1;
        }

        var rows = 0;
        var blockOfSite = new int[siteInstructions.Count];
        for (var s = 0; s < blockOfSite.Length; s++)
        {
            ref var row = ref rowOf[components[_blockOf[siteInstructions[s]]]];
            row = row < 0 ? rows++ : row;
            blockOfSite[s] = row;
        }

        return rows > MaximumRows ? Anything(blockOfSite) : new(blockOfSite, Rows(components, count, rowOf, rows));
    }

    private static FlowFact Anything(int[] blockOfSite) => new(new int[blockOfSite.Length], [[1UL]]);

    private ulong[][] Rows(int[] components, int count, int[] rowOf, int rows)
    {
        var words = (rows + 63) / 64;
        var reach = new ulong[count][];
        var members = new List<int>[count];
        for (var b = 0; b < components.Length; b++)
        {
            (members[components[b]] ??= []).Add(b);
        }

        // Components are numbered in reverse topological order: what a component reaches has a smaller number.
        for (var c = 0; c < count; c++)
        {
            var bits = reach[c] = new ulong[words];
            var cyclic = members[c].Count > 1;
            foreach (var block in members[c])
            {
                foreach (var next in _edges[block])
                {
                    cyclic |= next == block;
                    if (components[next] != c)
                    {
                        Include(bits, components[next], reach, rowOf);
                    }
                }
            }

            if (cyclic && rowOf[c] >= 0)
            {
                Set(bits, rowOf[c]);
            }
        }

        ContinueFinallys(components, count, members, reach, rowOf);
        var result = new ulong[rows][];
        for (var c = 0; c < count; c++)
        {
            if (rowOf[c] >= 0)
            {
                result[rowOf[c]] = reach[c];
            }
        }

        return result;
    }

    private void ContinueFinallys(int[] components, int count, List<int>[] members, ulong[][] reach, int[] rowOf)
    {
        // Outer finally blocks first: inner ones go on inside them.
        var outerFirst = Enumerable.Range(0, _clauses.Length).Where(f => _continuations[f] is not null)
            .OrderByDescending(f => _clauses[f].HandlerLength).ThenBy(f => f);
        foreach (var f in outerFirst)
        {
            var after = new ulong[(rowOf.Length == 0 ? 0 : reach[0].Length)];
            foreach (var target in _continuations[f])
            {
                Include(after, components[target], reach, rowOf);
            }

            for (var c = 0; c < count; c++)
            {
                if (_finallyOf[members[c][0]] == f)
                {
                    Or(reach[c], after);
                }
            }
        }
    }

    private static void Include(ulong[] bits, int component, ulong[][] reach, int[] rowOf)
    {
        Or(bits, reach[component]);
        if (rowOf[component] >= 0)
        {
            Set(bits, rowOf[component]);
        }
    }

    private static void Or(ulong[] bits, ulong[] more)
    {
        for (var w = 0; w < bits.Length; w++)
        {
            bits[w] |= more[w];
        }
    }

    private static void Set(ulong[] bits, int bit) => bits[bit >> 6] |= 1UL << (bit & 63);

    private int[] Blocks(out List<int> first)
    {
        var starts = new bool[_code.Count];
        starts[0] = true;
        for (var i = 0; i < _code.Count; i++)
        {
            foreach (var target in _code[i].Targets)
            {
                Mark(starts, target);
            }

            if (_code[i].Targets.Length > 0 || _code[i].IsUnconditional)
            {
                Mark(starts, _code[i].Next);
            }
        }

        foreach (var clause in _clauses)
        {
            Mark(starts, clause.TryOffset);
            Mark(starts, clause.TryOffset + clause.TryLength);
            Mark(starts, clause.HandlerOffset);
            Mark(starts, clause.HandlerOffset + clause.HandlerLength);
            if (clause.Kind == ExceptionRegionKind.Filter)
            {
                Mark(starts, clause.TokenOrFilter);
            }
        }

        first = [];
        var blockOf = new int[_code.Count];
        for (var i = 0; i < blockOf.Length; i++)
        {
            if (starts[i])
            {
                first.Add(i);
            }

            blockOf[i] = first.Count - 1;
        }

        return blockOf;
    }

    private void Mark(bool[] starts, int offset)
    {
        if (_indexOf.TryGetValue(offset, out var index))
        {
            starts[index] = true;
        }
    }

    private void Connect(int block, int last, HashSet<int> ignored, HashSet<int> always, HashSet<int> continued)
    {
        var instruction = _code[last];
        if ((!instruction.IsUnconditional && !always.Contains(last)) || continued.Contains(last))
        {
            To(block, instruction.Next);
        }

        if (ignored.Contains(last))
        {
            return;
        }

        foreach (var target in instruction.Targets)
        {
            To(block, target);
            if (instruction.Code == ILOpCode.Leave)
            {
                Leave(block, instruction.Offset, target);
            }
        }
    }

    private void Leave(int block, int from, int target)
    {
        var passed = new List<int>();
        for (var f = 0; f < _clauses.Length; f++)
        {
            // Clauses are listed inner before outer.
            if (_clauses[f].Kind == ExceptionRegionKind.Finally && _clauses[f].TryCovers(from) && !_clauses[f].TryCovers(target))
            {
                To(block, _clauses[f].HandlerOffset);
                foreach (var inner in passed)
                {
                    Continue(inner, _clauses[f].HandlerOffset);
                }

                passed.Add(f);
            }
        }

        foreach (var f in passed)
        {
            Continue(f, target);
        }
    }

    private void Continue(int f, int offset)
    {
        if (_indexOf.TryGetValue(offset, out var index))
        {
            (_continuations[f] ??= []).Add(_blockOf[index]);
        }
    }

    private void To(int block, int offset)
    {
        if (_indexOf.TryGetValue(offset, out var index) && !_edges[block].Contains(_blockOf[index]))
        {
            _edges[block].Add(_blockOf[index]);
        }
    }

    private int InnermostFinally(int offset)
    {
        var innermost = -1;
        for (var f = 0; f < _clauses.Length; f++)
        {
            if (_clauses[f].Kind == ExceptionRegionKind.Finally && _clauses[f].HandlerCovers(offset)
                && (innermost < 0 || _clauses[f].HandlerLength < _clauses[innermost].HandlerLength))
            {
                innermost = f;
            }
        }

        return innermost;
    }
}
