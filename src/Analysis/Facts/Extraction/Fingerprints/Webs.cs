using System.Reflection.Metadata;
using IntentContracts.Analysis.Facts.Extraction.Bodies;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>What is one variable: the stores that can be read at one place, with all places that read them.</summary>
internal sealed class Web
{
    public HashSet<int> Stores { get; } = [];

    public HashSet<int> Loads { get; } = [];

    /// <summary>The caller stores into it as well.</summary>
    public bool IsParameter { get; set; }

    /// <summary>It is lent before anything was stored in it: somebody else gives it its value.</summary>
    public bool IsUnset { get; set; }

    /// <summary>One name for one value: it is replaced by the value.</summary>
    public bool IsValue { get; set; }

    /// <summary>Stored and read in one breath: it might have stayed on the stack.</summary>
    public bool IsPassing { get; set; }

    /// <summary>Somebody else may have written it since: it stands for its value, but is none that is known.</summary>
    public bool IsLent { get; set; }

    /// <summary>Where it is stored, it holds the method's result and nothing comes behind.</summary>
    public bool IsResult { get; set; }

    public Term? Value { get; set; }

    /// <summary>In the order in which several are met; -1 before.</summary>
    public int Number { get; set; } = -1;

    /// <summary>How often it was stored into so far.</summary>
    public int Version { get; set; }
}

/// <summary>Finds the variables of a body from where control was seen to go.</summary>
internal sealed class Webs
{
    private const int Entry = -1;

    private readonly DecodedBody _body;
    private readonly Slots _slots;
    private readonly Dictionary<int, SortedSet<int>> _next;
    private readonly Dictionary<(int, string), Web> _of = [];

    /// <param name="next">From each instruction that can run to those that can run behind it.</param>
    /// <param name="varying">Stores that were seen with different values.</param>
    public Webs(DecodedBody body, Slots slots, Dictionary<int, SortedSet<int>> next, HashSet<int> varying)
    {
        _body = body;
        _slots = slots;
        _next = next;
        var stores = new List<(int At, string Slot)>();
        foreach (var at in next.Keys.OrderBy(i => i))
        {
            var slot = slots.At(at, out var use);
            if (slot.Length > 0)
            {
                if (use is SlotUse.Store or SlotUse.Clear)
                {
                    stores.Add((at, slot));
                }
                else if ((slot[0] == 'A' || use == SlotUse.Address) && !stores.Contains((Entry, slot)))
                {
                    stores.Add((Entry, slot));
                }
            }
        }

        foreach (var (at, slot) in stores)
        {
            Follow(at, slot);
        }

        foreach (var web in _of.Values.Distinct())
        {
            web.IsLent = web.Loads.Any(IsLent);
            web.IsPassing = web is { Stores.Count: 1, Loads.Count: 1, IsParameter: false, IsUnset: false } && After(web.Stores.First()) == web.Loads.First();
            web.IsResult = web.Stores.Count > 0 && !web.IsParameter && !web.IsUnset && web.Loads.All(IsReturned) && web.Stores.All(LeadsToReturn);
            web.IsValue = web.Stores.Count == (web.IsParameter ? 0 : 1) && !web.IsUnset && !web.Stores.Any(varying.Contains);
        }
    }

    /// <summary>The variable that an instruction reads or writes; null for a store that nobody reads.</summary>
    public Web? At(int index, string slot) => _of.TryGetValue((index, slot), out var web) ? web : null;

    /// <summary>Skips what does nothing.</summary>
    public static int After(DecodedBody body, int index)
    {
        var at = index + 1;
        while (at < body.Code.Count && body.Code[at].Code == ILOpCode.Nop)
        {
            at++;
        }

        return at;
    }

    private int After(int index) => index < 0 ? -1 : After(_body, index);

    private bool IsLent(int load) => _body.Code[load].Code is ILOpCode.Ldloca or ILOpCode.Ldarga or ILOpCode.Ldflda;

    private bool IsReturned(int load) => !_slots.IsMachine && _body.Code[load].Code == ILOpCode.Ldloc && Returns(load + 1, 0);

    private bool LeadsToReturn(int store)
    {
        var load = Onward(store + 1);
        return _body.Code[store].Code == ILOpCode.Stloc && load >= 0 && _body.Code[load].Code == ILOpCode.Ldloc && _body.Code[load].Operand == _body.Code[store].Operand && IsReturned(load);
    }

    /// <summary>Whether what is on the stack is returned, and nothing else happens: a debug build hands a result from one variable to the next.</summary>
    private bool Returns(int index, int depth)
    {
        var at = Onward(index);
        if (at < 0 || depth > 8)
        {
            return false;
        }

        if (_body.Code[at].Code == ILOpCode.Ret)
        {
            return true;
        }

        var load = _body.Code[at].Code == ILOpCode.Stloc ? Onward(at + 1) : -1;
        return load >= 0 && _body.Code[load].Code == ILOpCode.Ldloc && _body.Code[load].Operand == _body.Code[at].Operand && Returns(load + 1, depth + 1);
    }

    /// <summary>Along jumps, past what does nothing; -1 where that does not end.</summary>
    private int Onward(int at)
    {
        for (var hops = 0; hops < 64 && at < _body.Code.Count; hops++)
        {
            var instruction = _body.Code[at];
            if (instruction.Code == ILOpCode.Nop)
            {
                at++;
            }
            else if (instruction is { Code: ILOpCode.Ldc_i4, Operand: not 0 } && at + 1 < _body.Code.Count && _body.Code[at + 1].Code == ILOpCode.Brtrue && _body.IndexOf.TryGetValue(_body.Code[at + 1].Targets[0], out var always))
            {
                // How a debug build leaves a switch expression.
                at = always;
            }
            else if (instruction.Code is not (ILOpCode.Br or ILOpCode.Leave))
            {
                return at;
            }
            else if (!_body.IndexOf.TryGetValue(instruction.Targets[0], out at))
            {
                return -1;
            }
        }

        return -1;
    }

    private void Follow(int store, string slot)
    {
        var web = new Web { IsParameter = store == Entry && slot[0] == 'A', IsUnset = store == Entry && slot[0] != 'A' };
        if (store != Entry)
        {
            web.Stores.Add(store);
            Put(store, slot, web);
        }

        var seen = new HashSet<int>();
        var queue = new Queue<int>();
        void Go(int index)
        {
            if (seen.Add(index))
            {
                queue.Enqueue(index);
            }
        }

        void Leave(int index)
        {
            if (_next.TryGetValue(index, out var next))
            {
                foreach (var target in next)
                {
                    Go(target);
                }
            }
        }

        if (store == Entry)
        {
            Go(0);
        }
        else
        {
            Leave(store);
        }

        while (queue.Count > 0)
        {
            var at = queue.Dequeue();
            foreach (var clause in _body.Clauses)
            {
                if (clause.TryCovers(_body.Code[at].Offset))
                {
                    foreach (var handler in Beginnings(clause))
                    {
                        Go(handler);
                    }
                }
            }

            if (_slots.At(at, out var use) == slot)
            {
                if (use is SlotUse.Store or SlotUse.Clear)
                {
                    continue;
                }

                web = Join(at, slot, web);
                web.Loads.Add(at);
            }

            Leave(at);
        }
    }

    private IEnumerable<int> Beginnings(Metadata.ExceptionClause clause)
    {
        if (_body.IndexOf.TryGetValue(clause.HandlerOffset, out var handler) && _next.ContainsKey(handler))
        {
            yield return handler;
        }

        if (clause.Kind == ExceptionRegionKind.Filter && _body.IndexOf.TryGetValue(clause.TokenOrFilter, out var filter) && _next.ContainsKey(filter))
        {
            yield return filter;
        }
    }

    private Web Join(int load, string slot, Web web)
    {
        if (_of.TryGetValue((load, slot), out var other) && other != web)
        {
            other.IsParameter |= web.IsParameter;
            other.IsUnset |= web.IsUnset;
            other.Stores.UnionWith(web.Stores);
            other.Loads.UnionWith(web.Loads);
            foreach (var at in web.Stores.Concat(web.Loads))
            {
                Put(at, slot, other);
            }

            return other;
        }

        Put(load, slot, web);
        return web;
    }

    private void Put(int index, string slot, Web web) => _of[(index, slot)] = web;
}
