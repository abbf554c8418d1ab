using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which locals and arguments keep what they were given: those assigned once, whose address nobody takes.</summary>
internal sealed class LocalUse
{
    // Null as long as they are empty: most bodies are those of properties and have no local at all.
    private readonly Dictionary<long, List<int>>? _stores;
    private readonly LocalReach? _reach;
    private readonly HashSet<long>? _addressed;
    private readonly HashSet<long>? _shared;
    private readonly HashSet<long>? _read;
    private readonly HashSet<long>? _arguments;
    private readonly HashSet<long>? _argumentsRead;

    public LocalUse(DecodedBody body)
    {
        for (var i = 0; i < body.Code.Count; i++)
        {
            var instruction = body.Code[i];
            switch (instruction.Code)
            {
                case ILOpCode.Stloc:
                    _stores ??= [];
                    if (!_stores.TryGetValue(instruction.Operand, out var places))
                    {
                        _stores.Add(instruction.Operand, places = []);
                    }

                    places.Add(i);
                    break;
                case ILOpCode.Ldloc:
                    (_read ??= []).Add(instruction.Operand);
                    break;
                case ILOpCode.Ldloca:
                    (_addressed ??= []).Add(instruction.Operand);
                    if (i + 1 >= body.Code.Count || body.Code[i + 1].Code != ILOpCode.Initobj)
                    {
                        (_shared ??= []).Add(instruction.Operand);
                    }

                    break;
                case ILOpCode.Ldarg or ILOpCode.Ldarga:
                    (_argumentsRead ??= []).Add(instruction.Operand);
                    break;
                case ILOpCode.Starg:
                    (_arguments ??= []).Add(instruction.Operand);
                    break;
            }
        }

        _reach = _stores is null ? null : new LocalReach(body, _stores);
    }

    public bool IsConstant(long local) => !Has(_addressed, local) && IsStoredOnce(local);

    /// <summary>The first instruction at which a local can hold something else than a store gave it; the store itself when that is not known.</summary>
    public int HoldsUntil(long local, int store) => Has(_addressed, local) || _reach is null ? store : _reach.EndOf(store);

    public bool IsStoredOnce(long local) => _stores is not null && _stores.TryGetValue(local, out var places) && places.Count == 1;

    public bool IsRead(long local) => Has(_read, local) || Has(_addressed, local);

    /// <summary>Whether it is only ever cleared: <c>default</c> of a value type.</summary>
    public bool IsDefault(long local) => Has(_addressed, local) && !Has(_shared, local) && _stores?.ContainsKey(local) != true;

    public bool IsReassigned(long argument) => Has(_arguments, argument);

    public bool IsArgumentRead(long argument) => Has(_argumentsRead, argument);

    private static bool Has(HashSet<long>? numbers, long number) => numbers is not null && numbers.Contains(number);
}
