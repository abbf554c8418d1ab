using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Overrides of a library's member that a call is known to come to: on <c>this</c>, or on a value that is of a class of ours. What they do, their bodies show, and not what a catalogue says of the member that they override. One that hands the
/// call on to its base does what that does.
/// </summary>
internal static class OwnOverrides
{
    /// <summary>Whether every body that a call comes to is such an override.</summary>
    public static bool Are(CodeGraph graph, MethodNode node, int site) =>
        node.Method.Sites[site] is { Kind: SiteKind.VirtualCall } call
        && !graph.IsOwn(call.Target.Assembly)
        && IsOwn(graph, node.Method, call.Receiver)
        && node.EdgesAt(site).Where(e => e.Via is null).ToList() is { Count: > 0 } edges
        && edges.TrueForAll(e => e.Certain && Replaces(e.To, call.Target));

    /// <summary>Whether bodies stand for a member instead of adding to it.</summary>
    public static bool Replace(IReadOnlyList<MethodNode> bodies, MethodRef member) => bodies.Count > 0 && bodies.All(b => Replaces(b, member));

    private static bool Replaces(MethodNode body, MethodRef member) =>
        body.Method.Name == member.Name && !body.Method.Sites.Any(s => s.Kind is SiteKind.Call or SiteKind.Delegate && s.Target.Name == member.Name && s.Target.Type == member.Type && s.Receiver.Kind is ValueKind.This or ValueKind.Unknown);

    private static bool IsOwn(CodeGraph graph, MethodFact method, ValueFact receiver) =>
        receiver.Kind == ValueKind.This || (StaticTypes.Of(method, receiver) is { } type && graph.IsOwn(type.Assembly));
}
