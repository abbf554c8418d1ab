using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which calls of a body take locks and give them back: those that the catalogues know, and own helpers that end with a lock that they took, or give back one that they did not take.</summary>
internal sealed class LockSites
{
    private static readonly IReadOnlyDictionary<int, LockStep> None = new Dictionary<int, LockStep>();

    private readonly LockNames _names;
    private readonly Catalogue _catalogue;
    private readonly Dictionary<MethodNode, IReadOnlyDictionary<int, LockStep>> _steps = [];
    private readonly Dictionary<MethodNode, LockHelper> _helpers = [];

    public LockSites(CodeGraph graph, Catalogue catalogue)
    {
        _names = new LockNames(graph);
        _catalogue = catalogue;
        foreach (var node in graph.Nodes)
        {
            if (Read(node) is { Count: > 0 } steps)
            {
                _steps.Add(node, steps);
            }
        }

        // A helper may stand behind another one.
        for (var round = 0; round < 2; round++)
        {
            var found = _steps.Where(pair => !_helpers.ContainsKey(pair.Key)).Select(pair => (pair.Key, Helper: LockHelper.Of(pair.Key, pair.Value))).Where(h => h.Helper is not null).ToList();
            foreach (var (node, helper) in found)
            {
                _helpers.Add(node, helper!);
            }

            if (found.Count > 0)
            {
                Call(graph);
            }
        }
    }

    /// <summary>Bodies that do something with locks.</summary>
    public IEnumerable<MethodNode> Locking => _steps.Keys;

    public IReadOnlyDictionary<int, LockStep> Of(MethodNode node) => _steps.TryGetValue(node, out var steps) ? steps : None;

    /// <summary>Whether a body takes a lock for its caller, or gives back one that its caller took.</summary>
    public bool IsHelper(MethodNode node) => _helpers.ContainsKey(node);

    private void Call(CodeGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Edges.Any(e => e.Certain && _helpers.ContainsKey(e.To)) && Read(node) is { Count: > 0 } steps)
            {
                _steps[node] = steps;
            }
        }
    }

    private Dictionary<int, LockStep> Read(MethodNode node)
    {
        var steps = new Dictionary<int, LockStep>();
        var scopes = new List<(int Site, string Type)>();
        var open = new List<LockStep>();
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New))
            {
                continue;
            }

            if (Known(node, i, site) is { } known)
            {
                steps[i] = known.Action == LockAction.Enter ? known : known with { Lock = Entered(node, i, known.Lock, open) };
            }
            else if (site.Target.Name is "Dispose" or "DisposeAsync" && Closed(node, site, scopes) is >= 0 and var scope)
            {
                steps[i] = new(LockAction.Exit, steps[scopes[scope].Site].Lock);
                scopes.RemoveAt(scope);
            }
            else if (Helped(node, i) is { } helped)
            {
                steps[i] = helped;
            }

            if (steps.TryGetValue(i, out var step))
            {
                open.Add(step);
                if (step.IsScope)
                {
                    scopes.Add((i, ScopeType(site)));
                }
            }
        }

        return steps;
    }

    private LockStep? Known(MethodNode node, int index, SiteFact site)
    {
        if (_catalogue.Of<LockMeaning>(site.Target) is not { } meaning
            || (site.Target.Name == "WaitOne" && !LockNames.IsMutex(node, index, site.Receiver)))
        {
            return null;
        }

        var locked = _names.Of(node, index, site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0), meaning.IsShared, meaning.IsAffine);
        return new(meaning.Enters ? LockAction.Enter : LockAction.Exit, locked, meaning.Enters && Answers(site.Target.Returns), meaning.IsScope);
    }

    /// <summary>A lock statement gives back what it has kept in a local: with two objects of one type that is the last one that was taken and not given back.</summary>
    private static HeldLock Entered(MethodNode node, int index, HeldLock given, List<LockStep> open)
    {
        if (!given.IsField || (index > 0 && node.Method.Sites[index - 1] is { Kind: SiteKind.FieldRead } read && read.Target.Id == given.Name))
        {
            return given;
        }

        var depth = 0;
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Lock.Name == given.Name)
            {
                depth += open[i].Action == LockAction.Exit ? 1 : -1;
                if (depth < 0)
                {
                    return open[i].Lock;
                }
            }
        }

        return given;
    }

    private static bool Answers(TypeName? returns) =>
        returns?.Name == "System.Boolean" || (returns?.Name == "System.Threading.Tasks.Task`1" && returns.Arguments.Count == 1 && returns.Arguments[0].Name == "System.Boolean");

    /// <summary>The innermost scope that a call of Dispose ends: the one it is called on, or, for a struct, the last of its type.</summary>
    private static int Closed(MethodNode node, SiteFact site, List<(int Site, string Type)> scopes)
    {
        for (var s = scopes.Count - 1; s >= 0; s--)
        {
            var made = site.Receiver;
            for (var hops = 0; hops < 2 && made.Kind == ValueKind.Result; hops++)
            {
                if (Values.Index(made) == scopes[s].Site)
                {
                    return s;
                }

                made = Awaited(node.Method, made);
            }

            if (site.Receiver.Kind is ValueKind.Unknown or ValueKind.Local && site.Target.Type == scopes[s].Type)
            {
                return s;
            }
        }

        return -1;
    }

    /// <summary><c>await gate.LockAsync().ConfigureAwait(false)</c>: what the awaited call was asked of. A value type lies in a local for that, from the call right before it.</summary>
    private static ValueFact Awaited(MethodFact method, ValueFact made) =>
        Values.Source(method, made) is not { } asked ? ValueFact.Unknown
        : asked is { Target.Name: "ConfigureAwait", Receiver.Kind: ValueKind.Local } && Values.Index(made) is > 0 and var index && method.Sites[index - 1].Target.Returns?.Name == asked.Target.Type ? Values.ResultOf(index - 1)
        : asked.Receiver;

    private static string ScopeType(SiteFact site)
    {
        if (site.Target.Name == ".ctor")
        {
            return site.Target.Type;
        }

        var returns = site.Target.Returns;
        return returns is { Arguments.Count: 1, Name: "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" } ? returns.Arguments[0].Name : returns?.Name ?? "";
    }

    private LockStep? Helped(MethodNode node, int index)
    {
        if (_helpers.Count == 0)
        {
            return null;
        }

        foreach (var edge in node.Edges)
        {
            if (edge.Site == index && edge.Certain && edge.Via is null && _helpers.TryGetValue(edge.To, out var helper)
                && InWordsOf(node, index, helper.Lock) is { } named)
            {
                return new(helper.Action, named, IsTried: false, helper.Action == LockAction.Enter && (edge.To.Method.Has(MethodTraits.Constructor) || edge.To.Method.Returns.Name is not ("System.Void" or "System.Threading.Tasks.Task")));
            }
        }

        return null;
    }

    /// <summary>The lock of a helper as its caller knows it; what the helper was handed is what the caller hands over.</summary>
    private HeldLock? InWordsOf(MethodNode node, int call, HeldLock ofHelper)
    {
        var site = node.Method.Sites[call];
        return ofHelper is { IsField: false, Of.Kind: ValueKind.Parameter } && Values.Index(ofHelper.Of) is { } position
            ? _names.Of(node, call, Values.Argument(site, position), ofHelper.IsShared, ofHelper.IsAffine) is { Name: not HeldLock.Unknown } named ? named : null
            : LockNames.ToCaller(ofHelper, site);
    }
}

/// <summary>A body that leaves a lock behind, or takes one away: one such lock.</summary>
internal sealed record LockHelper(LockAction Action, HeldLock Lock)
{
    public static LockHelper? Of(MethodNode node, IReadOnlyDictionary<int, LockStep> steps)
    {
        if (node.Method.Has(MethodTraits.Iterator))
        {
            return null;
        }

        var held = new HeldLocks(node.Method, steps, LockSet.Empty);
        if (held.AtEnd().Locks.FirstOrDefault() is { Name.Length: > 0 } left)
        {
            return new(LockAction.Enter, node.Method.Has(MethodTraits.Constructor) ? AsHanded(node.Method, left) : left);
        }

        foreach (var pair in steps)
        {
            if (pair.Value.Action == LockAction.Exit && !steps.Values.Any(s => s.Action == LockAction.Enter && s.Lock.IsSame(pair.Value.Lock)))
            {
                return new(LockAction.Exit, pair.Value.Lock);
            }
        }

        return null;
    }

    /// <summary>What a constructor was handed and keeps is what its caller has: <c>using (new ReadScope(_lock))</c>.</summary>
    private static HeldLock AsHanded(MethodFact constructor, HeldLock held) =>
        held is { IsField: true, Of.Kind: ValueKind.This }
        && constructor.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == held.Name && Values.Argument(s, 0).Kind == ValueKind.Parameter) is { } kept
            ? held with { Name = LockNames.Handed, Of = Values.Argument(kept, 0) }
            : held;
}
