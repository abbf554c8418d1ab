using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What a call hands over as the transaction of the statements below it: <c>accounts.DebitAsync(db, transaction)</c>. Where that is null each of them commits by itself.</summary>
internal static class HandedTransactions
{
    private const int Deepest = 3;

    /// <summary>Whether a call has something written in the transaction that it hands over.</summary>
    public static bool HasWritten(CallEdge edge) => Handed(edge).Any(handed => handed.Kind != ValueKind.Null && handed.Kind != ValueKind.Unknown);

    /// <summary>Whether a call has something written, and hands over null where a transaction could be.</summary>
    public static bool HasCommitted(CallEdge edge) => Handed(edge).Any(handed => handed.Kind == ValueKind.Null);

    private static IEnumerable<ValueFact> Handed(CallEdge edge) =>
        edge is { Via: null, Mode: RunMode.Inline, Site: >= 0 } && edge.From.Method.Sites[edge.Site] is { Kind: SiteKind.Call or SiteKind.VirtualCall } call && edge.To.Method.Parameters.Any(p => Enlistment.IsTransaction(p.Name))
            ? Used(edge.To, Deepest).Distinct().Select(p => Values.Argument(call, p))
            : [];

    /// <summary>The parameters that a body, or what it hands them on to, writes in.</summary>
    private static IEnumerable<int> Used(MethodNode node, int depth)
    {
        var here = node.Effects.Where(e => e.Category == EffectCategory.DbWrite).SelectMany(e => Enlistment.GivenTo(node.Method, e.Site));
        var below = depth == 0 ? [] : node.Edges.SelectMany(e => e.To == node || e is not { Via: null, Mode: RunMode.Inline, Certain: true, Site: >= 0 } || !e.To.Method.Parameters.Any(p => Enlistment.IsTransaction(p.Name)) ? [] : Used(e.To, depth - 1).Select(p => Values.Argument(node.Method.Sites[e.Site], p)));
        return here.Concat(below)
            .Where(value => value.Kind == ValueKind.Parameter)
            .Select(value => Values.Index(value) ?? -1)
            .Where(p => p >= 0 && p < node.Method.Parameters.Count && Enlistment.IsTransaction(node.Method.Parameters[p].Name));
    }
}
