using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which locals and arguments keep what they were given: those assigned once, whose address nobody takes.</summary>
internal sealed class LocalUse
{
    private readonly Dictionary<long, int> _stores = [];
    private readonly HashSet<long> _addressed = [];
    private readonly HashSet<long> _read = [];
    private readonly HashSet<long> _arguments = [];

    public LocalUse(IReadOnlyList<Instruction> code)
    {
        foreach (var instruction in code)
        {
            switch (instruction.Code)
            {
                case ILOpCode.Stloc:
                    _stores.TryGetValue(instruction.Operand, out var count);
                    _stores[instruction.Operand] = count + 1;
                    break;
                case ILOpCode.Ldloc:
                    _read.Add(instruction.Operand);
                    break;
                case ILOpCode.Ldloca:
                    _addressed.Add(instruction.Operand);
                    break;
                case ILOpCode.Starg:
                    _arguments.Add(instruction.Operand);
                    break;
            }
        }
    }

    public bool IsConstant(long local) => !_addressed.Contains(local) && _stores.TryGetValue(local, out var count) && count == 1;

    public bool IsStoredOnce(long local) => _stores.TryGetValue(local, out var count) && count == 1;

    public bool IsRead(long local) => _read.Contains(local) || _addressed.Contains(local);

    public bool IsReassigned(long argument) => _arguments.Contains(argument);
}
