using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>
/// A catch that awaits is compiled to a handler that only notes its number and leaves; what the user wrote in it stands behind the try, under
/// a test of that number. Without an exception the test fails: the branch into the handler's body is not a way that a successful run takes.
/// </summary>
internal sealed class HandlersBehind
{
    /// <summary>How far behind the try the test stands at most; between them the exception is put back into a variable.</summary>
    private const int Near = 24;

    private readonly List<Instruction> _code;
    private readonly Offsets _indexOf;

    private HandlersBehind(DecodedBody body)
    {
        _code = body.Code;
        _indexOf = body.IndexOf;
    }

    /// <summary>Branches that a run without an exception never takes: it falls through.</summary>
    public HashSet<int> NeverTaken { get; } = [];

    /// <summary>Branches that a run without an exception always takes.</summary>
    public HashSet<int> AlwaysTaken { get; } = [];

    /// <summary>By clause: the instruction that its handler, as the user wrote it, begins with. Handlers that stand where their clause says are not in it.</summary>
    public Dictionary<int, int> Begins { get; } = [];

    public static HandlersBehind Find(DecodedBody body)
    {
        var found = new HandlersBehind(body);
        for (var c = 0; c < body.Clauses.Length; c++)
        {
            if (body.Clauses[c].Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
            {
                found.Read(c, body.Clauses[c]);
            }
        }

        return found;
    }

    private void Read(int number, ExceptionClause clause)
    {
        if (!_indexOf.TryGetValue(clause.HandlerOffset, out var i))
        {
            return;
        }

        (long Slot, long Number)? note = null;
        for (; i < _code.Count && clause.HandlerCovers(_code[i].Offset); i++)
        {
            if (_code[i].Code == ILOpCode.Ldc_i4
                && _code[i].Operand > 0
                && i + 1 < _code.Count
                && _code[i + 1].Code is ILOpCode.Stloc or ILOpCode.Stfld)
            {
                note = (Slot(_code[i + 1]), _code[i].Operand);
            }
            else if (_code[i].Code == ILOpCode.Leave && note is { } noted && _indexOf.TryGetValue(_code[i].Targets[0], out var behind))
            {
                Follow(number, behind, noted.Slot, noted.Number);
            }
        }
    }

    private void Follow(int clause, int index, long slot, long number)
    {
        var aliases = new HashSet<long> { slot };
        long loaded = 0;
        long constant = 0;
        long subtracted = 0;
        for (var steps = 0; steps < Near && index < _code.Count; steps++)
        {
            var instruction = _code[index];
            var next = index + 1;
            switch (instruction.Code)
            {
                case ILOpCode.Ldloc or ILOpCode.Ldfld:
                    loaded = Slot(instruction);
                    break;
                case ILOpCode.Stloc when aliases.Contains(loaded):
                    aliases.Add(Slot(instruction));
                    break;
                case ILOpCode.Ldc_i4:
                    constant = instruction.Operand;
                    break;
                case ILOpCode.Sub:
                    subtracted = constant;
                    break;
                case ILOpCode.Switch when aliases.Contains(loaded):
                    NeverTaken.Add(index);
                    if (number - subtracted is var target and >= 0 && target < instruction.Targets.Length)
                    {
                        Begin(clause, instruction.Targets[target]);
                    }

                    return;
                case ILOpCode.Beq when aliases.Contains(loaded):
                    if (constant == number)
                    {
                        NeverTaken.Add(index);
                        Begin(clause, instruction.Targets[0]);
                        return;
                    }

                    break;
                case ILOpCode.Bne_un when aliases.Contains(loaded):
                    if (constant == number)
                    {
                        AlwaysTaken.Add(index);
                        Begin(clause, instruction.Next);
                        return;
                    }

                    if (!_indexOf.TryGetValue(instruction.Targets[0], out next))
                    {
                        return;
                    }

                    break;
                case ILOpCode.Br:
                    if (!_indexOf.TryGetValue(instruction.Targets[0], out next))
                    {
                        return;
                    }

                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Leave:
                    return;
            }

            index = next;
        }
    }

    private void Begin(int clause, int offset)
    {
        if (_indexOf.TryGetValue(offset, out var index))
        {
            Begins[clause] = index;
        }
    }

    /// <summary>A local by its number, a field by its token: tokens are far above any number of locals.</summary>
    private static long Slot(Instruction instruction) => instruction.Operand;
}
