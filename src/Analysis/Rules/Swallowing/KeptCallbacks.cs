using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Callbacks that are written once and handed over by name: <c>private readonly Action&lt;Exception&gt; _ignore = static _ =&gt; { };</c></summary>
internal static class KeptCallbacks
{
    /// <summary>The bodies that a field may hold; none where others can set it, or where the code does not show what it is given.</summary>
    public static IReadOnlyList<MethodNode> Of(CodeGraph graph, MethodNode node, ValueFact field)
    {
        if (field.Kind != ValueKind.Field || node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field.Text) is not { } read || !IsClosed(graph, read.Target))
        {
            return [];
        }

        var bodies = graph.GivenValues.Stores(read.Target.Assembly, read.Target.Id)
            .Select(s => s.Value.Kind == ValueKind.Delegate ? graph.Find(s.Node.Assembly.Name, s.Value.Text) : null)
            .ToList();
        return bodies.Exists(b => b is null) ? [] : [.. bodies.OfType<MethodNode>()];
    }

    /// <summary>A field that others can see is there to be set by them, where they can.</summary>
    public static bool IsClosed(CodeGraph graph, MethodRef field) =>
        graph.Types.Find(field.Assembly, field.Type)?.Fact.Fields.FirstOrDefault(f => f.Id == field.Id) is { } found && (!found.Has(FieldTraits.Visible) || found.Has(FieldTraits.ReadOnly));
}
