namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>What becomes of a key when the body fails, and of one whose outcome is unknown.</summary>
public sealed class FaultTests
{
    private static readonly IdempotentContract Contract = new(
        "M:Shop.PlaceAsync", "shop", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Auto, ReplayFailures: [typeof(DeclinedException)]);

    private readonly FakeTime _time = new();
    private readonly RecordingStore _store;
    private int _runs;

    public FaultTests() => _store = new(new InMemoryIdempotencyStore(_time));

    public sealed class DeclinedException(string message) : Exception(message);

    public sealed class UnspeakableException(int code) : Exception("code " + code);

    [Fact]
    public async Task Auto_holds_where_nobody_said_when_effects_begin()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Run(Contract, () => throw new TimeoutException()));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(Contract, () => Task.FromResult(2)));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Auto_frees_the_key_before_the_first_mark_and_holds_it_after()
    {
        var marks = Contract with { MarksEffects = true };
        await Assert.ThrowsAsync<TimeoutException>(() => Run(marks, () => throw new TimeoutException()));
        await Assert.ThrowsAsync<TimeoutException>(() => Run(marks, async () =>
        {
            await IntentClaim.BeforeEffectAsync();
            await IntentClaim.BeforeEffectAsync();
            throw new TimeoutException();
        }));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(marks, () => Task.FromResult(2)));
        Assert.Equal(2, _runs);
        var held = Assert.Single(await _store.FindHeldAsync(10, default));
        Assert.Equal(Contract.ContractId, held.ContractId);
    }

    [Fact]
    public async Task Release_frees_the_key_also_after_a_mark()
    {
        var releases = Contract with { OnFault = FaultedClaim.Release };
        await Assert.ThrowsAsync<TimeoutException>(() => Run(releases, async () =>
        {
            await IntentClaim.BeforeEffectAsync();
            throw new TimeoutException();
        }));

        Assert.Equal(2, await Run(releases, () => Task.FromResult(2)));
    }

    [Fact]
    public async Task A_declared_failure_is_thrown_again_with_its_type_and_message_and_the_body_runs_once()
    {
        await Assert.ThrowsAsync<DeclinedException>(() => Run(Contract, () => throw new DeclinedException("no money \u0001 ä")));

        var again = await Assert.ThrowsAsync<DeclinedException>(() => Run(Contract, () => Task.FromResult(2)));

        Assert.Equal("no money \u0001 ä", again.Message);
        Assert.Equal(1, _runs);
        await Assert.ThrowsAsync<IdempotencyMismatchException>(() => Run(Contract, () => Task.FromResult(2), arguments: "other"));
    }

    [Fact]
    public async Task A_failure_that_was_declared_once_and_is_not_any_more_is_not_run_again()
    {
        await Assert.ThrowsAsync<DeclinedException>(() => Run(Contract, () => throw new DeclinedException("no")));

        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Run(Contract with { ReplayFailures = null }, () => Task.FromResult(2)));

        Assert.Contains("DeclinedException, which this version does not declare", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_failure_that_cannot_be_made_of_its_message_is_refused_before_anything_happens()
    {
        var refused = await Assert.ThrowsAsync<IntentContractException>(() => Run(Contract with { ReplayFailures = [typeof(UnspeakableException)] }, () => Task.FromResult(1)));

        Assert.Contains("takes the message alone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _runs);
        Assert.Equal(0, _store.Claims);
    }

    [Fact]
    public async Task A_store_that_is_down_fails_the_call_before_anything_happens()
    {
        var down = new IntentGuards(new DownStore());

        var refused = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => Run(Contract, () => Task.FromResult(1), guards: down));

        Assert.Equal("Shop.PlaceAsync has not run: DownStore could not be asked for its key (no route) (owner: shop)", refused.Message);
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task A_slow_store_keeps_nobody_and_what_it_grants_late_is_given_back()
    {
        var gate = new TaskCompletionSource();
        var slow = new SlowStore(_store, gate.Task);
        using var patience = new CancellationTokenSource();
        var call = Run(Contract, () => Task.FromResult(1), guards: new(slow, time: _time), cancellationToken: patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.SetResult();

        await Eventually.True(() => slow.Released, "the claim is given back");
        Assert.Equal(2, await Run(Contract, () => Task.FromResult(2)));
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task A_mark_that_comes_too_late_stops_the_effect()
    {
        var marks = Contract with { MarksEffects = true };
        var gate = new TaskCompletionSource();
        var effects = 0;
        var zombie = Run(marks, async () =>
        {
            await gate.Task;
            await IntentClaim.BeforeEffectAsync();
            return ++effects;
        });
        _time.Advance(Contract.Lease);
        Assert.Equal(2, await Run(marks, () => Task.FromResult(2)));

        gate.SetResult();

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => zombie);
        Assert.Equal(0, effects);
        Assert.Equal(2, await Run(marks, () => Task.FromResult(3)));
    }

    [Fact]
    public async Task A_renewed_lease_is_not_taken_over()
    {
        var marks = Contract with { MarksEffects = true, OnConcurrent = ConcurrentDuplicate.Reject };
        var gate = new TaskCompletionSource();
        var renewed = new TaskCompletionSource();
        var first = Run(marks, async () =>
        {
            _time.Advance(Contract.Lease - TimeSpan.FromSeconds(1));
            await IntentClaim.RenewAsync();
            renewed.SetResult();
            await gate.Task;
            return 1;
        });
        await renewed.Task;
        _time.Advance(Contract.Lease - TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Run(marks, () => Task.FromResult(2)));

        gate.SetResult();
        Assert.Equal(1, await first);
    }

    [Theory]
    [InlineData("still", 1)]
    [InlineData("nothing", 2)]
    [InlineData("happened", 1)]
    [InlineData("throws", 1)]
    [InlineData("wrong type", 1)]
    public async Task The_resolver_decides_about_an_unknown_outcome(string answer, int runs)
    {
        var resolver = new Resolver(answer);
        var guards = new IntentGuards(_store, time: _time, resolver: resolver);
        await Assert.ThrowsAsync<TimeoutException>(() => Run(Contract, () => throw new TimeoutException(), guards: guards));

        if (answer is "nothing" or "happened")
        {
            Assert.Equal(answer == "nothing" ? 2 : 4711, await Run(Contract, () => Task.FromResult(2), guards: guards));
            Assert.Equal(answer == "nothing" ? 2 : 4711, await Run(Contract, () => Task.FromResult(3), guards: guards));
        }
        else
        {
            await Assert.ThrowsAsync<IdempotencyUnknownException>(() => Run(Contract, () => Task.FromResult(2), guards: guards));
        }

        Assert.Equal(runs, _runs);
        var asked = Assert.Single(resolver.Asked);
        Assert.Equal(("tenant", "k", typeof(int)), (asked.Scope, asked.Key, asked.ResultType));
        Assert.DoesNotContain("tenant", asked.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(IdempotentContract contract, Func<Task<int>> body, string arguments = "", IntentGuards? guards = null, CancellationToken cancellationToken = default) =>
        IdempotentGuard.RunAsync(guards ?? new(_store, time: _time), contract, "tenant", "k", new("v1:" + arguments), body, (b, _) =>
        {
            _runs++;
            return b();
        }, cancellationToken);

    private sealed class Resolver(string answer) : IUnknownClaimResolver
    {
        public List<UnknownClaim> Asked { get; } = [];

        public ValueTask<UnknownClaimResolution> ResolveAsync(UnknownClaim claim, CancellationToken cancellationToken)
        {
            Asked.Add(claim);
            return new(answer switch
            {
                "nothing" => UnknownClaimResolution.NothingHappened,
                "happened" => UnknownClaimResolution.Happened(4711),
                "throws" => throw new HttpRequestException("provider down"),
                "wrong type" => UnknownClaimResolution.Happened("4711"),
                _ => UnknownClaimResolution.StillUnknown,
            });
        }
    }
}
