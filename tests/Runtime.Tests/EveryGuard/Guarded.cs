namespace IntentContracts.Runtime.Tests.EveryGuard;

/// <summary>A body inside one guard, whichever it is.</summary>
internal static class Guarded
{
    private const string Contract = "M:Shop.Orders.Place";

    // Nothing that these tests throw is worth another attempt.
    private static readonly Dictionary<GuardMode, RetryContract> s_retries = Enum.GetValues<GuardMode>()
        .ToDictionary(static m => m, static m => new RetryContract(Contract, "", 3, TimeSpan.Zero, TimeSpan.Zero, 10, [typeof(IOException)], m));

    public static Task<T> RunAsync<T>(GuardKind kind, GuardMode mode, IntentGuards guards, Func<CancellationToken, Task<T>> body, CancellationToken token = default) => kind switch
    {
        GuardKind.Deadline => DeadlineGuard.RunAsync(guards, new(Contract, "", TimeSpan.FromHours(1), mode), body, static (b, t) => b(t), token),
        GuardKind.Exclusive => ExclusiveGuard.RunAsync(guards, new(Contract, "", "orders", mode), "k", body, static (b, t) => b(t), token),
        GuardKind.Idempotent => IdempotentGuard.RunAsync(guards, Idempotent(mode), "tenant", "k", new("v1:"), body, static (b, t) => b(t), token),
        GuardKind.Retry => RetryGuard.RunAsync(guards, s_retries[mode], body, static (b, t) => b(t), token),
        _ => TransactionGuard.RunAsync(new Transactions.PassingRunner(), new(Contract, "", default, mode), body, static (b, t) => b(t), token),
    };

    public static Task RunAsync(GuardKind kind, GuardMode mode, IntentGuards guards, Func<CancellationToken, Task> body, CancellationToken token = default) => kind switch
    {
        GuardKind.Deadline => DeadlineGuard.RunAsync(guards, new(Contract, "", TimeSpan.FromHours(1), mode), body, static (b, t) => b(t), token),
        GuardKind.Exclusive => ExclusiveGuard.RunAsync(guards, new(Contract, "", "orders", mode), "k", body, static (b, t) => b(t), token),
        GuardKind.Idempotent => IdempotentGuard.RunAsync(guards, Idempotent(mode), "tenant", "k", new("v1:"), body, static (b, t) => b(t), token),
        GuardKind.Retry => RetryGuard.RunAsync(guards, s_retries[mode], body, static (b, t) => b(t), token),
        _ => TransactionGuard.RunAsync(new Transactions.PassingRunner(), new(Contract, "", default, mode), body, static (b, t) => b(t), token),
    };

    private static IdempotentContract Idempotent(GuardMode mode) =>
        new(Contract, "", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold, mode);
}
