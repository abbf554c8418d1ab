using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Groups by a key, each asked for as a whole: <c>foreach (var (kind, all) in items.GroupBy(i => i.Kind, (kind, all) => (kind, all.ToList()))) await GrantAsync(all);</c>. Who asks by the key of a group only asks for each key.
/// </summary>
internal static class GroupedItems
{
    private const string Grouping = "System.Linq.IGrouping`2";

    /// <summary>Steps from an argument to the group in it; longer ones compute.</summary>
    private const int Longest = 6;

    private static readonly HashSet<string> Several = new(StringComparer.Ordinal)
    {
        Grouping,
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.Dictionary`2.ValueCollection",
        "System.Collections.Generic.Dictionary`2.KeyCollection",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Linq.IOrderedEnumerable`1",
    };

    /// <summary>Operators that keep several elements of what they are given.</summary>
    private static readonly HashSet<string> Keeps = new(StringComparer.Ordinal) { "ToList", "ToArray", "ToDictionary", "ToHashSet", "Select", "Where", "OrderBy", "OrderByDescending", "Distinct", "DistinctBy", "AsEnumerable" };

    /// <summary>Whether a call is given the elements of a group.</summary>
    public static bool AreHanded(CodeGraph graph, MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        return call.Arguments.Concat(call.Target.HasReceiver ? [call.Receiver] : Array.Empty<ValueFact>()).Any(value => IsOfGroup(graph, node, value, 0));
    }

    /// <summary>Whether what an enumeration goes over was put together by a key, and each element holds what has the same key.</summary>
    public static bool AreEnumerated(CodeGraph graph, MethodNode node, ValueFact enumerator)
    {
        var source = enumerator;
        for (var steps = 0; steps < 32 && source.Kind is ValueKind.Result or ValueKind.Local; steps++)
        {
            if (source.Kind == ValueKind.Local)
            {
                var writes = node.Method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == source.Text).ToList();
                if (writes.Count != 1)
                {
                    return false;
                }

                source = writes[0].Value;
                continue;
            }

            if (Values.Source(node.Method, source) is not { } made)
            {
                return false;
            }

            if (made.Target is { Name: "GroupBy" or "ToLookup" } && IsLinq(made.Target.Type))
            {
                return Selector(graph, node, made, 2) is not { } selector || Hands(selector, 1);
            }

            if (made.Target is { Name: "SelectMany" or "Join" or "GroupJoin" or "AggregateBy" or "CountBy" } || (made.Target.Name == "Select" && Selector(graph, node, made, 1) is { } projection && !Hands(projection, 0)))
            {
                return false;
            }

            source = made.Target.HasReceiver ? made.Receiver : Values.Argument(made, 0);
        }

        return false;
    }

    private static bool IsOfGroup(CodeGraph graph, MethodNode node, ValueFact value, int steps)
    {
        if (steps == Longest)
        {
            return false;
        }

        var method = node.Method;
        if (TypeOf(method, value) is { } type && (Sequence.IsCollection(type) || Several.Contains(type.Name)))
        {
            return IsOfItem(graph, node, value);
        }

        return value.Kind == ValueKind.Many ? value.Elements.Any(e => IsOfGroup(graph, node, e, steps + 1))
            : Values.Source(method, value) is { } made && !made.Target.Name.StartsWith("get_", StringComparison.Ordinal) && !IsLinq(made.Target.Type)
                && (made.Arguments.Any(a => IsOfGroup(graph, node, a, steps + 1))
                    || (value.Kind == ValueKind.New && method.Sites.Any(s => s.Receiver == value && s.Target.Name.StartsWith("set_", StringComparison.Ordinal) && IsOfGroup(graph, node, Values.Argument(s, 0), steps + 1))));
    }

    /// <summary>Whether a value comes out of the element of an enumeration of groups, or is what a lambda gets as one.</summary>
    private static bool IsOfItem(CodeGraph graph, MethodNode node, ValueFact value)
    {
        var method = node.Method;
        if (value.Kind == ValueKind.Parameter)
        {
            return method.Has(MethodTraits.Lambda) && TypeOf(method, value)?.Name == Grouping;
        }

        // Parts of a tuple are fields.
        var direct = Chain.Sites(method, value).ToList();
        var fields = direct.SelectMany(s => method.Sites[s].Arguments.Concat([method.Sites[s].Receiver])).Concat([value]).Where(v => v.Kind == ValueKind.Field).Select(v => v.Text).ToList();
        List<int> from = [.. direct, .. method.Sites.Where(s => s.Kind == SiteKind.FieldRead && fields.Contains(s.Target.Id)).SelectMany(s => Chain.Sites(method, s.Receiver))];
        return from.Exists(s => method.Sites[s] is { Target.Name: "get_Current" } current
                && (TypeOf(method, Values.ResultOf(s))?.Name == Grouping || AreEnumerated(graph, node, current.Receiver)))
            || (method.Has(MethodTraits.Lambda) && from.Exists(s => method.Sites[s].Arguments.Concat([method.Sites[s].Receiver]).Any(v => v.Kind == ValueKind.Parameter && TypeOf(method, v)?.Name == Grouping)));
    }

    private static TypeName? TypeOf(MethodFact method, ValueFact value)
    {
        var type = StaticTypes.Of(method, value);
        if (value.Kind != ValueKind.Field || type?.Name.StartsWith("`", StringComparison.Ordinal) != true)
        {
            return type is null ? null : StaticTypes.Awaited(type);
        }

        var read = method.Sites.First(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text);
        return StaticTypes.Of(method, read.Receiver)?.Arguments is { } parts && int.TryParse(type.Name.TrimStart('`'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < parts.Count ? parts[index] : null;
    }

    /// <summary>The lambda with so many parameters that an operator is given; of a query, whose lambdas are expressions, nothing is known.</summary>
    private static MethodNode? Selector(CodeGraph graph, MethodNode node, SiteFact call, int parameters) =>
        call.Arguments.Where(a => a.Kind == ValueKind.Delegate).Select(a => graph.Find(node.Assembly.Name, a.Text)).LastOrDefault(n => n?.Method.Parameters.Count == parameters);

    /// <summary>Whether a projection hands on the elements of the group that it is given, and not only one of them or how many there are.</summary>
    private static bool Hands(MethodNode projection, int parameter)
    {
        var group = new ValueFact(ValueKind.Parameter, parameter.ToString(CultureInfo.InvariantCulture));
        return projection.Method.Sites.Any(s => (IsLinq(s.Target.Type) && Keeps.Contains(s.Target.Name) && Values.Argument(s, 0) == group) || (s.Kind == SiteKind.New && s.Arguments.Contains(group)))
            || projection.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == group);
    }

    private static bool IsLinq(string type) => type.StartsWith("System.Linq.", StringComparison.Ordinal);
}
