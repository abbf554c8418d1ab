using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Static constructors and static field initialisers run in the flow of whoever first touches the type. Which one that is nobody can say: possible at most; unless <c>Main</c> has touched it before the host runs, <c>Shop.Services = app.Services; app.Run();</c>.
/// </summary>
internal sealed class TypeInitialisers
{
    private readonly Dictionary<(string Assembly, string Type), MethodNode> _of = [];

    public TypeInitialisers(RuleContext context)
    {
        foreach (var node in context.Graph.Nodes)
        {
            if (node.Method.Name == ".cctor" && node.Method.Sites.Any(s => s.Kind is SiteKind.Call or SiteKind.VirtualCall))
            {
                _of[(node.Assembly.Name, node.Method.Type)] = node;
            }
        }

        foreach (var main in context.Entries.Where(e => e is { Kind: "main", IsStartup: true }))
        {
            foreach (var type in TouchedBefore(context, main.Node).ToList())
            {
                _of.Remove(type);
            }
        }
    }

    public IEnumerable<CallEdge> RunBy(MethodNode node)
    {
        if (_of.Count == 0)
        {
            yield break;
        }

        var seen = new HashSet<MethodNode> { node };
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (Touches(site) && _of.TryGetValue((site.Target.Assembly, site.Target.Type), out var initialiser) && seen.Add(initialiser))
            {
                yield return new(node, initialiser, i, Certain: false, Via: null);
            }
        }
    }

    private static bool Touches(SiteFact site) => site.Kind == SiteKind.New || (site.Kind is SiteKind.Call or SiteKind.FieldRead or SiteKind.FieldWrite && !site.Target.HasReceiver);

    /// <summary>The types whose static fields a <c>Main</c> has read or written on every way to where its host runs, itself or by a static member of theirs.</summary>
    private IEnumerable<(string Assembly, string Type)> TouchedBefore(RuleContext context, MethodNode main)
    {
        var sites = main.Method.Sites;
        var runs = Enumerable.Range(0, sites.Count).Where(s => sites[s].Target is { Name: "Run" or "RunAsync", Type: "Microsoft.AspNetCore.Builder.WebApplication" or "Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions" or "Microsoft.Extensions.Hosting.IHost" or "Microsoft.AspNetCore.Hosting.WebHostExtensions" }).ToList();
        return runs.Count == 0 ? [] : Enumerable.Range(0, sites.Count)
            .Where(s => Touches(sites[s]) && _of.ContainsKey(TypeOf(sites[s])) && Initialises(context.Graph, sites[s]) && runs.TrueForAll(run => context.Flows.Of(main.Method).CompletesBefore(s, run)))
            .Select(s => TypeOf(sites[s]));
    }

    /// <summary>The fields are initialised no later than one of them is first used; a static method that uses none may leave them alone.</summary>
    private static bool Initialises(CodeGraph graph, SiteFact site) =>
        site.Kind is SiteKind.FieldRead or SiteKind.FieldWrite || (site.Kind == SiteKind.Call && graph.Find(site.Target) is { } called
            && called.Method.Sites.Any(s => s.Kind is SiteKind.FieldRead or SiteKind.FieldWrite && !s.Target.HasReceiver && TypeOf(s) == TypeOf(site)));

    private static (string Assembly, string Type) TypeOf(SiteFact site) => (site.Target.Assembly, site.Target.Type);
}
