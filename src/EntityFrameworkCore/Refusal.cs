using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Where a boundary cannot keep its promise, and what to do instead. Nothing has begun when one of these is thrown.</summary>
internal static class Refusal
{
    public static Exception NotRelational(DbContext context, in TransactionRequest request) =>
        Because(request, $"needs a transaction, and the provider of {Name(context)} has none: use a relational provider, in tests SQLite in memory");

    public static Exception Ambient(in TransactionRequest request) =>
        Because(request, "runs inside a System.Transactions scope, which the context's own transaction cannot join: remove the TransactionScope, this boundary takes its place");

    public static Exception ForeignTransaction(DbContext context, in TransactionRequest request) =>
        Because(request, $"found a transaction on {Name(context)} that no boundary began: remove BeginTransaction or UseTransaction, or declare the boundary on the member that calls it");

    public static Exception ConcurrentUse(DbContext context, in TransactionRequest request, string other) =>
        Because(request, $"was called while {ContractText.Name(other)} is open on the same {Name(context)} in another flow: a context serves one flow at a time, use one per flow");

    public static Exception WeakerIsolation(OpenBoundary open, in TransactionRequest request) =>
        Because(request, $"needs {request.Isolation} and would join {ContractText.Name(open.Request.ContractId)}, whose transaction is {open.Isolation}: declare {request.Isolation} there");

    public static Exception UnsavedChanges(DbContext context, in TransactionRequest request) =>
        Because(request, $"begins with unsaved changes on {Name(context)}, whose execution strategy retries and could not write them again: save them before, or make them inside");

    private static IntentContractException Because(in TransactionRequest request, string why) =>
        new($"{ContractText.Name(request.ContractId)} {why}{ContractText.Owner(request.Owner)}", request.ContractId, RuleAreas.Transactions, request.Owner);

    private static string Name(DbContext context) => context.GetType().Name;
}
