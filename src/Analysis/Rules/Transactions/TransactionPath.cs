using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>The way from an entry point over the method that opens a transaction to one that runs inside it.</summary>
/// <param name="Below">The part of the path from the call that is made while the transaction is open; empty where the method opens it itself.</param>
internal sealed record TransactionPath(EntryPoint Entry, IReadOnlyList<CallEdge> Edges, IReadOnlyList<CallEdge> Below, bool Certain)
{
    /// <summary>Null when no entry point comes to it.</summary>
    /// <param name="isOwn">The method opens the transaction itself.</param>
    /// <param name="inside">What the transaction was found in; null for all of them.</param>
    public static TransactionPath? To(RuleContext context, MethodNode node, TransactionAround around, bool isOwn, InsideTransactions? inside = null)
    {
        inside ??= context.Transactions.Inside;
        IReadOnlyList<CallEdge> below = isOwn ? [] : inside.PathTo(node);
        var first = below.Count > 0 ? below[0].From : node;
        if (!context.Reach.Reaches(first))
        {
            return null;
        }

        var certain = context.Reach.IsCertain(first) && around.Certain && (isOwn || inside.IsCertain(node));
        return new(context.Reach.EntryOf(first), [.. context.Reach.PathTo(first), .. below], below, certain);
    }
}
