using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which contexts are given an execution strategy that retries: by their own OnConfiguring, or by who registers them or makes their options.</summary>
internal sealed class RetryingContexts
{
    /// <summary>Options are built in lambdas in lambdas, and in helpers.</summary>
    private const int Deepest = 4;

    private readonly CodeGraph _graph;
    private readonly DbHandles _handles;
    private readonly Dictionary<(string Assembly, string Id), List<(MethodNode Maker, int Site)>> _makers = [];
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    public RetryingContexts(CodeGraph graph, Catalogue catalogue, DbHandles handles)
    {
        _graph = graph;
        _handles = handles;
        if (!graph.Assemblies.Any(a => a.Named.Any(m => catalogue.Of<RetryingStrategyMeaning>(m) is not null)))
        {
            return;
        }

        var given = new List<(MethodNode Node, int Site)>();
        foreach (var node in graph.Nodes)
        {
            for (var s = 0; s < node.Method.Sites.Count; s++)
            {
                var site = node.Method.Sites[s];
                if (catalogue.Of<RetryingStrategyMeaning>(site.Target) is not null)
                {
                    given.Add((node, s));
                }
                else if (site.Kind is SiteKind.Delegate or SiteKind.Call && graph.Find(site.Target) is { } used && used != node)
                {
                    var key = (used.Assembly.Name, used.Method.Id);
                    if (!_makers.TryGetValue(key, out var makers))
                    {
                        _makers.Add(key, makers = []);
                    }

                    makers.Add((node, s));
                }
            }
        }

        foreach (var (node, site) in given)
        {
            Find(node, site, Deepest);
        }
    }

    public bool Any => _types.Count > 0;

    public bool Contains(TypeName context) => _types.Contains(context.Name);

    private void Find(MethodNode node, int site, int depth)
    {
        if (Named(node, site) is { } named)
        {
            _types.Add(named);
            return;
        }

        // In the context itself.
        if (_handles.IsContext(new(node.Assembly.Name, node.Type.Name, [])))
        {
            foreach (var type in TypeHierarchy.SelfAndDerived(_graph.Types.Find(node.Assembly.Name, node.Type.Name)!))
            {
                _types.Add(type.Fact.Name);
            }

            return;
        }

        if (depth == 0 || !_makers.TryGetValue((node.Assembly.Name, node.Method.Id), out var makers))
        {
            return;
        }

        foreach (var (maker, at) in makers)
        {
            Find(maker, maker.Method.Sites[at] is { Kind: SiteKind.Delegate, Consumer: >= 0 and var consumer } ? consumer : at, depth - 1);
        }
    }

    /// <summary>The context that a call names as its type argument, or in the type of the options that it builds: AddDbContext, UseNpgsql of a DbContextOptionsBuilder.</summary>
    private string? Named(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        var argument = call.Target.MethodArguments.FirstOrDefault(_handles.IsContext);
        if (argument is not null)
        {
            return argument.Name;
        }

        var options = ValueTypes.Of(_graph, node, call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0));
        return options?.Arguments.FirstOrDefault(_handles.IsContext)?.Name;
    }
}
