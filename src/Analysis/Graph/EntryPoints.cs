using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>Finds where work begins: everything that the outside, a broker, a clock or a person starts.</summary>
/// <param name="patterns">The user's own, as DocIds with <c>*</c>.</param>
/// <param name="program">Name of the assembly that is a program; its Main is an entry point.</param>
internal sealed class EntryPoints(CodeGraph graph, Catalogue catalogue, IReadOnlyList<string> patterns, string? program, bool everythingVisible)
{
    private readonly Dictionary<MethodNode, EntryPoint> _found = [];

    public IReadOnlyList<EntryPoint> Find()
    {
        Routes();
        Controllers();
        Implementations();
        Subscriptions();
        Jobs();
        Bases();
        Marked();
        Declared();
        Main();
        if (everythingVisible)
        {
            Visible(node => true);
            Uncalled();
        }

        return [.. _found.Values.OrderBy(e => e.Title, StringComparer.Ordinal).ThenBy(e => e.Node.Method.Id, StringComparer.Ordinal)];
    }

    private void Routes()
    {
        var routes = new RouteReader(graph, catalogue);
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.Delegate
                    && site.Consumer >= 0
                    && routes.Read(node.Method, site.Consumer, site.ConsumerArgument) is { } route
                    && graph.Find(site.Target) is { } handler)
                {
                    Add(handler, "http", route.Verb + " " + route.Pattern, RepeatsOf(route.Verb));
                }
            }
        }
    }

    private void Controllers()
    {
        foreach (var node in graph.Nodes)
        {
            if (ControllerActions.Read(graph, catalogue, node) is { } route)
            {
                Add(node, "http", route.Verb + " " + route.Pattern, RepeatsOf(route.Verb));
            }
        }
    }

    private void Implementations()
    {
        foreach (var line in catalogue.Implemented)
        {
            if (line.Meaning is not EntryMeaning entry)
            {
                continue;
            }

            foreach (var type in graph.Types.DerivedFromOpaque(line.Type))
            {
                foreach (var node in type.Methods)
                {
                    if (node.Method.Has(MethodTraits.Virtual) && !node.Method.Has(MethodTraits.Abstract) && Implements(node.Method, line))
                    {
                        var route = entry.Kind == "http" ? ConfiguredRoutes.Of(type) : null;
                        Add(node, entry.Kind, route is null ? Names.Short(node) : route.Verb + " " + route.Pattern, route is null ? RepeatsOfKind(entry.Kind) : RepeatsOf(route.Verb), ByTheClock.IsRecurring(line.Type) || ByTheClock.Waits(node.Method));
                    }
                }
            }
        }
    }

    /// <summary>Delegates handed to a member that is known to run them whenever something arrives.</summary>
    private void Subscriptions()
    {
        var helpers = new HandedHandlers(graph, catalogue);
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.Delegate
                    && site.Consumer >= 0
                    && helpers.Entry(node.Method.Sites[site.Consumer].Target, site.ConsumerArgument) is { } entry
                    && graph.Find(site.Target) is { } handler)
                {
                    Add(handler, entry.Kind, Names.Short(handler), RepeatsOfKind(entry.Kind));
                }
            }
        }
    }

    /// <summary>Methods that an expression names for a scheduler (<c>Enqueue(() => job.Run())</c>), and types that a call registers (<c>UseMiddleware&lt;T&gt;()</c>).</summary>
    private void Jobs()
    {
        foreach (var node in graph.Nodes)
        {
            var named = new List<MethodNode>();
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.MethodToken)
                {
                    named.AddRange(graph.Find(site.Target) is { } method ? [method] : []);
                    continue;
                }

                if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || catalogue.OfCall(site.Target) is not EntryMeaning entry)
                {
                    continue;
                }

                foreach (var job in named.SelectMany(Bodies).Concat(Registered(site.Target, entry)))
                {
                    Add(job, entry.Kind, Names.Short(job), RepeatsOfKind(entry.Kind), ByTheClock.IsRecurring(site.Target.Type));
                }

                named.Clear();
            }
        }
    }

    /// <summary>Whether a scheduler is handed the expression that names a method: it runs the method in an execution of its own.</summary>
    public static bool IsForLater(Catalogue catalogue, MethodFact method, int token)
    {
        var next = method.Sites.Skip(token + 1).FirstOrDefault(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall && !IsOfExpression(s.Target.Type));
        return next is not null && catalogue.OfCall(next.Target) is EntryMeaning;
    }

    private static bool IsOfExpression(string type) => type is "System.Array" or "System.Type" || type.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal) || type.StartsWith("System.Reflection.", StringComparison.Ordinal);

    private IEnumerable<MethodNode> Registered(MethodRef call, EntryMeaning entry) =>
        entry.Member.Length == 0 || call.MethodArguments.Count == 0 || graph.Types.Find(call.MethodArguments[0].Assembly, call.MethodArguments[0].Name) is not { } type
            ? []
            : type.Methods.Where(m => m.Method.Has(MethodTraits.Public) && Wildcard.MatchesAny(entry.Member, m.Method.Name));

    /// <summary>A job is often named by its interface.</summary>
    private IEnumerable<MethodNode> Bodies(MethodNode named) =>
        !named.Method.Has(MethodTraits.Abstract) || graph.Types.Find(named.Assembly.Name, named.Type.Name) is not { } type
            ? [named]
            : TypeHierarchy.SelfAndDerived(type).Where(t => t.IsConcrete).Select(t => Graph.Implementations.Of(graph, t, named)).Where(m => m is not null).Select(m => m!).Distinct();

    /// <summary>Hubs, grains, pages, services generated from a contract: the public methods of what derives from a known class.</summary>
    private void Bases()
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.Public)
                && node.Method.Owner == node.Method.Id
                && !node.Method.Has(MethodTraits.Static)
                && !node.Method.Has(MethodTraits.Abstract)
                && !node.Method.Has(MethodTraits.Constructor)
                && !node.Method.Has(MethodTraits.SpecialName)
                && !node.Method.Has(MethodTraits.Generated)
                && EntriesOf(node) is { } entries)
            {
                Add(node, entries.Kind, Names.Short(node), RepeatsOfKind(entries.Kind));
            }
        }
    }

    private EntriesMeaning? EntriesOf(MethodNode node)
    {
        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name); type is not null; type = type.Base)
        {
            if (type.Fact.Base is { } above && catalogue.Bases.TryGetValue(above.Name, out var meaning) && meaning is EntriesMeaning entries)
            {
                return entries;
            }

            // The class that a contract's generator writes carries the attribute; the user's derives from it.
            if (type.Base?.Fact.Attributes.Select(a => catalogue.Attributes.TryGetValue(a.Type, out var m) ? m as EntriesMeaning : null).FirstOrDefault(m => m is not null) is { } carried)
            {
                return carried;
            }
        }

        return null;
    }

    /// <summary>Methods with an attribute that makes them one.</summary>
    private void Marked()
    {
        foreach (var node in graph.Nodes)
        {
            foreach (var attribute in node.Method.Attributes)
            {
                if (catalogue.Attributes.TryGetValue(attribute.Type, out var meaning) && meaning is EntryMeaning entry)
                {
                    Add(node, entry.Kind, Names.Short(node), RepeatsOfKind(entry.Kind));
                }
            }
        }
    }

    private void Declared()
    {
        Visible(node => node.Assembly.Attributes.Any(a => a.Type == IntentNames.CriticalPath)
            || node.Type.Attributes.Any(a => a.Type == IntentNames.CriticalPath), "critical path", Repeats.Yes);
        foreach (var node in graph.Nodes)
        {
            if (node.Declares(IntentNames.CriticalPath) || patterns.Any(p => DocIdPattern.Matches(p, node.Method.Id)))
            {
                Add(node, "critical path", Names.Short(node), Repeats.Yes);
            }
        }
    }

    private void Main()
    {
        if (program is null)
        {
            return;
        }

        var candidates = graph.Nodes.Where(n =>
            n.Assembly.Name == program && n.Method.Has(MethodTraits.Static) && n.Method.Name is "<Main>$" or "Main" && n.Method.Owner == n.Method.Id);
        foreach (var node in candidates)
        {
            if (!_found.ContainsKey(node))
            {
                var runsHost = new PathSearch(node, _ => false).Reached.Any(n => n.RunsHost);
                _found.Add(node, new(node, "main", Names.Short(node), Repeats.No, runsHost, IsWorkLoop: false));
            }
        }
    }

    private void Visible(Func<MethodNode, bool> include, string kind = EntryPoint.PublicMethod, Repeats repeats = Repeats.Possibly)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.ExternallyVisible)
                && !node.Method.Has(MethodTraits.Generated)
                && !node.Method.Has(MethodTraits.Constructor)
                && !node.Method.Has(MethodTraits.SpecialName)
                && !node.Method.Has(MethodTraits.Abstract)
                && !node.IsDesignTime
                && include(node))
            {
                var entry = Cores.ShellAround(graph, node) ?? node;
                Add(entry, kind, Names.Short(entry), repeats);
            }
        }
    }

    /// <summary>What no entry point comes to: somebody the code does not show may call it, unless nobody else can. Of methods that only call each other the first one stands for all.</summary>
    private void Uncalled()
    {
        var reached = new HashSet<MethodNode>();
        var called = new HashSet<MethodNode>(graph.Focus.SelectMany(n => n.Edges).Where(e => e.From != e.To).Select(e => e.To));
        var dead = new DeadCode(graph);
        DeadCode.Mark(_found.Keys, reached);
        foreach (var root in graph.Focus.Where(n => IsUsers(n) && !called.Contains(n)).Concat(graph.Nodes.Where(IsUsers)))
        {
            if (reached.Contains(root) || dead.Is(root))
            {
                continue;
            }

            // Whoever calls it calls the shell: a core never runs without what is declared around it.
            if (Cores.ShellAround(graph, root) is { } shell)
            {
                Add(shell, EntryPoint.PublicMethod, Names.Short(shell), Repeats.Possibly);
                DeadCode.Mark([shell], reached);
            }

            if (!reached.Contains(root))
            {
                Add(root, EntryPoint.PublicMethod, Names.Short(root), Repeats.Possibly);
                DeadCode.Mark([root], reached);
            }
        }
    }

    private static bool IsUsers(MethodNode node) => !node.Method.Has(MethodTraits.Generated) && !node.Method.Has(MethodTraits.Abstract) && node.Method.Sites.Count > 0;

    private void Add(MethodNode node, string kind, string title, Repeats repeats, bool isRecurring = false)
    {
        if (!_found.ContainsKey(node))
        {
            var isStartup = kind == EntryPoint.PublicMethod && (StartUpCode.BeginsHost(node) || StartUpCode.IsMigration(graph, node));
            _found.Add(node, new(node, kind, title, repeats, isStartup, IsWorkLoop: kind == "hosted service") { IsRecurring = isRecurring });
        }
    }

    private static bool Implements(MethodFact method, CatalogueLine line) =>
        line.MatchesMember(method.Name) || method.Implements.Any(m => m.Type == line.Type && line.MatchesMember(m.Name));

    /// <summary>What a broker, a scheduler or the host runs, it runs again after a crash; what a client calls, a client may repeat; what stands around a request repeats nothing by itself.</summary>
    private static Repeats RepeatsOfKind(string kind) => kind switch
    {
        "middleware" or "filter" => Repeats.No,
        "hub" or "grpc" or "grain" or "page" or "component" => Repeats.Possibly,
        _ => Repeats.Yes,
    };

    private static Repeats RepeatsOf(string verb) => verb switch
    {
        "POST" or "PATCH" => Repeats.Yes,
        "PUT" or "DELETE" or "ANY" => Repeats.Possibly,
        _ => Repeats.No,
    };
}
