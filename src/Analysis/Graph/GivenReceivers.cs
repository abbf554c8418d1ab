using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What the object of a call keeps its base class from running: <c>archive.Remove(id)</c> comes to <c>this.Find(id)</c> in the base class of all stores, and from there to the <c>Find</c> of an archive, never to that of a store beside it.
/// </summary>
internal sealed class GivenReceivers(CodeGraph graph)
{
    private readonly ConcurrentDictionary<(TypeNode, string, MethodNode), HashSet<MethodNode>> _met = new();

    /// <summary>A type that an object is of, or of one below it, closed over some arguments.</summary>
    internal sealed record Known(TypeNode Type, IReadOnlyList<TypeName> Arguments);

    /// <summary>Whether the object on which a method is called has another body for what that calls on <c>this</c>.</summary>
    public bool Exclude(CallEdge arrival, CallEdge next) => IsChosenOnThis(next) && Exclude(Of(arrival, null), next);

    /// <param name="self">What is known of the object on which the caller of the next call runs.</param>
    public bool Exclude(Known? self, CallEdge next)
    {
        if (self is null || !IsChosenOnThis(next) || graph.Find(next.From.Method.Sites[next.Site].Target) is not { } declared)
        {
            return false;
        }

        var key = (self.Type, string.Join(",", self.Arguments), declared);
        if (!_met.TryGetValue(key, out var met))
        {
            met = [.. TypeHierarchy.SelfAndDerived(self.Type).Where(t => t.IsConcrete && TypeLevels.CanBe(t, self.Type, self.Arguments)).Select(t => Implementations.Of(graph, t, declared)).OfType<MethodNode>()];
            _met.TryAdd(key, met);
        }

        return met.Count > 0 && !met.Contains(next.To);
    }

    /// <summary>What a call says of the object on which the called method runs; null when it says nothing.</summary>
    /// <param name="self">What is known of the caller's own object.</param>
    public Known? Of(CallEdge arrival, Known? self)
    {
        if (arrival.Site < 0 || arrival.Via is not null)
        {
            return null;
        }

        // A lambda runs on the object of the method that makes it.
        var site = arrival.From.Method.Sites[arrival.Site];
        if (arrival.To.Method.Has(MethodTraits.Lambda) && arrival.To.Method.Owner == arrival.From.Method.Owner)
        {
            return self;
        }

        if (!GivenValues.IsCallOf(site, arrival.To.Method) || arrival.To.Method.Has(MethodTraits.Static))
        {
            return null;
        }

        var shown = site.Receiver.Kind == ValueKind.This && site.Kind != SiteKind.New ? self ?? Own(arrival.From) : Declared(arrival.From, site);
        var below = Own(arrival.To);
        return shown is null || (below is not null && below.Type != shown.Type && graph.Types.IsBelow(below.Type, shown.Type)) ? below : shown;
    }

    private static bool IsChosenOnThis(CallEdge next) =>
        next is { Site: >= 0, Via: null, Targets: > 1 } && next.From.Method.Sites[next.Site] is { Kind: SiteKind.VirtualCall, Receiver.Kind: ValueKind.This };

    private Known? Own(MethodNode node) => graph.Types.Find(node.Assembly.Name, node.Method.Type) is { } type ? new(type, []) : null;

    private Known? Declared(MethodNode caller, SiteFact site)
    {
        var named = graph.Types.Find(site.Target.Assembly, site.Target.Type);
        return StaticTypes.Of(caller.Method, site.Receiver) is { } shown && graph.Types.Find(shown.Assembly, shown.Name) is { } type && (named is null || graph.Types.IsBelow(type, named)) ? new(type, shown.Arguments)
            : named is null ? null
            : new(named, site.Target.TypeArguments);
    }
}
