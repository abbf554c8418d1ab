using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Delegates that a field keeps: what is assigned to it somewhere, and what subscribes to an event. Whoever invokes the field runs them.</summary>
internal sealed class StoredDelegates
{
    /// <summary>More than these are a guess, as for any other dispatch.</summary>
    private const int Few = 3;

    private readonly Dictionary<(string Assembly, string Field), List<MethodNode>> _of = [];

    public StoredDelegates(CodeGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind == SiteKind.FieldWrite && Values.Argument(site, 0) is { Kind: ValueKind.Delegate } value && graph.Find(node.Assembly.Name, value.Text) is { } assigned)
                {
                    Add(site.Target.Assembly, site.Target.Id, assigned);
                }
                else if (site is { Kind: SiteKind.Delegate, Consumer: >= 0 } && node.Method.Sites[site.Consumer].Target is var adder
                    && adder.Name.StartsWith("add_", StringComparison.Ordinal) && graph.IsOwn(adder.Assembly) && graph.Find(site.Target) is { } subscriber)
                {
                    Add(adder.Assembly, "F:" + adder.Type + "." + adder.Name.Substring("add_".Length), subscriber);
                }
            }
        }
    }

    /// <summary>What a call of a delegate's Invoke runs, where the delegate comes from a field that a few are assigned to.</summary>
    public IReadOnlyList<MethodNode> RunBy(MethodNode node, SiteFact site) =>
        site is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Field }
        && Assembly(node, site.Receiver.Text) is { } assembly
        && _of.TryGetValue((assembly, site.Receiver.Text), out var bodies)
        && bodies.Count <= Few
            ? bodies
            : [];

    private static string? Assembly(MethodNode node, string field) =>
        node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field)?.Target.Assembly;

    private void Add(string assembly, string field, MethodNode body)
    {
        if (!_of.TryGetValue((assembly, field), out var bodies))
        {
            _of.Add((assembly, field), bodies = []);
        }

        if (!bodies.Contains(body))
        {
            bodies.Add(body);
        }
    }
}
