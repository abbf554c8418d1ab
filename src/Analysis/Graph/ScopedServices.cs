using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Services of which each request has one of its own: <c>services.AddScoped&lt;IBasket, Basket&gt;()</c>, and nobody makes or registers another one. What such an object holds, one request after the other comes to, unless the class itself starts several things at a time.
/// </summary>
internal sealed class ScopedServices
{
    private readonly HashSet<TypeNode> _scoped = [];

    public ScopedServices(CodeGraph graph)
    {
        var others = new HashSet<TypeNode>();
        foreach (var site in graph.NodesNear(Registers).SelectMany(n => n.Method.Sites).Where(s => Registers(s.Target)))
        {
            if (site.Target.MethodArguments[site.Target.MethodArguments.Count - 1] is var last && graph.Types.Find(last.Assembly, last.Name) is { IsConcrete: true } type)
            {
                (site.Target.Name is "AddScoped" or "TryAddScoped" ? _scoped : others).Add(type);
            }
        }

        if (_scoped.Count > 0)
        {
            foreach (var (node, site) in graph.Sites.Of(SiteKind.New))
            {
                if (node.Method.Sites[site].Target is var constructor && graph.Types.Find(constructor.Assembly, constructor.Type) is { } made)
                {
                    others.Add(made);
                }
            }
        }

        _scoped.ExceptWith(others);
        _scoped.RemoveWhere(t => t.Derived.Count > 0 || t.Methods.SelectMany(m => m.Method.Sites).Any(IsParallel));
    }

    public bool Are(TypeNode type) => _scoped.Contains(type);

    private static bool Registers(MethodRef method) =>
        method.MethodArguments.Count > 0 && (method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("TryAdd", StringComparison.Ordinal)) && method.Type.StartsWith("Microsoft.Extensions.DependencyInjection.", StringComparison.Ordinal);

    private static bool IsParallel(SiteFact site) =>
        site.Target.Type == "System.Threading.Tasks.Parallel" || site.Target is { Type: "System.Threading.Tasks.Task", Name: "Run" or "WhenAll" or "WhenAny" } or { Type: "System.Threading.Tasks.TaskFactory", Name: "StartNew" };
}
