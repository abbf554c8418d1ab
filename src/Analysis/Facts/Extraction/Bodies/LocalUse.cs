using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which locals and arguments keep what they were given: those assigned once, whose address nobody takes.</summary>
internal sealed class LocalUse
{
    private readonly Dictionary<long, int> _stores = [];
    private readonly HashSet<long> _addressed = [];
    private readonly HashSet<long> _shared = [];
    private readonly HashSet<long> _read = [];
    private readonly HashSet<long> _arguments = [];

    public LocalUse(IReadOnlyList<Instruction> code)
    {
        for (var i = 0; i < code.Count; i++)
        {
            var instruction = code[i];
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
                    if (i + 1 >= code.Count || code[i + 1].Code != ILOpCode.Initobj)
                    {
                        _shared.Add(instruction.Operand);
                    }

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

    /// <summary>Whether it is only ever cleared: <c>default</c> of a value type.</summary>
    public bool IsDefault(long local) => _addressed.Contains(local) && !_shared.Contains(local) && !_stores.ContainsKey(local);

    public bool IsReassigned(long argument) => _arguments.Contains(argument);
}
