namespace IntentContracts.Runtime.Tests.Retries;

public sealed class RetryBudgetTests : IDisposable
{
    private readonly Attempts _attempts = new();

    public void Dispose() => _attempts.Dispose();

    [Fact]
    public async Task When_no_token_is_left_failures_pass_at_once_and_ten_successes_earn_one()
    {
        var contract = _attempts.Contract(budget: 2);
        async Task<int> Failing()
        {
            var before = _attempts.Count;
            await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(contract, static _ => new TimeoutException()));
            return _attempts.Count - before;
        }

        int[] attempts = [await Failing(), await Failing()];
        Assert.Equal([3, 1], attempts);
        Assert.Equal(["retried", "retried", "budget_used_up", "budget_used_up"], _attempts.Outcomes);
        Assert.Equal([1301, 1301, 1302, 1302], _attempts.Log.Ids);

        for (var i = 0; i < 9; i++)
        {
            await _attempts.RunAsync(contract, static _ => Task.FromResult(1));
        }

        Assert.Equal(1, await Failing());
        await _attempts.RunAsync(contract, static _ => Task.FromResult(1));
        attempts = [await Failing(), await Failing()];
        Assert.Equal([2, 1], attempts);
    }

    [Fact]
    public void There_are_never_more_tokens_than_the_budget()
    {
        var budget = new RetryBudget(1);
        for (var i = 0; i < 100; i++)
        {
            budget.GiveBack();
        }

        Assert.Equal([true, false], [budget.TryTake(), budget.TryTake()]);
    }

    [Fact]
    public void Without_a_budget_there_is_always_a_token()
    {
        var budget = new RetryBudget(0);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(budget.TryTake()));
    }

    [Fact]
    public void Many_threads_take_each_token_once()
    {
        var budget = new RetryBudget(1000);
        var taken = 0;
        Parallel.For(0, 5000, _ =>
        {
            if (budget.TryTake())
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(1000, taken);
    }
}
