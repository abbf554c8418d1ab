using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>Turns the sites of every body into edges, effects and unresolved calls.</summary>
internal sealed class GraphBuilder
{
    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly Dispatch _dispatch;
    private readonly DelegateFlow _delegates;
    private readonly MediatorDispatch _mediators;
    private readonly Lazy<UnsentHandlers> _unsent;
    private readonly Forwarding _forwarding;
    private readonly HashSet<MethodNode> _called;
    private readonly HashSet<MethodNode> _forwarders;
    private readonly LambdaRuns _lambdas;
    private readonly KeptDelegates _kept;
    private readonly InheritedEffects _inherited;
    private readonly RemoteMembers _remote;
    private readonly SqlOrigins _sql;
    private readonly Substitutes _substitutes;
    private readonly CallTargets _targets;

    private GraphBuilder(CodeGraph graph, Catalogue catalogue)
    {
        _graph = graph;
        _catalogue = catalogue;
        _dispatch = new Dispatch(graph);
        _delegates = new DelegateFlow(graph, catalogue, _dispatch);
        _mediators = new MediatorDispatch(graph);
        _unsent = new(() => new(graph, catalogue, _mediators));
        _forwarding = new Forwarding(graph, catalogue);
        _lambdas = new LambdaRuns(graph, _delegates);
        _called = [.. graph.Nodes.SelectMany(n => n.Method.Sites).Where(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall).Select(s => graph.Find(s.Target)).Where(n => n is not null).Select(n => n!)];
        _forwarders = [.. _called.SelectMany(_forwarding.Of).Select(f => f.By)];
        _kept = new KeptDelegates(graph);
        graph.CompiledQueries = new CompiledQueries(graph);
        _inherited = new InheritedEffects(graph, catalogue);
        _remote = new RemoteMembers(graph, catalogue);
        _sql = new SqlOrigins(graph);
        _substitutes = new Substitutes(graph);
        _targets = new CallTargets(graph, _dispatch, new MadeByHand(graph));
    }

    /// <param name="focus">The assembly that the check is about; null when it is about all of them.</param>
    public static CodeGraph Build(IReadOnlyList<AssemblyFacts> assemblies, Catalogue catalogue, AssemblyFacts? focus = null)
    {
        var graph = new CodeGraph(assemblies);
        DesignTimeCode.TakeOut(graph);
        HandedThis.Bind(graph);
        LinkShells(graph);
        InheritedIntents.Apply(graph);
        TransactionOpeners.Mark(graph, catalogue);
        var builder = new GraphBuilder(graph, catalogue);
        foreach (var node in graph.Nodes)
        {
            node.ReadLater(builder.Visit);
        }

        graph.LookAt(focus);
        return graph;
    }

    private static void LinkShells(CodeGraph graph)
    {
        foreach (var assembly in graph.Assemblies)
        {
            foreach (var guard in assembly.Manifest.Guards)
            {
                if (graph.Find(assembly.Name, guard.Shell) is { } shell)
                {
                    shell.Guard = guard;
                    if (graph.Find(assembly.Name, guard.Core) is { } core) // of a property it can also be a field
                    {
                        core.ShellOfCore = shell;
                    }
                }
            }
        }
    }

    private void Visit(MethodNode node)
    {
        for (var site = 0; site < node.Method.Sites.Count; site++)
        {
            Visit(node, site);
        }
    }

    private void Visit(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        switch (site.Kind)
        {
            case SiteKind.Call:
            case SiteKind.VirtualCall:
            case SiteKind.New:
                VisitCall(node, index, site);
                break;
            case SiteKind.Delegate:
                VisitDelegate(node, index, site);
                break;
            case SiteKind.MethodToken:
                if (_graph.Find(site.Target) is { } quoted)
                {
                    node.Add(new CallEdge(node, quoted, index, Certain: false, Via: null, EntryPoints.IsForLater(_catalogue, node.Method, index) ? RunMode.Later : RunMode.Inline));
                }

                break;
        }
    }

    private void VisitDelegate(MethodNode node, int index, SiteFact site)
    {
        if (_catalogue.OfCall(site.Target) is EffectMeaning effect)
        {
            node.Add(EffectSite.Of(node, index, effect));
        }
        else if (_graph.Find(site.Target) is { } declared)
        {
            VisitMethodGroup(node, index, site, declared);
        }
    }

    /// <summary>What a delegate is made of: a lambda, or a method by its name, of which an interface may have several.</summary>
    private void VisitMethodGroup(MethodNode node, int index, SiteFact site, MethodNode declared)
    {
        // What is only put away to be run later does nothing here: unit.OnCommitted(mails.SendAsync).
        if (EffectOf(node, index, declared) is { } effect && _delegates.Edges(node, site, index, declared).Any(e => e.Mode != RunMode.Later))
        {
            node.Add(effect);
            return;
        }

        // Behind an interface stands what implements it: ids.Select(store.FindAsync).
        var resolved = declared.Method.Has(MethodTraits.Virtual) && site.Receiver.Kind != ValueKind.Unknown ? _targets.Of(node, site, declared) : null;
        foreach (var body in resolved is { Targets.Count: > 0 } ? resolved.Targets : [declared])
        {
            foreach (var edge in _delegates.Edges(node, site, index, body))
            {
                node.Add(resolved is null ? edge : edge with { Certain = edge.Certain && resolved.Certain, Targets = Doubts.Among(node, site, resolved.Targets.Count) });
            }
        }
    }

    /// <summary>What a declaration says of a member, or that of a client which somebody writes for it.</summary>
    private EffectSite? EffectOf(MethodNode node, int index, MethodNode declared) =>
        DeclaredEffect.Of(declared) is { } said ? new(node, index, said.Category, said.Repetition, said.Subject, said.Changes)
        : _remote.Of(declared) is { } remote ? new(node, index, remote.Category, remote.Repetition, Names.Short(declared), remote.Changes)
        : null;

    private void VisitCall(MethodNode node, int index, SiteFact site)
    {
        var target = site.Target;
        if (site.Kind == SiteKind.VirtualCall && _substitutes.Are(node, site.Receiver))
        {
            return;
        }

        if (Queries.IsRunBy(node.Method, site))
        {
            node.Add(new EffectSite(node, index, EffectCategory.DbRead, Repetition.Harmless, target.Name.EndsWith("Enumerator", StringComparison.Ordinal) ? "a query enumerated" : Names.Member(target), Changes: false));
            return;
        }

        if (_graph.CompiledQueries!.Waits(node.Method, site) is not null)
        {
            node.Add(new EffectSite(node, index, EffectCategory.DbRead, Repetition.Harmless, "a compiled query", Changes: false));
            return;
        }

        foreach (var handler in target.Name == "Invoke" ? _unsent.Value.Behind(_graph, node, site) : [])
        {
            node.Add(new CallEdge(node, handler, index, Certain: false, Via: null));
        }

        var (bodies, few) = _kept.RunBy(node, site);
        foreach (var body in bodies)
        {
            node.Add(new CallEdge(node, body, index, few, Via: null));
        }

        foreach (var edge in _kept.MadeElsewhere(node, site).SelectMany(made => _delegates.Edges(node, index, made.Argument, made.Body)).Where(e => e.Mode != RunMode.Later))
        {
            node.Add(edge);
        }

        switch (IsReplaced(node, site) ? null : _catalogue.OfCall(target))
        {
            case EffectMeaning when Queries.IsInMemory(node.Method, site):
                return;
            case EffectMeaning { Category: EffectCategory.Http } when Searches.Is(node.Method, site):
                node.Add(new EffectSite(node, index, EffectCategory.Http, Repetition.Harmless, Names.Member(target), Changes: false));
                return;
            case EffectMeaning effect:
                node.Add(EffectSite.Of(node, index, effect));
                return;
            case SendMeaning:
                var (resending, changes) = HttpVerbs.OfSend(node.Method);
                node.Add(new EffectSite(node, index, EffectCategory.Http, resending, Names.Member(target), changes));
                return;
            case SqlMeaning when SqlText.IsLock(node, site, _sql):
                node.Add(new EffectSite(node, index, EffectCategory.DbRead, Repetition.Harmless, Names.Member(target), Changes: false) { IsLock = true });
                return;
            case SqlMeaning when SqlText.IsNextNumber(node, site, _sql):
                node.Add(new EffectSite(node, index, EffectCategory.DbRead, Repetition.Harmless, Names.Member(target), Changes: false));
                return;
            case SqlMeaning:
                var (category, repetition, isShown) = SqlText.Classify(node, site, _sql);
                var function = category == EffectCategory.DbRead ? SqlFunctions.Write(node, site, _sql) : null;
                (category, repetition, isShown) = function is null ? (category, repetition, isShown) : (EffectCategory.DbCommit, Repetition.Unclear, true);

                // Who hands over a transaction leaves the commit to whoever began it.
                category = category == EffectCategory.DbCommit && Enlistment.IsEnlisted(node.Method, index) ? EffectCategory.DbWrite : category;
                node.Add(new EffectSite(node, index, category, repetition, Names.Member(target), isShown ? category != EffectCategory.DbRead : null) { IsProcedure = function == false || SqlText.IsProcedure(node, site, _sql), IsEnsured = SqlText.IsEnsured(node, site, _sql) });
                return;
            case TransactionMeaning:
                return; // marked before, since whole methods can hand a transaction on
            case HostMeaning:
                node.RunsHost = true;
                return;
            case DispatchMeaning dispatch:
                VisitDispatch(node, index, site, dispatch);
                return;
            case UnknownMeaning when _forwarding.Of(node).Any(f => f.By == node) && _called.Contains(node):
                return; // its callers know the message
            case UnknownMeaning unknown:
                node.Add(new UnresolvedSite(node, index, Names.Member(target), unknown.Reason));
                return;
        }

        if (_graph.IsOwn(target.Assembly))
        {
            VisitOwn(node, index, site);
        }
        else if (site.Kind == SiteKind.VirtualCall && !_dispatch.IsForeign(node.Method, site.Receiver))
        {
            var (targets, certain) = _dispatch.ResolveOpaque(target, _dispatch.ExactType(node, site.Receiver), _targets.StaticType(node, site.Receiver), StaticTypes.Of(node.Method, site.Receiver) is { } shown ? StaticTypes.Awaited(shown) : null);
            foreach (var body in targets)
            {
                node.Add(new CallEdge(node, body, index, certain, Via: null));
            }
        }
    }

    /// <summary>What our own class does instead is what happens.</summary>
    private bool IsReplaced(MethodNode node, SiteFact site) =>
        site.Kind == SiteKind.VirtualCall && !_graph.IsOwn(site.Target.Assembly) && _targets.StaticType(node, site.Receiver) is { } declared && _catalogue.OfCall(site.Target) is EffectMeaning or SendMeaning or SqlMeaning
        && OwnOverrides.Replace(_dispatch.ResolveOpaque(site.Target, _dispatch.ExactType(node, site.Receiver), declared, null).Targets, site.Target);

    private void VisitDispatch(MethodNode node, int index, SiteFact site, DispatchMeaning dispatch)
    {
        if (IsForwarded(node, site, 0) || (Forwarding.Made(node, site, 0) is { } message && IsForwarded(node, message)))
        {
            return; // its callers know the message
        }

        var (targets, certain) = _mediators.Resolve(dispatch, node, site);
        var behaviours = AddBehaviours(node, index, dispatch, targets);
        foreach (var target in targets)
        {
            node.Add(new CallEdge(node, target, index, certain, AroundOf(behaviours, dispatch, target)));
        }

        if (targets.Count == 0)
        {
            node.Add(new UnresolvedSite(node, index, Names.Member(site.Target), "no handler for the type of the message"));
        }
    }

    /// <summary>Edges to what a mediator runs around the handlers of a message, whoever sends it.</summary>
    private List<MethodNode> AddBehaviours(MethodNode node, int index, DispatchMeaning dispatch, IReadOnlyList<MethodNode> targets)
    {
        var behaviours = _mediators.Behaviours(dispatch).Where(b => targets.Count == 0 || targets.Any(t => _mediators.CanStandAround(dispatch, b, t))).ToList();
        foreach (var behaviour in behaviours)
        {
            // Possible at most: whether it is registered, and for which messages, is decided at run time.
            node.Add(new CallEdge(node, behaviour, index, Certain: false, Via: null));
        }

        return behaviours;
    }

    private MethodNode? AroundOf(List<MethodNode> behaviours, DispatchMeaning dispatch, MethodNode handler) => behaviours.Find(b => b.OpensTransaction && _mediators.CanStandAround(dispatch, b, handler));

    /// <summary>Whether a method only hands on the message that it was given, and somebody gives it one.</summary>
    private bool IsForwarded(MethodNode node, SiteFact site, int argument) =>
        Values.Argument(site, argument) is { Kind: ValueKind.Parameter } value
        && _forwarding.Of(node).Any(f => f.By == node && f.Parameter == Values.Index(value))
        && (_called.Contains(node) || _forwarders.Contains(node));

    private bool IsForwarded(HandlerCall call) =>
        _forwarding.Of(call.By).Any(f => f.By == call.By && f.Parameter == call.Parameter) && (_called.Contains(call.By) || _forwarders.Contains(call.By));

    /// <summary>Whether it makes the message of a type parameter of its own, and somebody says what that is.</summary>
    private bool IsForwarded(MethodNode node, TypeName message) =>
        (_called.Contains(node) || _forwarders.Contains(node))
        && message.ToString() is var text
        && _forwarding.Of(node).Any(f => f.By == node && f.Message?.ToString() == text);

    /// <summary>Edges to the handlers of the message that a call of an own dispatcher names; the call itself is an edge, too.</summary>
    private void VisitForwards(MethodNode node, int index, SiteFact site, MethodNode declared)
    {
        foreach (var forward in _forwarding.Of(declared))
        {
            var message = forward.Message is null ? null : Generics.Close(forward.Message, site.Target, node.Method);
            if ((message ?? Forwarding.Made(node, site, forward.Parameter)) is { } shown ? Generics.IsOpen(shown) && IsForwarded(node, shown) : IsForwarded(node, site, forward.Parameter))
            {
                continue; // its callers know the message
            }

            var (targets, certain) = message is null ? _mediators.Resolve(forward.Meaning, node, site, forward.Parameter, Closed(node, site, declared, forward.Parameter)) : _mediators.Resolve(forward.Meaning, [message]);
            var behaviours = AddBehaviours(node, index, forward.Meaning, targets);
            foreach (var target in targets)
            {
                // Of the two that stand between, the one that says something; who opens the transaction is nearer to the handler.
                var around = forward.By.OpensTransaction || forward.By.Intents.Count > 0 ? null : AroundOf(behaviours, forward.Meaning, target);
                node.Add(new CallEdge(node, target, index, certain, around ?? forward.By, _lambdas.ModeOf(forward.Lambda)));
            }
        }
    }

    /// <summary><c>Publish&lt;T&gt;(Message&lt;T&gt; message)</c>: what the call closes the parameter over; null for one that is anything.</summary>
    private static TypeName? Closed(MethodNode node, SiteFact site, MethodNode declared, int parameter) =>
        parameter < declared.Method.Parameters.Count && declared.Method.Parameters[parameter] is { Arguments.Count: > 0 } type && Generics.IsOpen(type) ? Generics.Close(type, site.Target, node.Method) : null;

    private void VisitOwn(MethodNode node, int index, SiteFact site)
    {
        if (_graph.Find(site.Target) is not { } declared)
        {
            return; // a delegate's Invoke, a default constructor without a body of interest, an array accessor
        }

        if (EffectOf(node, index, declared) is { } effect)
        {
            node.Add(effect);
            return;
        }

        VisitForwards(node, index, site, declared);
        if (_forwarding.OfHandlerCall(node, site) is { } handled && IsForwarded(handled))
        {
            return; // its callers know the message
        }

        // A static abstract member of an interface is called as it stands, and is chosen by the type argument.
        if (!declared.Method.Has(MethodTraits.Virtual) || (site.Kind != SiteKind.VirtualCall && !declared.Method.Has(MethodTraits.Abstract)))
        {
            node.Add(new CallEdge(node, declared, index, Certain: true, Via: null));
            return;
        }

        if (_targets.Of(node, site, declared) is not { } resolved)
        {
            return;
        }

        foreach (var target in resolved.Targets)
        {
            node.Add(new CallEdge(node, target, index, resolved.Certain, Via: null, Targets: Doubts.Among(node, site, resolved.Targets.Count)));
        }

        if (_inherited.Of(declared, resolved.On) is { } behind)
        {
            node.Add(new EffectSite(node, index, behind.Category, behind.Repetition, Names.Member(site.Target), behind.Changes));
        }
        else if (!resolved.Exist && !_inherited.IsBehind(declared, resolved.On))
        {
            node.Add(new UnresolvedSite(node, index, Names.Short(declared), "no implementation in the analysed assemblies"));
        }
    }
}
