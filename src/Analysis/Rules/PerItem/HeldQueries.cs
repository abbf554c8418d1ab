using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// <c>rows.Select(r => r.Players.ToList())</c>, where <c>Players</c> is an IQueryable by its type only: the projection that was read has filled it (<c>new { Players = g.Players.AsQueryable().Where(…) }</c>), and the rows hold it in memory.
/// </summary>
internal static class HeldQueries
{
    private const string Anonymous = "<>f__AnonymousType";

    /// <summary>How far a chain of operators is followed back.</summary>
    private const int Longest = 32;

    /// <summary>Whether what is enumerated was read together with the element that holds it; null where it is not held by one, and false where the code does not show who has put it there.</summary>
    public static bool? AreRead(CodeGraph graph, MethodNode node, int site)
    {
        var method = node.Method;
        var value = method.Sites[site] is var call && call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        for (var steps = 0; steps < Longest && Values.Source(method, value) is { Kind: SiteKind.Call } composed && composed.Target.Type.StartsWith("System.Linq.", StringComparison.Ordinal); steps++)
        {
            value = Values.Argument(composed, 0);
        }

        // Properties of an anonymous type leave no trace; made in code, such an object holds a query that nobody has run.
        return value.Kind == ValueKind.Unknown ? (Elements(method).Where(e => e.StartsWith(Anonymous, StringComparison.Ordinal)).Distinct().ToList() is { Count: > 0 } held && held.TrueForAll(type => IsProjected(graph, node, type)) ? true : null)
            : Holder(method, value) is { } holder && Queries.IsQuery(holder.Returns) && holder.Returns?.Name.StartsWith("System.Linq.", StringComparison.Ordinal) == true && graph.Find(holder) is { } getter && AutoProperties.ReturnedBy(getter) is not null ? IsProjected(graph, node, holder.Type)
            : null;
    }

    /// <summary>The property of an element that a value was read from.</summary>
    private static MethodRef? Holder(MethodFact method, ValueFact value) =>
        Values.Source(method, value) is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { HasReceiver: true, ParameterCount: 0 } property } read
        && property.Name.StartsWith("get_", StringComparison.Ordinal) && property.Name != "get_Current"
        && IsElement(method, read.Receiver) ? property : null;

    private static bool IsElement(MethodFact method, ValueFact value) =>
        (value.Kind == ValueKind.Parameter && method.Has(MethodTraits.Lambda)) || (Values.Source(method, value) is { Target.Name: "get_Current" or "get_Item" } taken && taken.Target.HasReceiver);

    /// <summary>The types of what a lambda is given, or a loop goes over.</summary>
    private static IEnumerable<string> Elements(MethodFact method) =>
        (method.Has(MethodTraits.Lambda) ? method.Parameters : []).Concat(method.Sites.Where(s => s.Target.Name == "get_Current").SelectMany(s => s.Target.TypeArguments)).Select(t => t.Name);

    /// <summary>Whether the method describes the making of such objects, for a query, and makes none itself.</summary>
    private static bool IsProjected(CodeGraph graph, MethodNode node, string type)
    {
        var owner = node.Owner(graph).Method;
        List<MethodFact> bodies = [owner, .. owner.Sites.Where(s => s.Kind == SiteKind.Delegate).Select(s => graph.Find(s.Target)).OfType<MethodNode>().Select(n => n.Method).Where(m => m.Has(MethodTraits.Lambda))];
        return bodies.TrueForAll(b => !b.Sites.Any(s => s.Kind == SiteKind.New && s.Target.Type == type) && !(b.Returns.Name == type && b.Has(MethodTraits.Lambda)))
            && bodies.Exists(b => b.Sites.Any(s => (s.Kind == SiteKind.MethodToken && s.Target.Type == type && (s.Target.Name == ".ctor" || s.Target.Name.StartsWith("set_", StringComparison.Ordinal)))));
    }
}
