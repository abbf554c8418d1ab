using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Where a call of a virtual member of our own comes to, and a delegate that is made of one: <c>store.FindAsync(id)</c>, <c>ids.Select(store.FindAsync)</c>.</summary>
internal sealed class CallTargets(CodeGraph graph, Dispatch dispatch, MadeByHand byHand)
{
    /// <param name="On">The type whose implementations were asked for.</param>
    /// <param name="Exist">Whether anybody implements the member, also where the caller never runs on it.</param>
    internal sealed record Resolved(TypeNode On, IReadOnlyList<MethodNode> Targets, bool Certain, bool Exist);

    /// <summary>The bodies behind a virtual member; null where its type is not in sight.</summary>
    public Resolved? Of(MethodNode node, SiteFact site, MethodNode declared)
    {
        var on = graph.Types.Find(site.Target.Assembly, site.Target.Type);
        if (on is null)
        {
            return null;
        }

        // IProvider.Name of an IDownloader is that of a downloader.
        if (site.Target.TypeArguments.Count == 0 && StaticType(node, site.Receiver) is { } shown && shown != on && shown.Fact.Name.IndexOf('`') < 0 && graph.Types.IsBelow(shown, on))
        {
            on = shown;
        }

        if (byHand.Holds(node, site.Receiver) is { } held && held != on && graph.Types.IsBelow(held, on))
        {
            on = held;
        }

        var exact = dispatch.ExactType(node, site.Receiver);
        var (possible, certain) = dispatch.Resolve(declared, on, site.Target.TypeArguments, exact);
        var targets = site.Receiver.Kind == ValueKind.This ? dispatch.OnThis(node, declared, possible)
            : exact is null && dispatch.PartsOf(node, declared, on, site.Target.TypeArguments) is { Count: > 0 } parts ? [.. parts.Union(possible)]
            : possible;
        return new(on, targets, certain, possible.Count > 0 || targets.Count > 0);
    }

    /// <summary>The own type that a value is declared as.</summary>
    public TypeNode? StaticType(MethodNode node, ValueFact receiver) =>
        receiver.Kind == ValueKind.This ? graph.Types.Find(node.Assembly.Name, node.Method.Type)
        : StaticTypes.Of(node.Method, receiver) is { } type && graph.IsOwn(type.Assembly) ? graph.Types.Find(type.Assembly, type.Name)
        : null;
}
