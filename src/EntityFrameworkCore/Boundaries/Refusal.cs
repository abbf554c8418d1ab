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

    public static Exception NotOfItsOwn(DbContext context, OpenBoundary open, in TransactionRequest request) =>
        Because(request, $"needs a transaction of its own, and {ContractText.Name(open.Request.ContractId)} is open on its {Name(context)}: give it a context of its own, for example from an IDbContextFactory");

    public static Exception NoneOpen(DbContext context, in TransactionRequest request) =>
        Because(request, $"must be called inside a boundary, and none is open on {Name(context)}: declare [TransactionBoundary] on a member that calls it");

    public static Exception NeverInside(DbContext context, string? open, in TransactionRequest request) =>
        Because(request, $"must not run inside a transaction, and {(open is null ? "one that no boundary began" : ContractText.Name(open))} is open around it or on {Name(context)}: call it before or after");

    public static Exception NoSavepoints(DbContext context, in TransactionRequest request) =>
        Because(request, $"needs a savepoint, and the transaction of {Name(context)} has none: use another propagation, or a provider with savepoints");

    public static Exception UnsavedBeforeSavepoint(DbContext context, in TransactionRequest request) =>
        Because(request, $"begins with unsaved changes on {Name(context)}, which its savepoint could not keep apart from its own: save them before, or make them inside");

    public static Exception WouldWait(in TransactionRequest request, in Obstacle obstacle) => Because(request, obstacle.Kind switch
    {
        ObstacleKind.SharedConnection =>
            $"has a context of its own, but on the connection of {ContractText.Name(obstacle.ContractId)}, whose transaction is open on it: give the context a connection of its own",
        ObstacleKind.OneWriter =>
            $"would wait for {ContractText.Name(obstacle.ContractId)}, which is open around it on the same SQLite database: SQLite has one writer at a time. Call it after the commit, or join with the same context",
        _ =>
            $"would wait for a connection that cannot come: the boundaries around it hold all {obstacle.Held} of the pool. Raise Maximum Pool Size, or call it after the commit",
    });

    private static IntentContractException Because(in TransactionRequest request, string why) =>
        new($"{ContractText.Name(request.ContractId)} {why}{ContractText.Owner(request.Owner)}", request.ContractId, RuleAreas.Transactions, request.Owner);

    private static string Name(DbContext context) => context.GetType().Name;
}
