using System.Data;
using IntentContracts.Runtime.Tests.Claims;

namespace IntentContracts.Runtime.Tests.Transactions;

/// <summary>Claims of a store that knows nothing of the transaction, with a boundary around them or inside.</summary>
public sealed class ClaimInsideBoundaryTests
{
    private static readonly IdempotentContract Contract = new(
        "M:Shop.PlaceAsync", "shop", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), ConcurrentDuplicate.Reject, FaultedClaim.Auto, MarksEffects: true);

    private readonly FakeTime _time = new();
    private readonly MemoryDatabase _database = new();
    private readonly RecordingStore _store;
    private int _runs;

    public ClaimInsideBoundaryTests() => _store = new(new InMemoryIdempotencyStore(_time));

    [Fact]
    public async Task Its_outcome_is_recorded_when_the_boundary_around_has_committed()
    {
        await InBoundaryAsync(async () =>
        {
            await PlaceAsync();
            // Nothing is committed, so nothing can be replayed.
            await Assert.ThrowsAsync<IdempotencyConflictException>(PlaceAsync);
        });

        Assert.Equal(1, await PlaceAsync());
        Assert.Equal(["order"], _database.Rows);
    }

    [Fact]
    public async Task When_the_boundary_around_rolls_back_the_key_is_free()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => InBoundaryAsync(async () =>
        {
            await PlaceAsync();
            throw new InvalidOperationException();
        }));

        Assert.Equal(2, await PlaceAsync());
        Assert.Equal(["order"], _database.Rows);
    }

    [Fact]
    public async Task When_it_rolls_back_after_a_mark_the_key_is_held()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => InBoundaryAsync(async () =>
        {
            await PlaceAsync(marks: true);
            throw new InvalidOperationException();
        }));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(PlaceAsync);
    }

    [Fact]
    public async Task When_nobody_knows_whether_it_committed_the_key_is_held()
    {
        _database.CommitFails = r => new CommitOutcomeUnknownException(r.ContractId, r.Owner, "the line is dead", new IOException());
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => InBoundaryAsync(PlaceAsync));

        _database.CommitFails = null;
        await Assert.ThrowsAsync<IdempotencyUnknownException>(PlaceAsync);
    }

    [Fact]
    public async Task A_lease_that_was_lost_meanwhile_rolls_the_boundary_back()
    {
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => InBoundaryAsync(async () =>
        {
            await PlaceAsync();
            _time.Advance(Contract.Lease);
            var other = await _store.ClaimAsync(new(_store.LastKey, Contract.ContractId, new("v1:"), Contract.Lease, Contract.Retention), default);
            Assert.IsType<ClaimOutcome.Acquired>(other);
        }));

        Assert.Empty(_database.Rows);
    }

    [Fact]
    public async Task A_body_that_dies_after_the_commit_of_a_boundary_inside_leaves_an_unknown_outcome()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => GuardedAsync(async () =>
        {
            await InBoundaryAsync(() =>
            {
                _database.Write("order");
                return Task.CompletedTask;
            });
            throw new TimeoutException();
        }));

        await Assert.ThrowsAsync<IdempotencyUnknownException>(PlaceAsync);
    }

    [Fact]
    public async Task A_boundary_inside_that_rolls_back_is_no_effect()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => GuardedAsync(async () =>
        {
            await InBoundaryAsync(() => throw new TimeoutException());
            return 1;
        }));

        Assert.Equal(2, await PlaceAsync());
    }

    [Fact]
    public async Task Whatever_the_contract_says_of_failures_a_commit_is_marked_before_it_happens()
    {
        var isMarked = false;
        _database.CommitFails = _ =>
        {
            // The process that dies here leaves what the next caller meets.
            _time.Advance(Contract.Lease);
            isMarked = _store.ClaimAsync(new(_store.LastKey, "", new("v1:"), Contract.Lease, Contract.Retention), default).AsTask().Result is ClaimOutcome.Unknown;
            return new InvalidOperationException("no space");
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => GuardedAsync(
            async () =>
            {
                await InBoundaryAsync(() => Task.CompletedTask);
                return 1;
            },
            Contract with { OnFault = FaultedClaim.Release }));

        Assert.True(isMarked);
    }

    private Task<int> PlaceAsync() => PlaceAsync(marks: false);

    private Task<int> PlaceAsync(bool marks) => GuardedAsync(async () =>
    {
        _database.Write("order");
        if (marks)
        {
            await IntentClaim.BeforeEffectAsync();
        }

        return _runs;
    });

    private Task<int> GuardedAsync(Func<Task<int>> body, IdempotentContract? contract = null) =>
        IdempotentGuard.RunAsync(new(_store, time: _time), contract ?? Contract, "tenant", "k", new("v1:"), body, (b, _) =>
        {
            _runs++;
            return b();
        }, CancellationToken.None);

    private Task InBoundaryAsync(Func<Task> body) => TransactionGuard.RunAsync(
        _database, new TransactionRequest("M:Shop.Outer", "", IsolationLevel.Unspecified), body, static (b, _) => b(), CancellationToken.None);
}
