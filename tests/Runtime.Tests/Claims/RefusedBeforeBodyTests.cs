namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>When the body has not run, the key is free; when it may have run, the key is held, whatever the exception says of itself.</summary>
public sealed class RefusedBeforeBodyTests
{
    private const string Contract = "M:Shop.Orders.Place";

    private readonly IntentGuards _guards = new(new InMemoryIdempotencyStore());

    public static TheoryData<string, Action> Refusals => new()
    {
        { "requires", static () => ConditionGuard.RequiresFailed(Contract, "", "a > 0", "", GuardMode.Enforce) },
        { "transition", static () => throw TransitionGuard.Illegal(Contract, "", "Order.Status", "Shipped", "Draft", GuardMode.Enforce)! },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_the_contract_itself_refuses_on_entry_frees_the_key(string what, Action refuse)
    {
        Assert.NotEmpty(what);
        await Assert.ThrowsAnyAsync<IntentContractException>(() => RunAsync("k", () => Throw(refuse)));

        Assert.Equal(1, await RunAsync("k", static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task What_another_contract_refuses_inside_the_body_holds_the_key()
    {
        await Assert.ThrowsAsync<RequiresViolationException>(() => RunAsync("k", static () => Throw(static () => ConditionGuard.RequiresFailed("M:Shop.Stock.Take", "", "a > 0", "", GuardMode.Enforce))));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("k", static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task What_is_found_at_the_exit_holds_the_key()
    {
        await Assert.ThrowsAsync<EnsuresViolationException>(() => RunAsync("k", static () => Throw(static () => ConditionGuard.EnsuresFailed(Contract, "", "a > 0", "", GuardMode.Enforce))));
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("k", static () => Task.FromResult(1)));

        await Assert.ThrowsAsync<IllegalTransitionException>(() => RunAsync("t", static () => Throw(static () => TransitionGuard.WrongTarget(Contract, "", "Order.Status", "Lost", "Paid", GuardMode.Enforce))));
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("t", static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_member_that_calls_itself_with_another_key_holds_its_own()
    {
        await Assert.ThrowsAsync<RequiresViolationException>(() => RunAsync("outer", () => RunAsync("inner", static () => Throw(static () => ConditionGuard.RequiresFailed(Contract, "", "a > 0", "", GuardMode.Enforce)))));

        Assert.Equal(1, await RunAsync("inner", static () => Task.FromResult(1)));
        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("outer", static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_member_that_calls_itself_for_the_key_it_holds_exclusively_holds_its_claim()
    {
        Task<int> Exclusive(Func<Task<int>> body) => ExclusiveGuard.RunAsync(_guards, new(Contract, "", "orders"), "k", body, static (b, _) => b(), CancellationToken.None);

        await Assert.ThrowsAsync<ExclusiveReentryException>(() => Exclusive(() => RunAsync("k", () => Exclusive(static () => Task.FromResult(1)))));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("k", static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_refusal_of_the_second_attempt_says_nothing_of_the_first()
    {
        var retry = new RetryContract(Contract, "", 3, default, default, 0, []);
        var attempts = 0;

        await Assert.ThrowsAsync<RequiresViolationException>(() => RunAsync("k", () => RetryGuard.RunAsync(
            _guards,
            retry,
            0,
            (_, _) => attempts++ == 0 ? throw new TimeoutException() : Throw(static () => ConditionGuard.RequiresFailed(Contract, "", "a > 0", "", GuardMode.Enforce)),
            CancellationToken.None)));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => RunAsync("k", static () => Task.FromResult(1)));
    }

    private Task<int> RunAsync(string key, Func<Task<int>> body) => IdempotentGuard.RunAsync(
        _guards,
        new(Contract, "", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold),
        "tenant",
        key,
        new("v1:"),
        body,
        static (b, _) => b(),
        CancellationToken.None);

    private static async Task<int> Throw(Action refuse)
    {
        await Task.Yield();
        refuse();
        return 0;
    }
}
