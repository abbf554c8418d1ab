using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>What becomes of a lock on a string.</summary>
internal enum LockedString
{
    /// <summary>No string, or one that a table hands out as the object of its key.</summary>
    Fine,

    /// <summary>Made for this call: nobody else has it.</summary>
    Made,

    /// <summary>Of the table that the whole process shares.</summary>
    Shared,

    /// <summary>Whoever gave it may have given the same text as another object to others, or the same object to strangers.</summary>
    Given,
}

/// <summary>Where a string comes from that is locked. Of two equal strings nobody knows whether they are one object: a lock for each key needs a table of objects.</summary>
internal sealed class LockedStrings(CodeGraph graph)
{
    /// <summary>How many own methods deep a string is followed to where it is made.</summary>
    private const int Deep = 3;

    private const string Text = "System.String";

    private static readonly HashSet<string> Making = new(StringComparer.Ordinal)
    {
        "Concat", "Format", "Join", "Create", "Copy", "PadLeft", "PadRight", "Insert", "ToStringAndClear",
    };

    public LockedString Of(MethodNode node, ValueFact locked) => Of(node, locked, Deep);

    private LockedString Of(MethodNode node, ValueFact locked, int depth)
    {
        switch (locked.Kind)
        {
            case ValueKind.Text:
                return LockedString.Shared;
            case ValueKind.New when Values.Source(node.Method, locked)?.Target.Type == Text:
                return LockedString.Made;
            case ValueKind.Parameter when ValueTypes.Of(graph, node, locked)?.Name == Text:
                return IsFromTable(node, Values.Index(locked) ?? -1, depth) ? LockedString.Fine : LockedString.Given;
            case ValueKind.Field when ValueTypes.Of(graph, node, locked)?.Name == Text:
                return OfField(node.Method.Sites.First(s => s.Kind == SiteKind.FieldRead && s.Target.Id == locked.Text).Target, depth);
            case ValueKind.Result when Values.Source(node.Method, locked) is { Target.Returns.Name: Text } source:
                return OfCall(node, source, depth);
            case ValueKind.Result when Values.Source(node.Method, locked) is { Target.Returns.Name: "System.Object" } source && graph.Find(source.Target) is { } own:
                return OfOwn(own, depth);
            default:
                return LockedString.Fine;
        }
    }

    private LockedString OfCall(MethodNode node, SiteFact source, int depth)
    {
        var target = source.Target;
        if (graph.Find(target) is { } own)
        {
            return OfOwn(own, depth);
        }

        return target is { Type: Text, Name: "Intern" } ? LockedString.Shared
            : target.Name == "ToString" && Writes(target.Type == "System.Object" ? ValueTypes.Of(graph, node, source.Receiver)?.Name : target.Type) ? LockedString.Made
            : target.Type is Text or "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" && Making.Contains(target.Name) ? LockedString.Made
            : LockedString.Given;
    }

    /// <summary>Numbers, dates, builders: whose ToString runs for an object, and whether that returns a text which it keeps, nobody knows.</summary>
    private static bool Writes(string? type) => type is not (null or Text or "System.Object" or "System.Uri" or "System.Type" or "System.Enum" or "System.Boolean") && type.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>What all ways through an own member return.</summary>
    private LockedString OfOwn(MethodNode own, int depth)
    {
        var returned = own.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => depth > 0 ? Of(own, s.Value, depth - 1) : LockedString.Fine).Distinct().ToList();
        return returned.Count == 1 && !own.Method.Has(MethodTraits.Virtual) ? returned[0] : LockedString.Fine;
    }

    /// <summary>A text that is made for the field alone is an object like any other.</summary>
    private LockedString OfField(MethodRef field, int depth)
    {
        var stored = graph.Sites.Of(m => m.Id == field.Id && m.Assembly == field.Assembly)
            .Where(s => s.Node.Method.Sites[s.Site].Kind == SiteKind.FieldWrite)
            .Select(s => depth > 0 ? Of(s.Node, Values.Argument(s.Node.Method.Sites[s.Site], 0), depth - 1) : LockedString.Fine)
            .Distinct()
            .ToList();
        return stored.Count == 0 || stored.Exists(s => s is LockedString.Fine or LockedString.Made) ? LockedString.Fine : stored[0];
    }

    private bool IsFromTable(MethodNode node, int parameter, int depth) =>
        graph.Nodes.SelectMany(n => n.Edges).Any(e => e.To == node && e.Via is null
            && Values.Argument(e.From.Method.Sites[e.Site], parameter) is { Kind: not (ValueKind.Text or ValueKind.Null) } given
            && ValueTypes.Of(graph, e.From, given)?.Name == Text
            && (depth == 0 || Of(e.From, given, depth - 1) == LockedString.Fine));
}
