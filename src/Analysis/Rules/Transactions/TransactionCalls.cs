using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What single calls and attributes say of transactions.</summary>
internal static class TransactionCalls
{
    public const string Scope = "System.Transactions.TransactionScope";

    // Numbers of IntentContracts.TransactionPropagation and System.Transactions.TransactionScopeOption; tests tie the former.
    private const string MandatoryNumber = "2";
    private const string NeverNumber = "3";
    private const string SuppressNumber = "2";
    private const string ScopeOption = "(System.Transactions.TransactionScopeOption";

    /// <summary>Whether a call begins a transaction, or joins one that somebody else has begun.</summary>
    public static bool Begins(Catalogue catalogue, SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New
        && catalogue.OfCall(site.Target) is TransactionMeaning
        && !Suppresses(site);

    public static bool Ends(Catalogue catalogue, SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && catalogue.Of<TransactionEndMeaning>(site.Target) is not null
        && !ReturnsToSavepoint(site);

    public static bool Joins(Catalogue catalogue, SiteFact site) => catalogue.OfCall(site.Target) is TransactionMeaning { Joins: true };

    /// <summary>A disposal, of whatever.</summary>
    public static bool Disposes(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall && site.Target.Name is "Dispose" or "DisposeAsync" && site.Target.HasReceiver && site.Target.ParameterCount == 0;

    /// <summary>The savepoint that a rollback names stays within the transaction.</summary>
    public static bool ReturnsToSavepoint(SiteFact site) =>
        site.Target.Name.StartsWith("Rollback", StringComparison.Ordinal)
        && (site.Target.Name.StartsWith("RollbackToSavepoint", StringComparison.Ordinal) || site.Target.Id.IndexOf("(System.String", StringComparison.Ordinal) >= 0);

    /// <summary>Whether a method has a transaction around it by what is declared on it: everything it does is inside.</summary>
    public static bool IsBoundary(Catalogue catalogue, MethodNode node)
    {
        foreach (var intent in node.Intents)
        {
            if (intent.Type == IntentNames.TransactionBoundary)
            {
                return Propagation(intent) != NeverNumber;
            }

            if (IsTransaction(catalogue, intent))
            {
                return true;
            }
        }

        return node.Type.Attributes.Any(a => IsTransaction(catalogue, a));
    }

    public static bool IsMandatory(MethodNode node) => node.Intents.Any(i => i.Type == IntentNames.TransactionBoundary && Propagation(i) == MandatoryNumber);

    public static bool IsNever(MethodNode node) => node.Intents.Any(i => i.Type == IntentNames.TransactionBoundary && Propagation(i) == NeverNumber);

    /// <summary>Whether somebody wrote the method. Top-level statements stand in a class that the compiler marks as its own.</summary>
    public static bool IsUsers(MethodNode node) => !node.Method.Has(MethodTraits.Generated) || node.Method.Name == "<Main>$";

    /// <summary>Whether the caller hands over the transaction, or something of our own that holds one: its begin and its end are his.</summary>
    public static bool TakesTransaction(CodeGraph graph, MethodFact method) =>
        method.Parameters.Any(p => Enlistment.IsTransaction(p.Name)
            || (graph.Types.Find(p.Assembly, p.Name) is { } own && own.Fact.Fields.Any(f => Enlistment.IsTransaction(f.Type.Name))));

    private static bool Suppresses(SiteFact site) =>
        site.Target.Type == Scope
        && site.Target.Id.IndexOf(ScopeOption, StringComparison.Ordinal) >= 0
        && Values.Argument(site, 0) is { Kind: ValueKind.Number, Text: SuppressNumber };

    private static bool IsTransaction(Catalogue catalogue, AttributeFact attribute) =>
        catalogue.Attributes.TryGetValue(attribute.Type, out var meaning) && meaning is TransactionMeaning;

    private static string? Propagation(AttributeFact boundary) => boundary.Get("Propagation");
}
