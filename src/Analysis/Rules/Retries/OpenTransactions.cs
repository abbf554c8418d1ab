using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Where in a body a transaction is open: between the call that opens it and the one that ends it.</summary>
internal sealed class OpenTransactions(RuleContext context)
{
    private static readonly HashSet<string> Ends = new(StringComparer.Ordinal)
    {
        "Commit", "CommitAsync", "Rollback", "RollbackAsync", "Complete", "Dispose", "DisposeAsync", "Close", "CloseAsync",
        "CommitTransaction", "CommitTransactionAsync", "RollbackTransaction", "RollbackTransactionAsync",
    };

    private readonly Dictionary<MethodNode, IReadOnlyList<int>> _opened = [];

    /// <summary>Every call of the method runs in a transaction that it declares.</summary>
    public bool IsBoundary(MethodNode node) => node.Declares(IntentNames.TransactionBoundary) || node.Owner(context.Graph).Declares(IntentNames.TransactionBoundary);

    public bool IsOpenAt(MethodNode node, int site) => OpenAt(node, site).Any();

    /// <summary>The calls that have opened what is open at a site.</summary>
    public IEnumerable<int> OpenAt(MethodNode node, int site)
    {
        if (site < 0 || !node.OpensTransaction)
        {
            yield break;
        }

        var flow = context.Flows.Of(node.Method);
        foreach (var open in Opened(node))
        {
            if (flow.CompletesBefore(open, site) && !EndsOf(node, open).Any(end => flow.CompletesBefore(open, end) && flow.CompletesBefore(end, site)))
            {
                yield return open;
            }
        }
    }

    /// <summary>Whether a call runs its target in a transaction: its own, or that of the method that it hands a delegate to.</summary>
    public bool Hold(CallEdge edge) =>
        IsBoundary(edge.From)
        || IsOpenAt(edge.From, edge.Site)
        || (edge.Via is not null && (edge.ViaSite >= 0 ? IsBoundary(edge.Via) || IsOpenAt(edge.Via, edge.ViaSite) : edge.Via.OpensTransaction));

    private IReadOnlyList<int> Opened(MethodNode node)
    {
        if (!_opened.TryGetValue(node, out var opened))
        {
            _opened.Add(node, opened = [.. Enumerable.Range(0, node.Method.Sites.Count).Where(i => Opens(node.Method.Sites[i]))]);
        }

        return opened;
    }

    private bool Opens(SiteFact site)
    {
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New))
        {
            return false;
        }

        if (context.Catalogue.OfCall(site.Target.Type, site.Target.Name) is TransactionMeaning)
        {
            // TransactionScopeOption.Suppress is 2: what runs in such a scope takes part in nothing.
            return !(site.Target.Type == "System.Transactions.TransactionScope"
                && site.Target.Id.IndexOf("TransactionScopeOption", StringComparison.Ordinal) >= 0
                && Values.Argument(site, 0) is { Kind: ValueKind.Number, Text: "2" });
        }

        return context.Graph.Find(site.Target) is { OpensTransaction: true } own
            && Generics.Awaited(own.Method.Returns).Name.EndsWith("Transaction", StringComparison.Ordinal);
    }

    private static IEnumerable<int> EndsOf(MethodNode node, int open)
    {
        var made = node.Method.Sites[open].Kind == SiteKind.New ? ValueKind.New : ValueKind.Result;
        var transaction = new ValueFact(made, open.ToString(System.Globalization.CultureInfo.InvariantCulture));
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (Ends.Contains(site.Target.Name)
                && (site.Receiver == transaction || site.Target.Type.IndexOf("Transaction", StringComparison.Ordinal) >= 0 || site.Target.Name.EndsWith("Transaction", StringComparison.Ordinal) || site.Target.Name.EndsWith("TransactionAsync", StringComparison.Ordinal)))
            {
                yield return i;
            }
        }
    }
}
