using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The basic blocks of a body and which can run after which, without exception edges. A leave runs the finally blocks on its way and goes to its
/// target; a finally goes on to every target that any leave takes through it, but only for what stands in the finally itself: otherwise an
/// early return would seem to reach what follows the try.
/// </summary>
internal sealed class FlowGraph
{
    private readonly List<Instruction> _code;
    private readonly Offsets _indexOf;
    private readonly ExceptionClause[] _clauses;
    private readonly int[] _blockOf;
    private readonly List<int>[] _edges;
    private readonly SortedSet<int>?[] _continuations;
    private readonly int[] _finallyOf;
    private readonly List<int> _first;

    /// <param name="ignored">Indices of branches that the compiler added: only falling through counts.</param>
    /// <param name="always">Indices of conditional branches that are always taken: falling through does not count.</param>
    /// <param name="continued">Indices of instructions that leave the method and come back to the next one (yield return).</param>
    /// <param name="beginning">Index of a branch that always goes to its first target; -1 for none.</param>
    /// <param name="decided">Instructions that end a block and decide the test that follows, with the offset where it goes on.</param>
    /// <param name="thrown">Calls that stand for a rethrow, or never come back: nothing runs after them, although IL goes on.</param>
    public FlowGraph(DecodedBody body, HashSet<int> ignored, HashSet<int> always, HashSet<int> continued, int beginning, IReadOnlyDictionary<int, int> decided, HashSet<int> thrown)
    {
        _code = body.Code;
        _indexOf = body.IndexOf;
        _clauses = body.Clauses;
        _blockOf = Blocks(out var first);
        _first = first;
        _edges = new List<int>[first.Count];
        _continuations = new SortedSet<int>[_clauses.Length];
        _finallyOf = new int[first.Count];
        for (var b = 0; b < first.Count; b++)
        {
            _edges[b] = [];
            _finallyOf[b] = InnermostFinally(_code[first[b]].Offset);
        }

        for (var b = 0; b < first.Count; b++)
        {
            var last = LastOf(b);
            if (thrown.Count > 0 && Enumerable.Range(first[b], last - first[b] + 1).Any(thrown.Contains))
            {
                continue;
            }

            if (last == beginning)
            {
                To(b, _code[last].Targets[0]);
            }
            else if (decided.TryGetValue(last, out var outcome))
            {
                To(b, outcome);
            }
            else
            {
                Connect(b, last, ignored, always, continued);
            }
        }
    }

    /// <summary>For each block those that can run right after it.</summary>
    public IReadOnlyList<List<int>> Edges => _edges;

    public int BlockOf(int instruction) => _blockOf[instruction];

    /// <summary>The offset that a block begins at.</summary>
    public int OffsetOf(int block) => _code[_first[block]].Offset;

    /// <summary>The instruction that a block ends with.</summary>
    public int LastOf(int block) => (block + 1 < _first.Count ? _first[block + 1] : _code.Count) - 1;

    /// <summary>The innermost finally that a block stands in; -1 for none.</summary>
    public int FinallyOf(int block) => _finallyOf[block];

    /// <summary>The blocks that each finally goes on to. Outer ones come first: inner ones go on inside them.</summary>
    public IEnumerable<(int Finally, IReadOnlyCollection<int> Targets)> Continuations() =>
        _clauses.Length == 0 ? []
        : from f in Enumerable.Range(0, _clauses.Length)
          where _continuations[f] is not null
          orderby _clauses[f].HandlerLength descending, f
          select (f, (IReadOnlyCollection<int>)_continuations[f]!);

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

        if (ignored.Contains(last) || continued.Contains(last))
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
