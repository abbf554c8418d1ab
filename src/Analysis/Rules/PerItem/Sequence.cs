using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>What a sequence holds, to somebody who asks once for each of its elements.</summary>
internal enum SequenceKind
{
    /// <summary>As many as the data has.</summary>
    Items,

    /// <summary>A handful, whatever the data: a constant list, the values of an enum, what the configuration names.</summary>
    Few,

    /// <summary>As many as a deployment has configured, which the code shows only from afar: a list of a settings type, or one that every caller brings from the configuration.</summary>
    Configured,

    /// <summary>What a container holds: each service answers for itself.</summary>
    Services,

    /// <summary>Groups of items: one question for each group is what the groups are for.</summary>
    Groups,

    /// <summary>Pieces of work that arrive one after another.</summary>
    Work,
}

/// <summary>Where a sequence comes from.</summary>
internal sealed class Sequence(CodeGraph graph, Catalogue catalogue, HandedLists handed)
{
    /// <summary>So many questions are few: what somebody wrote down one by one, or counts to with a constant.</summary>
    public const int Handful = 20;

    /// <summary>Through how many callers and fields a list is followed.</summary>
    private const int Callers = 3;

    private const int Longest = 64;

    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.IEnumerable`1",
        "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.IList`1",
        "System.Collections.Generic.IReadOnlyCollection`1",
        "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.ISet`1",
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Immutable.ImmutableArray`1",
        "System.Collections.Immutable.ImmutableList`1",
        "System.ArraySegment`1",
        "Azure.Page`1",
    };

    /// <summary>Whether somebody who gets one of it gets several items at once. Bytes and characters are one value.</summary>
    public static bool IsCollection(TypeName type) =>
        type.Name.EndsWith("[]", StringComparison.Ordinal) ? type.Name is not ("System.Byte[]" or "System.Char[]") : Collections.Contains(type.Name);

    private Arrivals? _arrivals;
    private ConfiguredTypes? _configured;

    private GivenValues Given => graph.GivenValues;

    private ConfiguredTypes Configured => _configured ??= new(graph);

    public SequenceKind Of(MethodNode node, ValueFact value) => Of(node, value, Callers);

    /// <param name="call">The call that is handed the value: what becomes of it there is that method's.</param>
    private SequenceKind Of(MethodNode node, ValueFact value, int callers, int call = -1)
    {
        // Whose property it is says that it is configured; where that comes from on the spot can say more.
        var other = SequenceKind.Items;
        for (var steps = 0; steps < Longest; steps++)
        {
            switch (value.Kind)
            {
                case ValueKind.Many:
                    return value.Elements.Count <= Handful ? SequenceKind.Few : SequenceKind.Items;
                case ValueKind.Field:
                    return IsFixed(node, value.Text) ? SequenceKind.Few : Joined(Stores(node, value.Text), callers, other);
                case ValueKind.New:
                    return IsWrittenDown(node.Method, value, call) ? SequenceKind.Few : SequenceKind.Items;
                case ValueKind.Parameter when Values.Index(value) is { } parameter:
                    return Handed(node, parameter, callers, other);
                case ValueKind.Captured:
                    return Joined(Given.Captured(node, value.Text).Select(c => (c.Node, c.Value)), callers, other);
                case ValueKind.Result when Values.Source(node.Method, value) is { } from:
                    if (Said(node, from) is { } said)
                    {
                        return callers < Callers && said == SequenceKind.Few && from.Target.Type.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) ? SequenceKind.Configured : said;
                    }

                    other = Configured.Has(from.Target) ? SequenceKind.Configured : other;
                    if (Behind(from) is not { } further)
                    {
                        return callers > 0 && from.Kind == SiteKind.Call && graph.Find(from.Target) is { } helper ? Returned(helper, callers - 1, other) : other;
                    }

                    value = further;
                    break;
                default:
                    return other;
            }
        }

        return other;
    }

    private SequenceKind Handed(MethodNode node, int parameter, int callers, SequenceKind other)
    {
        var kinds = callers == 0 ? [] : Given.Arguments(node, parameter).Select(g => Of(g.Caller, g.Value, callers - 1, g.Site)).Distinct().ToList();
        return kinds.Count == 0 || kinds.Exists(k => k is not (SequenceKind.Few or SequenceKind.Configured)) ? other
            : !kinds.Contains(SequenceKind.Few) ? SequenceKind.Configured
            : handed.OfFew(node, parameter) is var few && few == SequenceKind.Items ? other
            : kinds.Count > 1 ? SequenceKind.Configured : few;
    }

    /// <summary>What everybody brings from the configuration is configured; a list that somebody writes down in a call is no reason to take others for few.</summary>
    private SequenceKind Joined(IEnumerable<(MethodNode Node, ValueFact Value)> given, int callers, SequenceKind other)
    {
        var kinds = callers == 0 ? [] : given.Select(g => Of(g.Node, g.Value, callers - 1)).Distinct().ToList();
        return kinds.Count > 0 && kinds.TrueForAll(k => k == SequenceKind.Configured) ? SequenceKind.Configured : other;
    }

    /// <summary>What an own helper hands out: the services that it gets from the container, a list that it writes down.</summary>
    private SequenceKind Returned(MethodNode helper, int callers, SequenceKind other)
    {
        var kinds = helper.Method.Has(MethodTraits.Iterator) ? [] : helper.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => Of(helper, s.Value, callers)).Distinct().ToList();
        return kinds.Count == 1 && kinds[0] is SequenceKind.Few or SequenceKind.Configured or SequenceKind.Services ? kinds[0] : other;
    }

    private IEnumerable<(MethodNode Node, ValueFact Value)> Stores(MethodNode node, string field) =>
        node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field) is { } read ? Given.Stores(read.Target.Assembly, field) : [];

    private SequenceKind? Said(MethodNode node, SiteFact call)
    {
        var (type, name) = (call.Target.Type, call.Target.Name);
        return type == "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions" && name == "GetServices" ? SequenceKind.Services
            : catalogue.Of<GroupsMeaning>(type, name) is not null ? SequenceKind.Groups
            : catalogue.Of<UnitOfWorkMeaning>(type, name) is not null ? SequenceKind.Work
            : name.StartsWith("get_", StringComparison.Ordinal) && call.Target.Returns?.Name == "System.Collections.Generic.IAsyncEnumerable`1" ? SequenceKind.Work // a query is a method
            : catalogue.Of<FewMeaning>(type, name) is not null ? SequenceKind.Few
            : call.Target.Returns?.Name == "System.Collections.Generic.IAsyncEnumerable`1" && (_arrivals ??= new(graph, catalogue, () => Given)).Are(call) ? SequenceKind.Work
            : IsLinq(type) && name is "Take" or "TakeLast" or "Range" or "Repeat" && Number(Values.Argument(call, 1)) is { } count && count <= Handful ? SequenceKind.Few
            : graph.Find(call.Target) is { } getter && AutoProperties.ReturnedBy(getter) is { } field && IsFixed(getter, field.Target.Id) ? SequenceKind.Few
            : node.Method.Sites.Count == 0 ? SequenceKind.Items
            : null;
    }

    /// <summary>What an operator or a property takes its elements from.</summary>
    private static ValueFact? Behind(SiteFact call) =>
        IsLinq(call.Target.Type) || call.Target.Type == "System.Collections.Immutable.ImmutableArray" ? Values.Argument(call, 0)
        : call.Target.Name.StartsWith("get_", StringComparison.Ordinal) || call.Target.Name is "AsReadOnly" or "ToArray" or "ToList" or "ConfigureAwait" or "WithCancellation" or "AsSpan"
            ? (call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0))
        : null;

    private static bool IsLinq(string type) => type.StartsWith("System.Linq.", StringComparison.Ordinal);

    private static int? Number(ValueFact value) => value.Kind == ValueKind.Number ? Values.Index(value) : null;

    /// <summary>A static readonly collection, or one that the constructor fills with what is written there: nobody puts data into it.</summary>
    private bool IsFixed(MethodNode node, string field)
    {
        var read = node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field);
        if (read is null || graph.Types.Find(read.Target.Assembly, read.Target.Type) is not { } type || type.Fact.Fields.FirstOrDefault(f => f.Id == field) is not { } fact)
        {
            return false;
        }

        if (!fact.Has(FieldTraits.ReadOnly) || fact.Type.Name.IndexOf("Concurrent", StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        var written = type.Methods.SelectMany(m => m.Method.Sites).Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == field).ToList();
        return fact.Has(FieldTraits.Static) || (written.Count > 0 && written.All(s => Values.Argument(s, 0) is { Kind: ValueKind.Many, Elements.Count: <= Handful }));
    }

    /// <summary>A list that gets its elements one by one, and from nobody else.</summary>
    private static bool IsWrittenDown(MethodFact method, ValueFact list, int call)
    {
        if (Values.Source(method, list) is not { } made || !IsMadeEmpty(made) || !(IsCollection(new(made.Target.Assembly, made.Target.Type, [])) || IsKeyed(made.Target.Type)))
        {
            return false;
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            if (site.Receiver == list && IsFilling(site.Target) && (site.Target.Name is not ("Add" or "set_Item") || method.Flow.InLoop(i)))
            {
                return false;
            }

            if (i != call && site.Arguments.Contains(list) && !IsLinq(site.Target.Type) && !IsCollectionExpression(site))
            {
                return false; // somebody else may fill it
            }
        }

        return true;
    }

    /// <summary><c>map.Add(Kind.Meal, 1);</c>, <c>map[Kind.Meal] = 1;</c>: a dictionary grows by both.</summary>
    private static bool IsFilling(MethodRef target) =>
        target.Name.StartsWith("Add", StringComparison.Ordinal) || (IsKeyed(target.Type) && target.Name is "set_Item" or "TryAdd");

    /// <summary>A list by another name: <c>new Dictionary&lt;Kind, int> { { Kind.Meal, 1 }, { Kind.Trip, 2 } }</c>.</summary>
    private static bool IsKeyed(string type) => type is "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.SortedDictionary`2" or "System.Collections.Generic.SortedList`2";

    private static bool IsMadeEmpty(SiteFact made) => DocIdParameters.Of(made.Target.Id).All(p => p == "System.Int32" || p.StartsWith("System.Collections.Generic.IEqualityComparer{", StringComparison.Ordinal) || p.StartsWith("System.Collections.Generic.IComparer{", StringComparison.Ordinal));

    /// <summary><c>[a, b]</c>: the compiler makes the list as long as it is written down, and fills it by its elements.</summary>
    private static bool IsCollectionExpression(SiteFact site) => site.Target is { Type: "System.Runtime.InteropServices.CollectionsMarshal" } fills
        && (fills.Name == "AsSpan" || (fills.Name == "SetCount" && Number(Values.Argument(site, 1)) is <= Handful));
}
