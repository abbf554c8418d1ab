using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>A call of a concurrent collection, or of an own member that does nothing but make one such call for its caller.</summary>
/// <param name="Site">In the body that is looked at.</param>
/// <param name="Member">The collection's member, without namespace and whatever interface or extension it is called through.</param>
/// <param name="On">The collection, as the body or the own member names it.</param>
/// <param name="Key">The first argument; unknown where there is none or the body does not show it.</param>
/// <param name="Call">The call itself.</param>
internal sealed record CollectionCall(int Site, string Member, ValueFact On, ValueFact Key, SiteFact Call)
{
    private const string Namespace = "System.Collections.Concurrent.";

    public bool IsDictionary => Type == Namespace + "ConcurrentDictionary`2";

    /// <summary>The collection's type, where the call shows it.</summary>
    public string Type => Call.Target.Type;

    /// <summary>What a body asks and tells of concurrent collections, in the order of its text.</summary>
    public static IReadOnlyList<CollectionCall> In(MethodNode node, CodeGraph graph)
    {
        var calls = new List<CollectionCall>();
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if ((Own(node.Method, i) ?? Through(node, i, graph)) is { } call)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    public bool IsOn(MethodFact method, CollectionCall other) =>
        On == other.On || (Values.Source(method, On) is { } first && Values.Source(method, other.On) is { } then && first.Target.Id == then.Target.Id && first.Receiver == then.Receiver && IsGetter(first));

    public static bool IsGetter(SiteFact site) => site.Target.ParameterCount == 0 && site.Target.Name.StartsWith("get_", StringComparison.Ordinal);

    private static CollectionCall? Own(MethodFact method, int index)
    {
        var site = method.Sites[index];
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall))
        {
            return null;
        }

        if (site.Target.HasReceiver)
        {
            return OfKeys(method, index, site.Receiver, 0) is { } asked ? asked
                : site.Target.Type.StartsWith(Namespace, StringComparison.Ordinal) && IsShared(method, site.Receiver)
                ? new(index, site.Target.Name, site.Receiver, site.Target.ParameterCount > 0 ? Values.Argument(site, 0) : ValueFact.Unknown, site)
                : null;
        }

        // queue.Contains(x), queue.Any(), dictionary.GetValueOrDefault(key), dictionary.Keys.Contains(key)
        if (site.Target.Type is not ("System.Linq.Enumerable" or "System.Collections.Generic.CollectionExtensions"))
        {
            return null;
        }

        var on = Values.Argument(site, 0);
        if (OfKeys(method, index, on, 1) is { } question)
        {
            return question;
        }

        return Declared(method, on) is { } type && type.StartsWith(Namespace, StringComparison.Ordinal) && IsShared(method, on)
            ? new(index, site.Target.Name, on, Values.Argument(site, 1), site)
            : null;
    }

    private static CollectionCall? OfKeys(MethodFact method, int index, ValueFact keys, int key) =>
        method.Sites[index].Target.Name == "Contains" && Values.Source(method, keys) is { Target: { Name: "get_Keys" } view } source && view.Type.StartsWith(Namespace, StringComparison.Ordinal) && IsShared(method, source.Receiver)
            ? new(index, "ContainsKey", source.Receiver, Values.Argument(method.Sites[index], key), method.Sites[index] with { Target = view })
            : null;

    /// <summary>The type of the field that holds a collection.</summary>
    private static string? Declared(MethodFact method, ValueFact on) =>
        on.Kind == ValueKind.Field ? method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == on.Text)?.Target.Returns?.Name : null;

    private static CollectionCall? Through(MethodNode node, int index, CodeGraph graph)
    {
        var site = node.Method.Sites[index];
        if (site.Kind != SiteKind.Call || graph.Find(site.Target) is not { } helper || helper.Type != node.Type || helper == node || helper.Method.Sites.Count > 3
            || !(site.Receiver.Kind == ValueKind.This || helper.Method.Has(MethodTraits.Static)))
        {
            return null;
        }

        CollectionCall? only = null;
        for (var i = 0; i < helper.Method.Sites.Count; i++)
        {
            if (Own(helper.Method, i) is { On.Kind: ValueKind.Field } call)
            {
                if (only is not null)
                {
                    return null;
                }

                only = call;
            }
        }

        if (only is null || helper.Method.Body.Blocks.Any(b => b.IsTest))
        {
            return null;
        }

        var key = only.Key.Kind == ValueKind.Parameter && Values.Index(only.Key) is { } position ? Values.Argument(site, position) : ValueFact.Unknown;
        return only with { Site = index, Key = key, Call = only.Call with { Use = site.Use, Span = site.Span } };
    }

    private static bool IsShared(MethodFact method, ValueFact receiver) =>
        receiver.Kind is ValueKind.Field or ValueKind.Parameter || (Values.Source(method, receiver) is { Kind: SiteKind.Call or SiteKind.VirtualCall } source && IsGetter(source));
}
