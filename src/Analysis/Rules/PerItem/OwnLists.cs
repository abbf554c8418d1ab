using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Queries in a loop over items that ask by a list of one item's own: <c>var ids = order.Lines.Select(l => l.ProductId).ToArray();</c> and <c>Where(p => ids.Contains(p.Id))</c>. That is a batch for the one item, and a query for each
/// of them. What goes over batches, groups or dictionaries of lists asks as it is meant to.
/// </summary>
internal static class OwnLists
{
    private const string Expression = "System.Linq.Expressions.Expression";

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "ToArray", "ToList", "ToHashSet", "ToImmutableArray", "ToFrozenSet" };

    /// <summary>How somebody calls what holds several items in order to ask for them at once.</summary>
    private static readonly string[] Groups = ["Batch", "Chunk", "Page", "Group", "Bucket", "Slice", "Segment", "Partition", "KeyValuePair", "Lookup", "Window", "Set"];

    /// <summary>Whether a query of a loop asks by what it finds in the item.</summary>
    public static bool Ask(MethodFact method, ItemLoop loop, int query)
    {
        if (!loop.IsEnumerated || loop.Source < 0)
        {
            return false;
        }

        var inside = Enumerable.Range(0, method.Sites.Count).Where(s => loop.Loop.Contains(method.Body.BlockOfSite[s])).ToList();
        var items = inside.Where(s => method.Sites[s].Target.Name == "get_Current" && Chain.Leads(method, method.Sites[s].Receiver, loop.Source)).ToList();
        if (items.Count != 1 || ItemType(method, items[0]) is not { } item || Sequence.IsCollection(item) || Groups.Any(g => Names.Type(item.Name).IndexOf(g, StringComparison.Ordinal) >= 0))
        {
            return false;
        }

        return inside.Exists(s => s < query && (IsCapturedList(method, s, items[0]) || IsPropertyOf(method, s, item)));
    }

    private static TypeName? ItemType(MethodFact method, int current)
    {
        var target = method.Sites[current].Target;
        return target.Returns is not { } shown || shown.Name.StartsWith("`", StringComparison.Ordinal) ? target.TypeArguments.Count == 1 ? target.TypeArguments[0] : null : shown;
    }

    /// <summary>A list that is made of a property of the item, and that nobody takes but what is written in the query: of that, the code shows no more than that it sees the list.</summary>
    private static bool IsCapturedList(MethodFact method, int site, int item)
    {
        var list = Values.ResultOf(site);
        return method.Sites[site].Target is { Type: "System.Linq.Enumerable" } made && Lists.Contains(made.Name)
            && Chain.Sites(method, Values.Argument(method.Sites[site], 0)).ToList() is var from
            && from.Exists(s => method.Sites[s].Target is { HasReceiver: true, ParameterCount: 0 } property && property.Name.StartsWith("get_", StringComparison.Ordinal) && method.Sites[s].Receiver == Values.ResultOf(item))
            && !method.Sites.Any(s => s.Receiver == list || s.Arguments.Any(a => a == list || a.Elements.Contains(list)))
            && !method.Body.Steps.Any(s => s.Kind != StepKind.Capture && s.Kind != StepKind.LocalWrite && s.Value == list);
    }

    /// <summary><c>order.ProductIds.Contains(p.Id)</c>: the list is a property of what the query sees of the loop.</summary>
    private static bool IsPropertyOf(MethodFact method, int site, TypeName item)
    {
        var call = method.Sites[site];
        if (call.Target is not { Type: Expression, Name: "Call" } || Batches.ListOf(method, site) is not { } list || Values.Source(method, list) is not { Target: { Type: Expression, Name: "Property" } } property)
        {
            return false;
        }

        return Batches.Token(method, Values.Argument(property, 1)) is { } getter && getter.Type == item.Name;
    }
}
