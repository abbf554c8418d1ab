using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>One place that adds a handler to what a field holds.</summary>
/// <param name="Call">The event's accessor, the property's setter, or the store.</param>
internal sealed record Subscriber(MethodNode Node, int Site, SiteFact Call, ValueFact Handler);

/// <summary>Who is added to delegates that return tasks: to events, and with <c>+=</c> to fields and properties.</summary>
internal sealed class Subscribers
{
    private readonly CodeGraph _graph;
    private readonly Dictionary<string, List<Subscriber>> _added = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);

    public Subscribers(CodeGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes.Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                Note(node, i);
            }
        }
    }

    /// <summary>In the order of the code; none for a field that is also given a handler in place of those that it had.</summary>
    public IReadOnlyList<Subscriber> Of(string field) => _added.TryGetValue(field, out var added) && !_replaced.Contains(field) ? added : [];

    /// <summary>Whether any of them may be gone again.</summary>
    public bool MayLeave(string field) => _taken.Contains(field);

    private void Note(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (EventField(site.Target, "add_") is { } joined)
        {
            Add(joined, new(node, index, site, Values.Argument(site, 0)));
        }
        else if (EventField(site.Target, "remove_") is { } left)
        {
            _taken.Add(left);
        }
        else if (Stored(site) is { } field)
        {
            var combines = Values.Source(node.Method, Values.Argument(site, 0));
            if (combines is { Target: { Type: "System.Delegate", Name: "Combine", ParameterCount: 2 } })
            {
                Add(field, new(node, index, site, Values.Argument(combines, 1)));
            }
            else
            {
                (combines is { Target: { Type: "System.Delegate", Name: "Remove" } } ? _taken : _replaced).Add(field);
            }
        }
    }

    private void Add(string field, Subscriber added)
    {
        if (!_added.TryGetValue(field, out var list))
        {
            _added.Add(field, list = []);
        }

        list.Add(added);
    }

    /// <summary>The field behind an event of ours that the compiler keeps.</summary>
    private string? EventField(MethodRef accessor, string prefix) =>
        accessor.ParameterCount == 1 && accessor.Name.StartsWith(prefix, StringComparison.Ordinal) && _graph.Find(accessor) is { } own && own.Method.Has(MethodTraits.Generated)
            ? "F:" + own.Type.Name + "." + accessor.Name.Substring(prefix.Length)
            : null;

    /// <summary>The field that a delegate goes into, at once or through a property.</summary>
    private string? Stored(SiteFact site)
    {
        var field = site.Kind == SiteKind.FieldWrite ? site.Target : _graph.Find(site.Target) is { } setter ? AutoProperties.StoredBy(setter)?.Target : null;
        return field?.Returns is { } type && (type.Name.StartsWith("System.Func`", StringComparison.Ordinal) || _graph.Types.Find(type.Assembly, type.Name)?.Fact.Base?.Name == "System.MulticastDelegate") ? field.Id : null;
    }
}
