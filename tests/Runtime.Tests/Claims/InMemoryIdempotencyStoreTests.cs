using System.Text;

namespace IntentContracts.Runtime.Tests.Claims;

public sealed class InMemoryIdempotencyStoreTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);
    private static readonly ClaimKey Key = ClaimKey.Create("M:A.B", "tenant", "1");
    private static readonly Fingerprint Same = new("v1:same");
    private static readonly Fingerprint Other = new("v1:other");

    private readonly FakeTime _time = new();
    private readonly InMemoryIdempotencyStore _store;

    public InMemoryIdempotencyStoreTests() => _store = new(_time);

    [Fact]
    public async Task A_claim_in_flight_is_never_given_away_before_its_lease_ends()
    {
        await Acquire();

        _time.Advance(Lease - TimeSpan.FromTicks(1));

        var inFlight = Assert.IsType<ClaimOutcome.InFlight>(await Claim());
        Assert.Equal(TimeSpan.FromTicks(1), inFlight.Remaining);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<ClaimOutcome.Acquired>(await Claim());
    }

    [Fact]
    public async Task An_attempt_that_lost_its_lease_changes_nothing_any_more()
    {
        var first = await Acquire();
        _time.Advance(Lease);
        var second = await Acquire();
        Assert.True(second > first);

        await ChangesNothing(first);
        Assert.IsType<ClaimOutcome.InFlight>(await Claim());

        Assert.True(await Complete(second, "second"));
        await ChangesNothing(first);
        Assert.Equal("second", await Recorded());
    }

    [Fact]
    public async Task An_attempt_whose_lease_ended_still_completes_when_nobody_took_over()
    {
        var attempt = await Acquire();
        _time.Advance(Lease + Lease);

        Assert.True(await Complete(attempt, "late"));
        Assert.Equal("late", await Recorded());
    }

    [Fact]
    public async Task Attempts_grow_across_release_so_that_an_old_writer_is_never_taken_for_the_new_one()
    {
        var first = await Acquire();
        _time.Advance(Lease);
        var second = await Acquire();
        Assert.True(await _store.ReleaseAsync(Key, second, default));
        var third = await Acquire();

        Assert.True(third > second);
        await ChangesNothing(first);
        await ChangesNothing(second);
    }

    [Fact]
    public async Task Attempts_grow_across_retention()
    {
        var first = await Acquire();
        Assert.True(await Complete(first, "old"));
        _time.Advance(Retention);

        var second = await Acquire();

        Assert.True(second > first);
        await ChangesNothing(first);
    }

    [Fact]
    public async Task Renewing_moves_the_end_of_the_lease()
    {
        var attempt = await Acquire();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(await _store.RenewAsync(Key, attempt, Lease, default));
        _time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<ClaimOutcome.InFlight>(await Claim()).Remaining);
    }

    [Fact]
    public async Task Other_arguments_are_a_mismatch_in_every_state_and_change_nothing()
    {
        var attempt = await Acquire();
        Assert.IsType<ClaimOutcome.Mismatch>(await Claim(Other));
        _time.Advance(Lease);
        Assert.IsType<ClaimOutcome.Mismatch>(await Claim(Other));
        Assert.True(await _store.HoldAsync(Key, attempt, default));
        Assert.IsType<ClaimOutcome.Mismatch>(await Claim(Other));
        Assert.True(await Complete(attempt, "mine"));
        Assert.IsType<ClaimOutcome.Mismatch>(await Claim(Other));

        Assert.Equal("mine", await Recorded());
    }

    [Fact]
    public async Task An_outcome_is_replayed_for_its_retention_and_then_forgotten()
    {
        Assert.True(await Complete(await Acquire(), "done"));

        _time.Advance(Retention - TimeSpan.FromTicks(1));
        Assert.Equal("done", await Recorded());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<ClaimOutcome.Acquired>(await Claim(Other));
    }

    [Fact]
    public async Task A_held_key_stays_held_until_somebody_resolves_it()
    {
        var attempt = await Acquire();
        Assert.True(await _store.HoldAsync(Key, attempt, default));
        _time.Advance(TimeSpan.FromDays(1000));

        Assert.Equal(attempt, Assert.IsType<ClaimOutcome.Unknown>(await Claim()).Attempt);
        Assert.False(await _store.RenewAsync(Key, attempt, Lease, default));
        Assert.True(await _store.ReleaseAsync(Key, attempt, default));
        Assert.IsType<ClaimOutcome.Acquired>(await Claim());
    }

    [Fact]
    public async Task A_completed_claim_is_neither_held_nor_released_nor_completed_otherwise()
    {
        var attempt = await Acquire();
        Assert.True(await Complete(attempt, "first"));

        Assert.False(await _store.HoldAsync(Key, attempt, default));
        Assert.False(await _store.ReleaseAsync(Key, attempt, default));
        Assert.True(await Complete(attempt, "again"));
        Assert.Equal("first", await Recorded());
    }

    [Fact]
    public async Task Those_who_wait_are_woken_by_every_ending_and_by_no_takeover()
    {
        var first = await Acquire();
        var waiting = Settled(await Claim());
        _time.Advance(Lease);
        var second = await Acquire();
        Assert.False(waiting.IsCompleted);
        Assert.True(await _store.ReleaseAsync(Key, second, default));
        Assert.True(waiting.IsCompletedSuccessfully);

        var third = await Acquire();
        waiting = Settled(await Claim());
        Assert.True(await _store.HoldAsync(Key, third, default));
        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.True(third > first);
    }

    [Fact]
    public async Task Of_many_concurrent_claims_exactly_one_is_granted_also_at_a_takeover()
    {
        for (var round = 0; round < 50; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Claim())));

            Assert.Single(outcomes.OfType<ClaimOutcome.Acquired>());
            Assert.Equal(15, outcomes.OfType<ClaimOutcome.InFlight>().Count());
            _time.Advance(Lease);
        }
    }

    [Fact]
    public async Task A_cancelled_caller_claims_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.ClaimAsync(new(Key, "M:Shop.Place", Same, Lease, Retention), new(canceled: true)));

        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task The_sweep_removes_what_is_forgotten_and_nothing_else()
    {
        await Complete(await Acquire("done"), "x", "done");
        await Acquire("abandoned");
        await _store.HoldAsync(KeyOf("held"), await Acquire("held"), default);
        _time.Advance(Lease + Retention);

        await Acquire("fresh");

        await Eventually.True(() => _store.Count == 2, "the forgotten claims are swept");
        Assert.IsType<ClaimOutcome.Unknown>(await Claim(Same, "held"));
        Assert.IsType<ClaimOutcome.InFlight>(await Claim(Same, "fresh"));
    }

    [Fact]
    public async Task A_full_store_refuses_new_keys_serves_known_ones_and_recovers()
    {
        var store = new InMemoryIdempotencyStore(_time, new() { MaxClaims = 2 });
        Assert.True(await store.CompleteAsync(KeyOf("a"), await Acquire("a", store), "x"u8.ToArray(), Retention, default));
        await Acquire("b", store);

        var full = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Acquire("c", store));
        Assert.Contains("full (2 claims", full.Message, StringComparison.Ordinal);
        Assert.IsType<ClaimOutcome.Completed>(await Claim(Same, "a", store));

        _time.Advance(Retention);
        await Acquire("c", store);
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task Results_are_bounded_one_by_one_and_together()
    {
        var store = new InMemoryIdempotencyStore(_time, new() { MaxResultBytes = 8, MaxTotalResultBytes = 8 });
        var attempt = await Acquire("a", store);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.CompleteAsync(KeyOf("a"), attempt, new byte[9], Retention, default));
        Assert.IsType<ClaimOutcome.InFlight>(await Claim(Same, "a", store));

        Assert.True(await store.CompleteAsync(KeyOf("a"), attempt, new byte[8], Retention, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Acquire("b", store));
        _time.Advance(Retention);
        await Acquire("b", store);
    }

    [Fact]
    public async Task A_recorded_result_does_not_change_with_the_callers_buffer()
    {
        var buffer = "before"u8.ToArray();
        await _store.CompleteAsync(Key, await Acquire(), buffer, Retention, default);
        buffer[0] = (byte)'x';

        Assert.Equal("before", await Recorded());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public async Task Durations_are_positive(int lease, int retention) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await _store.ClaimAsync(new(Key, "M:Shop.Place", Same, TimeSpan.FromSeconds(lease), TimeSpan.FromSeconds(retention)), default));

    [Fact]
    public async Task The_longest_durations_do_not_overflow()
    {
        _time.Advance(TimeSpan.FromDays(1));
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await _store.ClaimAsync(new(Key, "M:Shop.Place", Same, TimeSpan.MaxValue, TimeSpan.MaxValue), default)).Attempt;
        Assert.True(await _store.RenewAsync(Key, attempt, TimeSpan.MaxValue, default));
        Assert.True(await _store.CompleteAsync(Key, attempt, "x"u8.ToArray(), TimeSpan.MaxValue, default));
        _time.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal("x", await Recorded());
    }

    private static ClaimKey KeyOf(string key) => key.Length == 0 ? Key : ClaimKey.Create("M:A.B", "tenant", key);

    private static Task Settled(ClaimOutcome outcome) => Assert.IsType<ClaimOutcome.InFlight>(outcome).Settled!;

    private async Task<ClaimOutcome> Claim(Fingerprint? fingerprint = null, string key = "", InMemoryIdempotencyStore? store = null) =>
        await (store ?? _store).ClaimAsync(new(KeyOf(key), "M:Shop.Place", fingerprint ?? Same, Lease, Retention), default);

    private async Task<long> Acquire(string key = "", InMemoryIdempotencyStore? store = null) =>
        Assert.IsType<ClaimOutcome.Acquired>(await Claim(Same, key, store)).Attempt;

    private async Task<bool> Complete(long attempt, string result, string key = "") =>
        await _store.CompleteAsync(KeyOf(key), attempt, Encoding.UTF8.GetBytes(result), Retention, default);

    private async Task<string> Recorded() => Encoding.UTF8.GetString(Assert.IsType<ClaimOutcome.Completed>(await Claim()).Result.Span);

    private async Task ChangesNothing(long attempt)
    {
        Assert.False(await Complete(attempt, "zombie"));
        Assert.False(await _store.ReleaseAsync(Key, attempt, default));
        Assert.False(await _store.HoldAsync(Key, attempt, default));
        Assert.False(await _store.RenewAsync(Key, attempt, Lease, default));
    }
}
