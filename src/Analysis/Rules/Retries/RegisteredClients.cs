using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What a container hands to a constructor that asks for a client: what the one factory makes that is registered for the type, and under the key that the parameter names.
/// <c>AddSingleton(_ => new BlobContainerClient(connection, "scans")); AddKeyedSingleton("cold", (_, _) => new BlobContainerClient(connection, "cold", options));</c> are two.
/// </summary>
internal sealed class RegisteredClients
{
    private readonly CodeGraph _graph;
    private readonly ValueOrigins _origins;

    /// <summary>By the type and the key, which is empty for none; null for what the code does not show.</summary>
    private readonly Dictionary<(string Type, string Key), (MethodNode Node, SiteFact Site)?> _factories = [];

    /// <summary>Registered under a key that the code does not show.</summary>
    private readonly HashSet<string> _unclear = new(StringComparer.Ordinal);

    public RegisteredClients(CodeGraph graph, ValueOrigins origins)
    {
        _graph = graph;
        _origins = origins;
        foreach (var node in graph.NodesNear(IsRegistering))
        {
            foreach (var site in node.Method.Sites.Where(s => IsRegistering(s.Target)))
            {
                Register(node, site);
            }
        }
    }

    /// <summary>Where the client of a parameter is made; null where it is none of a constructor, or nobody shows it.</summary>
    public Origin? Of(Origin asked)
    {
        var method = asked.At.Node.Method;
        if (asked.Value.Kind != ValueKind.Parameter || !method.Has(MethodTraits.Constructor) || Values.Index(asked.Value) is not { } index || index >= method.Parameters.Count)
        {
            return null;
        }

        var key = method.Keys.FirstOrDefault(k => k.Parameter == index)?.Key ?? "";
        var type = method.Parameters[index].Name;
        return !(key.Length > 0 && _unclear.Contains(type))
            && _factories.TryGetValue((type, key), out var registered) && registered is { } one
            && one.Site.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Delegate) is { Kind: ValueKind.Delegate } factory
            && _graph.Find(one.Node.Assembly.Name, factory.Text) is { } lambda
            && _origins.Returned(new(lambda)).ToList() is { Count: 1 } made
            ? made[0]
            : null;
    }

    private void Register(MethodNode node, SiteFact site)
    {
        var type = site.Target.MethodArguments[0].Name;
        var key = "";
        if (site.Target.Name.IndexOf("Keyed", StringComparison.Ordinal) >= 0)
        {
            if (Values.Argument(site, 1) is not { Kind: ValueKind.Text } constant)
            {
                _unclear.Add(type);
                return;
            }

            key = constant.Text;
        }

        _factories[(type, key)] = _factories.ContainsKey((type, key)) ? null : (node, site);
    }

    /// <summary><c>AddSingleton&lt;T&gt;</c>, <c>AddKeyedScoped&lt;T&gt;</c>, <c>TryAddTransient&lt;T&gt;</c>.</summary>
    private static bool IsRegistering(MethodRef target) =>
        target.MethodArguments.Count > 0
        && (target.Name.StartsWith("Add", StringComparison.Ordinal) || target.Name.StartsWith("TryAdd", StringComparison.Ordinal))
        && (target.Name.EndsWith("Singleton", StringComparison.Ordinal) || target.Name.EndsWith("Scoped", StringComparison.Ordinal) || target.Name.EndsWith("Transient", StringComparison.Ordinal));
}
