using System.Data;

namespace IntentContracts.Runtime.Tests.Transactions;

/// <summary>What waits for a commit.</summary>
public sealed class AfterCommitTests
{
    private readonly MemoryDatabase _database = new() { Attempts = 2 };
    private readonly List<string> _said = [];

    [Fact]
    public async Task Without_a_boundary_it_runs_at_once()
    {
        await SayAsync("hello");

        Assert.Equal(["hello with 0 rows"], _said);
    }

    [Fact]
    public async Task It_runs_in_order_when_the_rows_are_there_and_before_the_caller_goes_on()
    {
        await InBoundaryAsync(async () =>
        {
            _database.Write("order");
            await SayAsync("first");
            await SayAsync("second");
            Assert.Empty(_said);
        });

        Assert.Equal(["first with 1 rows", "second with 1 rows"], _said);
    }

    [Fact]
    public async Task A_rollback_drops_it()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => InBoundaryAsync(async () =>
        {
            await SayAsync("never");
            throw new InvalidOperationException();
        }));

        Assert.Empty(_said);
    }

    [Fact]
    public async Task An_attempt_that_failed_leaves_nothing_to_run()
    {
        var attempts = 0;
        await InBoundaryAsync(async () =>
        {
            await SayAsync("attempt " + ++attempts);
            _ = attempts == 1 ? throw new TimeoutException() : 0;
        });

        Assert.Equal(["attempt 2 with 0 rows"], _said);
    }

    [Fact]
    public async Task Inside_a_joined_boundary_it_waits_for_the_outer_one()
    {
        await InBoundaryAsync(async () =>
        {
            await InBoundaryAsync(() => SayAsync("inner"));
            Assert.Empty(_said);
            _database.Write("order");
        });

        Assert.Equal(["inner with 1 rows"], _said);
    }

    [Fact]
    public async Task A_savepoint_that_is_undone_drops_its_own_and_no_other()
    {
        await InBoundaryAsync(async () =>
        {
            await SayAsync("outer");
            await Assert.ThrowsAsync<InvalidOperationException>(() => InBoundaryAsync(
                async () =>
                {
                    await SayAsync("undone");
                    throw new InvalidOperationException();
                },
                TransactionPropagation.Nested));
            await InBoundaryAsync(() => SayAsync("kept"), TransactionPropagation.Nested);
            Assert.Empty(_said);
        });

        Assert.Equal(["outer with 0 rows", "kept with 0 rows"], _said);
    }

    [Fact]
    public async Task Its_failure_is_logged_and_does_not_fail_what_has_committed_nor_what_comes_after_it()
    {
        var log = new RecordingLog();
        using var guards = new IntentGuards(new InMemoryIdempotencyStore(), loggers: log).Use();

        await InBoundaryAsync(async () =>
        {
            _database.Write("order");
            await IntentTransaction.AfterCommitAsync(_ => throw new HttpRequestException("mail server down"));
            await SayAsync("next");
        });

        Assert.Equal(["order"], _database.Rows);
        Assert.Equal(["next with 1 rows"], _said);
        Assert.Contains(1501, log.Ids);
    }

    [Fact]
    public async Task What_it_calls_is_outside_of_the_boundary()
    {
        await InBoundaryAsync(() => IntentTransaction.AfterCommitAsync(_ => InBoundaryAsync(async () =>
        {
            _database.Write("receipt");
            await SayAsync("inner");
        })));

        Assert.Equal(["receipt"], _database.Rows);
        Assert.Equal(["inner with 1 rows"], _said);
    }

    private Task SayAsync(string what) => IntentTransaction.AfterCommitAsync(_ =>
    {
        _said.Add($"{what} with {_database.Rows.Count} rows");
        return Task.CompletedTask;
    });

    private Task InBoundaryAsync(Func<Task> body, TransactionPropagation propagation = TransactionPropagation.Required) => TransactionGuard.RunAsync(
        _database, new TransactionRequest("M:Shop.Place", "", IsolationLevel.Unspecified, Propagation: propagation), body, static (b, _) => b(), CancellationToken.None);
}
