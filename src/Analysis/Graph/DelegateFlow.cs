using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Who runs a delegate, and how: decided where it is made, by the call that it is handed to.</summary>
internal sealed class DelegateFlow(CodeGraph graph, Catalogue catalogue, Dispatch dispatch)
{
    /// <summary>How many own methods may hand a delegate on before the last one runs it.</summary>
    private const int Deepest = 4;

    private readonly Dictionary<(MethodNode, int), Run?> _runs = [];
    private readonly HandedHandlers _handlers = new(graph, catalogue);
    private readonly Delays _delays = new(new Flow.Flows());

    /// <summary>How and where a method runs a delegate.</summary>
    /// <param name="IsDelayed">It only starts what runs it, after a while.</param>
    /// <param name="IsKept">It makes a task of it, which somebody else starts.</param>
    private readonly record struct Run(RunMode Mode, int Site, bool IsDelayed = false, bool IsKept = false);

    /// <summary>
    /// The edges from the method that makes a delegate to the delegate's body, one for each own method that is handed it and runs it; none when a route or a subscription makes the body an entry point of its own.
    /// </summary>
    public IReadOnlyList<CallEdge> Edges(MethodNode maker, SiteFact site, int index, MethodNode body)
    {
        if (site.Consumer < 0)
        {
            return [new(maker, body, index, Certain: false, Via: null, RunMode.Later)]; // stored or returned: somebody may run it
        }

        return Edges(maker, site.Consumer, site.ConsumerArgument, body);
    }

    /// <summary>The same for a delegate that another method has made: <c>new Scope(CreateFactory())</c>.</summary>
    /// <param name="handedTo">The call that it is handed to.</param>
    public IReadOnlyList<CallEdge> Edges(MethodNode from, int handedTo, int argument, MethodNode body)
    {
        var consumer = from.Method.Sites[handedTo];
        switch (catalogue.OfCall(consumer.Target))
        {
            case RouteMeaning or EntryMeaning:
                return [];
            case RunsMeaning when ColdTasks.Is(graph, from, handedTo):
                return [new(from, body, handedTo, Certain: true, Via: null, RunMode.Later) { IsKept = true }]; // whoever keeps a task runs it
            case RunsMeaning runs:
                return [new(from, body, handedTo, Certain: runs.Mode != RunMode.Later, Via: null, runs.Mode)];
        }

        if (argument < 0)
        {
            return [new(from, body, handedTo, Certain: true, Via: null)]; // invoked on the spot
        }

        if (graph.Find(consumer.Target) is not { } own)
        {
            return [new(from, body, handedTo, Certain: false, Via: null, RunMode.Later)];
        }

        var (bodies, certain) = Bodies(from, consumer, own);
        List<CallEdge> edges = [.. bodies
            .Select(b => (By: b, How: Runs(b, argument, Deepest)))
            .Where(run => run.How is not null)
            .Select(run => new CallEdge(from, body, handedTo, certain && (run.How!.Value.Mode != RunMode.Later || run.How.Value.IsKept), run.By, run.How!.Value.Mode, run.How.Value.Site) { IsDelayed = run.How.Value.IsDelayed, IsKept = run.How.Value.IsKept })];
        return edges.Count > 0 ? edges
            : _handlers.Registers(consumer.Target, argument) ? []
            : [new(from, body, handedTo, Certain: false, own, RunMode.Later) { IsKept = bodies.Count > 0 && bodies.All(b => PutAway.Is(graph, b, argument, Deepest)) }];
    }

    /// <summary>The bodies that a call of an own method can come to.</summary>
    private (IReadOnlyList<MethodNode> Bodies, bool Certain) Bodies(MethodNode caller, SiteFact call, MethodNode declared) =>
        call.Kind == SiteKind.VirtualCall && declared.Method.Has(MethodTraits.Virtual) && graph.Types.Find(call.Target.Assembly, call.Target.Type) is { } on
            ? dispatch.Resolve(declared, on, call.Target.TypeArguments, dispatch.ExactType(caller, call.Receiver))
            : ([declared], true);

    /// <summary>How and where a method runs the delegate that it receives: itself, through a member that is known to run what it is given, or through another own method. Null when it does not.</summary>
    private Run? Runs(MethodNode method, int parameter, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        if (!_runs.TryGetValue((method, parameter), out var known))
        {
            _runs[(method, parameter)] = null; // a method that hands it to itself runs it no more for that
            _runs[(method, parameter)] = known = Find(method, parameter, depth);
        }

        return known;
    }

    private Run? Find(MethodNode method, int parameter, int depth)
    {
        bool IsParameter(ValueFact value) => value.Kind == ValueKind.Parameter && Values.Index(value) == parameter;
        if ((FindIn(method, IsParameter, depth) ?? FindAsState(method, IsParameter, depth)) is { } run)
        {
            return run;
        }

        var names = new HashSet<string>(method.Method.Body.Steps
            .Where(step => step.Kind == StepKind.Capture && step.Value.Kind == ValueKind.Parameter && Values.Index(step.Value) == parameter)
            .Select(step => step.Slot));
        return names.Count == 0 ? null : FindBehind(method, method.Method.Id, names, depth);
    }

    /// <summary>In a lambda that gets it as state.</summary>
    private Run? FindAsState(MethodNode method, Func<ValueFact, bool> isDelegate, int depth)
    {
        var sites = method.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i] is { Kind: SiteKind.Delegate, Consumer: >= 0 and var consumer }
                && graph.Find(sites[i].Target) is { } body
                && body.Method.Owner == method.Method.Owner
                && HandedStates.Of(method.Method, sites[consumer], isDelegate, body.Method) is { } isState
                && FindIn(body, isState, depth) is { } inner
                && Edges(method, sites[i], i, body) is { Count: > 0 } edges
                && edges[0] is { Mode: not RunMode.Later } edge)
            {
                return new(edge.Mode == RunMode.Inline ? inner.Mode : edge.Mode, consumer, IsDelayed(method, consumer, body, inner));
            }
        }

        return null;
    }

    /// <summary>In a lambda or local function that the method runs itself or hands on: <c>pipeline.ExecuteAsync(_ => work())</c>.</summary>
    private Run? FindBehind(MethodNode method, string owner, HashSet<string> names, int depth)
    {
        var sites = method.Method.Sites;
        for (var i = 0; i < sites.Count && depth > 0; i++)
        {
            if (sites[i].Kind is not (SiteKind.Delegate or SiteKind.Call)
                || graph.Find(sites[i].Target) is not { } body
                || body == method
                || body.Method.Owner != owner
                || body.Method.Id == owner)
            {
                continue;
            }

            if ((FindIn(body, value => value.Kind == ValueKind.Captured && names.Contains(value.Text), depth) ?? FindBehind(body, owner, names, depth - 1)) is not { } inner)
            {
                continue;
            }

            if (sites[i].Kind == SiteKind.Call)
            {
                return inner with { Site = i };
            }

            if (Edges(method, sites[i], i, body) is { Count: > 0 } edges && edges[0] is var edge && (edge.Mode != RunMode.Later || (edge.IsKept && edge.Via is null)))
            {
                return new(edge.Mode == RunMode.Inline ? inner.Mode : edge.Mode, sites[i].Consumer, IsDelayed(method, sites[i].Consumer, body, inner), inner.IsKept || edge.IsKept);
            }
        }

        return null;
    }

    /// <summary><c>Task.Run(async () => { await Task.Delay(due); await callback(); })</c>, and nobody waits for it: a timer.</summary>
    private bool IsDelayed(MethodNode method, int consumer, MethodNode body, Run inner) =>
        inner.IsDelayed || (consumer >= 0 && Delays.IsLetGo(method.Method, consumer) && _delays.AreBefore(body.Method, inner.Site));

    private Run? FindIn(MethodNode method, Func<ValueFact, bool> isDelegate, int depth)
    {
        var sites = method.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            var site = sites[i];
            if (site.Target.Name == "Invoke" && isDelegate(site.Receiver))
            {
                return new(RunMode.Inline, i);
            }

            for (var a = 0; a < site.Arguments.Count; a++)
            {
                if (!isDelegate(site.Arguments[a]))
                {
                    continue;
                }

                if (catalogue.OfCall(site.Target) is RunsMeaning runs)
                {
                    return ColdTasks.Is(graph, method, i) ? new(RunMode.Later, i, IsKept: true) : new(runs.Mode, i);
                }

                if (site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New
                    && graph.Find(site.Target) is { } own
                    && Bodies(method, site, own).Bodies.Select(b => Runs(b, a, depth - 1)).FirstOrDefault(run => run is not null) is { } further)
                {
                    return further with { Site = i };
                }
            }
        }

        return null;
    }
}
