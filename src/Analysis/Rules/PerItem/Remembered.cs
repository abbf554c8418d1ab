using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Questions that are asked only while the answer is not known: behind a look into a dictionary or cache that found nothing, behind a test of the variable that keeps the answer, in the delegate of <c>GetOrAdd</c>.
/// </summary>
internal sealed class Remembered(RuleContext context)
{
    private static readonly string[] Stores = ["set_Item", "Set", "Add", "TryAdd", "Put", "Store", "Insert", "Upsert", "TryUpdate"];

    // By site, once somebody has asked: both rules ask about each call, and again for each that leads to it.
    private readonly Dictionary<MethodNode, bool?[]> _known = [];

    // One body is asked about site by site.
    private (ControlFlow? Flow, List<int> Blocks) _looking = (null, []);

    /// <summary>Whether a call of a body runs only for what is not known yet.</summary>
    public bool Is(MethodNode node, int site)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known.Add(node, known = new bool?[node.Method.Sites.Count]);
        }

        return known[site] ??= Judge(node.Method, site);
    }

    private bool Judge(MethodFact method, int site)
    {
        var target = method.Sites[site].Target;
        if (context.Catalogue.Of<RemembersMeaning>(target) is not null || IsOwnCache(method, site))
        {
            return true;
        }

        if (!method.Body.HasTests)
        {
            return false;
        }

        var block = method.Body.BlockOfSite[site];
        var flow = context.Flows.Of(method);
        var tested = flow.Known(block);
        return IsRefreshed(flow, block) || Slots.AreEmpty(flow, block) || tested.Any(known => NullTests.Of(method, known) is var asked && asked.Tested.Kind switch
        {
            ValueKind.Result when IsWhetherEmpty(flow, known, site) => true,
            ValueKind.Result => !asked.IsTrue && (IsLookup(method, asked.Tested) || (IsWhetherSet(method, asked.Tested) && IsKept(flow, site, known))),
            ValueKind.Local => IsFilled(flow, block, asked.Tested.Text, asked.IsTrue) || (!asked.IsTrue && (IsLookedUp(method, asked.Tested) || IsKept(flow, site, known))),
            ValueKind.Field => method.Sites.Select((s, i) => (s, i)).Any(x => x.s.Kind == SiteKind.FieldWrite && x.s.Target.Id == asked.Tested.Text && IsBehind(flow, method.Body.BlockOfSite[x.i], known)) || IsFilledBy(target, asked.Tested),
            _ => false,
        });
    }

    /// <summary>
    /// <c>_cacheService.Get(key, () => Load(key))</c>, <c>_plans.GetOrAddDefault(load)</c>: what is called a cache and is handed how to load what it does not have. One of its implementations may keep nothing; that is for where caching is switched off.
    /// </summary>
    public static bool IsOwnCache(MethodFact method, int site) =>
        method.Sites[site] is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { ParameterCount: > 0 } target }
        && Names.Type(target.Type).IndexOf("Cache", StringComparison.Ordinal) >= 0
        && (target.Name.StartsWith("GetOr", StringComparison.Ordinal)
            ? target.Id.IndexOf("System.Func{", StringComparison.Ordinal) >= 0
            : target.ParameterCount > 1 && target.Name.StartsWith("Get", StringComparison.Ordinal) && method.Sites.Any(s => s.Kind == SiteKind.Delegate && s.Consumer == site));

    /// <summary>Whether an own helper runs a delegate only for what it does not know yet: <c>_cache.Get(key, () => Load(key))</c>.</summary>
    public bool IsRunBy(CallEdge edge) => edge.Via is not null && edge.ViaSite >= 0 && Is(edge.Via, edge.ViaSite);

    /// <summary><c>if (cache.TryGetValue(key, out var known) &amp;&amp; !known.IsOld) return known; …; cache[key] = loaded;</c>: what was found can be good enough, and what was not is put there.</summary>
    private bool IsRefreshed(ControlFlow flow, int block)
    {
        if (!ReferenceEquals(_looking.Flow, flow))
        {
            _looking = (flow, Looking(flow));
        }

        return _looking.Blocks.Exists(b => b != block && flow.Dominates(b, block) && Avoids(flow, flow.Body.Blocks[b].WhenTrue, b, block));
    }

    /// <summary>The tests of what was looked up where the body stores something as well.</summary>
    private List<int> Looking(ControlFlow flow)
    {
        var found = new List<int>();
        for (var b = 0; b < flow.Body.Blocks.Count; b++)
        {
            if (flow.Body.Blocks[b] is { IsTest: true } test && Values.Source(flow.Method, test.Tested) is { } lookup && IsLookup(flow.Method, test.Tested) && IsStored(flow.Method, lookup))
            {
                found.Add(b);
            }
        }

        return found;
    }

    /// <summary>Whether control can get to an end, or to the next turn, without a block.</summary>
    private static bool Avoids(ControlFlow flow, int from, int test, int block)
    {
        var seen = new HashSet<int> { from };
        var queue = new Queue<int>(from == block ? [] : seen);
        while (queue.Count > 0)
        {
            var next = flow.Body.Blocks[queue.Dequeue()].Next;
            if (next.Count == 0 || next.Contains(test))
            {
                return true;
            }

            foreach (var at in next.Where(n => n != block && seen.Add(n)))
            {
                queue.Enqueue(at);
            }
        }

        return false;
    }

    /// <summary>Whether something is put where a lookup has looked.</summary>
    private static bool IsStored(MethodFact method, SiteFact lookup)
    {
        var looked = lookup;
        while (looked is { Target: { Name: "get_HasValue" or "ConfigureAwait", HasReceiver: true } })
        {
            looked = Values.Source(method, looked.Receiver);
        }

        return looked is not null && Store(looked) is { Kind: not ValueKind.Unknown } store && method.Sites.Any(s => Store(s) == store && s.Target.HasReceiver == looked.Target.HasReceiver && s.Target.Type == looked.Target.Type && IsStore(s.Target.Name));
    }

    /// <summary>What is looked into or filled; <c>cache.TryGetValue(key, out Rates rates)</c> of a memory cache is an extension method, and so is its <c>Set</c>.</summary>
    private static ValueFact Store(SiteFact call) => call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);

    private static bool IsStore(string name) => Array.Exists(Stores, store => name.StartsWith(store, StringComparison.Ordinal));

    /// <summary>A store of the code's own, or one that no catalogue knows: what was asked of it under a key is put there under that key.</summary>
    private static bool IsAskedAndFilled(MethodFact method, SiteFact call) =>
        call.Target.HasReceiver
        && call.Arguments.Count > 0
        && call.Arguments[0].Kind is not (ValueKind.Unknown or ValueKind.Null)
        && (call.Target.Name.StartsWith("Get", StringComparison.Ordinal) || call.Target.Name.StartsWith("TryGet", StringComparison.Ordinal))
        && method.Sites.Any(s => s.Target.Type == call.Target.Type && s.Receiver == call.Receiver && s.Receiver.Kind != ValueKind.Unknown && IsStore(s.Target.Name) && s.Arguments.Count > 1 && s.Arguments[0] == call.Arguments[0]);

    private bool IsLookup(MethodFact method, ValueFact value)
    {
        if (Values.Source(method, value) is not { } call)
        {
            return false;
        }

        return context.Catalogue.Of<RemembersMeaning>(call.Target) is not null
            || (Names.Type(call.Target.Type).EndsWith("Cache", StringComparison.Ordinal) && (call.Target.Name.StartsWith("Get", StringComparison.Ordinal) || call.Target.Name.StartsWith("TryGet", StringComparison.Ordinal) || call.Target.Name.StartsWith("Contains", StringComparison.Ordinal)))
            || IsAskedAndFilled(method, call)
            || Slots.AreRead(method, call)
            || (call.Target.Name is "get_HasValue" or "ConfigureAwait" && IsLookup(method, call.Receiver));
    }

    /// <summary><c>if (!_names.Any()) { _names = Load(); }</c>, <c>if (_names.Count == 0) _names.AddRange(Load());</c>: a collection that is kept, asked whether there is anything in it, and filled when there is not.</summary>
    private bool IsWhetherEmpty(ControlFlow flow, (ValueFact Tested, bool IsTrue) known, int site)
    {
        if (Values.Source(flow.Method, known.Tested) is not { } asked || asked.Target.Name switch
        {
            "Any" or "Count" or "get_Count" or "get_Length" => known.IsTrue,
            "get_IsEmpty" => !known.IsTrue,
            _ => true,
        })
        {
            return false;
        }

        var collection = asked.Target.HasReceiver ? asked.Receiver : Values.Argument(asked, 0);
        return (collection.Kind == ValueKind.Field && flow.Method.Sites.Select((s, i) => (s, i)).Any(x =>
            (x.s.Kind == SiteKind.FieldWrite ? x.s.Target.Id == collection.Text : x.s.Receiver == collection && IsStore(x.s.Target.Name)) && IsBehind(flow, flow.Body.BlockOfSite[x.i], known)))
            || (collection.Kind == ValueKind.Field && IsFilledBy(flow.Method.Sites[site].Target, collection));
    }

    /// <summary><c>if (_names.Count == 0) ReadNames();</c>: what is called when there is nothing yet puts it there.</summary>
    private bool IsFilledBy(MethodRef called, ValueFact field) =>
        context.Graph.Find(called) is { } filler
        && !IsOverridden(filler)
        && (Fills(filler.Method, field) || filler.Method.Sites.Any(s => s.Kind == SiteKind.Delegate && s.Consumer >= 0 && context.Graph.Find(s.Target) is { } run && run.Method.Has(MethodTraits.Lambda) && Fills(run.Method, field)));

    private static bool Fills(MethodFact method, ValueFact field) =>
        method.Sites.Any(s => s.Kind == SiteKind.FieldWrite ? s.Target.Id == field.Text : s.Receiver == field && IsStore(s.Target.Name));

    /// <summary>What an interface asks for is virtual as well; it is another body only where a class derives and has one.</summary>
    private bool IsOverridden(MethodNode filler) =>
        filler.Method.Has(MethodTraits.Abstract)
        || (filler.Method.Has(MethodTraits.Virtual) && (context.Graph.Types.Find(filler.Assembly.Name, filler.Type.Name) is not { } type || TypeHierarchy.SelfAndDerived(type).Any(t => Implementations.Of(context.Graph, t, filler) is { } body && body != filler)));

    /// <summary>A local that was looked up, and is looked at once more after the question.</summary>
    private bool IsLookedUp(MethodFact method, ValueFact local) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == local.Text && IsLookup(method, s.Value));

    /// <summary>The variable that is tested gets its value behind the test, and, as far as a loop goes round, nowhere else: <c>x ??= Load()</c>, <c>if (!loaded) { …; loaded = true; }</c>.</summary>
    private static bool IsFilled(ControlFlow flow, int block, string slot, bool isTrue)
    {
        var loop = flow.Loops.LastOrDefault(l => l.Contains(block));
        var writes = flow.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.ParameterWrite && s.Slot == slot && (loop is null || loop.Contains(s.Block))).ToList();

        // Written once only, and read before that: no store is noted, since from there on the local is a name for the answer.
        return loop is not null
            && !(isTrue && writes.Exists(w => IsNext(flow.Method, w)))
            && (writes.Count > 0 || (!isTrue && !flow.Body.Steps.Any(s => s.Slot == slot)))
            && writes.All(w => flow.Known(w.Block).Any(known => NullTests.Of(flow.Method, known).Tested == new ValueFact(ValueKind.Local, slot)));
    }

    /// <summary><c>while (node != null) { …; node = node.Next; }</c>: no flag, but what the loop goes on to.</summary>
    private static bool IsNext(MethodFact method, StepFact write) =>
        method.Body.Locals.FirstOrDefault(l => l.Slot == write.Slot) is { Type.Name: not "System.Boolean" }
        && (write.Value.Kind == ValueKind.Field || Values.Source(method, write.Value)?.Target.Name.StartsWith("get_", StringComparison.Ordinal) == true);

    /// <summary><c>_x ??= Load()</c>: a release build tests a copy of the field.</summary>
    private static bool IsKept(ControlFlow flow, int site, (ValueFact Tested, bool IsTrue) known)
    {
        var sites = flow.Method.Sites;
        for (var w = site + 1; w < sites.Count; w++)
        {
            if (sites[w].Kind == SiteKind.FieldWrite
                && Chain.Leads(flow.Method, Values.Argument(sites[w], 0), site)
                && IsBehind(flow, flow.Body.BlockOfSite[w], known)
                && IsReadBefore(sites, w, site))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>int? _count</c>: the field, or a copy of it, is asked whether there is a value.</summary>
    public static bool IsWhetherSet(MethodFact method, ValueFact tested) => Values.Source(method, tested) is { Target: { Type: "System.Nullable`1", Name: "get_HasValue" } };

    public static bool IsReadBefore(IReadOnlyList<SiteFact> sites, int write, int before) =>
        sites.Take(before).Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == sites[write].Target.Id);

    public static bool IsBehind(ControlFlow flow, int block, (ValueFact Tested, bool IsTrue) known) => flow.Known(block).Contains(known);
}
