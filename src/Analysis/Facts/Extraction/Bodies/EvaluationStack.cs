using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// The abstract stack of one pass. It is kept at the targets of forward branches and merged there: what two paths disagree on is unknown.
/// </summary>
internal sealed class EvaluationStack
{
    private readonly Dictionary<int, Value[]> _saved = [];
    private readonly List<Value> _stack = [];

    private readonly HashSet<int> _entered = [];

    /// <param name="regionOf">Region of each clause, for what its handler caught; -1 for the compiler's own.</param>
    public EvaluationStack(ExceptionClause[] clauses, IReadOnlyList<int> regionOf)
    {
        for (var c = 0; c < clauses.Length; c++)
        {
            var clause = clauses[c];
            var enters = clause.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter;
            Value[] caught = enters ? [regionOf[c] < 0 ? Value.Unknown : new(ValueTag.Caught, regionOf[c])] : [];
            Enters(clause.HandlerOffset, caught);
            if (clause.Kind == ExceptionRegionKind.Filter)
            {
                Enters(clause.TokenOrFilter, caught);
            }
        }
    }

    private void Enters(int offset, Value[] stack)
    {
        _saved[offset] = stack;
        _entered.Add(offset);
    }

    public void Push(Value value) => _stack.Add(value);

    /// <summary>Unknown when there is nothing: behind code that cannot be reached the depth is not known.</summary>
    public Value Pop()
    {
        if (_stack.Count == 0)
        {
            return Value.Unknown;
        }

        var top = _stack[_stack.Count - 1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    public void Pop(int count)
    {
        for (; count > 0; count--)
        {
            Pop();
        }
    }

    /// <summary>Before the instruction at an offset is read.</summary>
    /// <param name="falls">Whether the instruction before it goes on here.</param>
    public void Enter(int offset, bool falls)
    {
        if (!_saved.TryGetValue(offset, out var saved))
        {
            if (!falls)
            {
                _stack.Clear();
            }

            return;
        }

        if (!falls || saved.Length != _stack.Count)
        {
            _stack.Clear();
            _stack.AddRange(saved);
            return;
        }

        for (var i = 0; i < saved.Length; i++)
        {
            _stack[i] = Value.Merge(_stack[i], saved[i]);
        }
    }

    /// <summary>Keeps what a branch takes along. A leave empties the stack, and C# keeps nothing on it around a loop.</summary>
    public void Branch(Instruction instruction)
    {
        foreach (var target in instruction.Targets)
        {
            if (target <= instruction.Offset || instruction.Code == ILOpCode.Leave)
            {
                continue;
            }

            if (!_saved.TryGetValue(target, out var saved))
            {
                _saved.Add(target, [.. _stack]);
            }
            else if (saved.Length == _stack.Count)
            {
                for (var i = 0; i < saved.Length; i++)
                {
                    saved[i] = _entered.Contains(target) ? saved[i] : Value.Merge(saved[i], _stack[i]);
                }
            }
        }
    }
}
