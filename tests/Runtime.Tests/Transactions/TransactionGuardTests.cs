using System.Data;

namespace IntentContracts.Runtime.Tests.Transactions;

public sealed class TransactionGuardTests
{
    private static readonly TransactionRequest Request = new("M:Orders.Place", "orders", IsolationLevel.Serializable);

    [Fact]
    public async Task The_runner_gets_the_declaration_the_state_and_the_token()
    {
        var runner = new PassingRunner();
        using var source = new CancellationTokenSource();

        var result = await TransactionGuard.RunAsync(runner, Request, 20, (state, token) => Task.FromResult((state + 1, token)), source.Token);

        Assert.Equal((21, source.Token), result);
        Assert.Equal([Request], runner.Requests);
    }

    [Fact]
    public async Task A_body_without_a_result_runs_inside_too()
    {
        var runner = new PassingRunner();
        var inside = false;

        await TransactionGuard.RunAsync(
            runner,
            Request,
            0,
            async (_, _) =>
            {
                await Task.Yield();
                inside = runner.IsOpen;
            },
            CancellationToken.None);

        Assert.True(inside);
    }

    [Fact]
    public async Task What_the_body_throws_passes_unchanged()
    {
        var fault = new TimeoutException();
        Task Fail(int state, CancellationToken token) => throw fault;

        Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => TransactionGuard.RunAsync(new PassingRunner(), Request, 0, Fail, CancellationToken.None)));
    }

    [Fact]
    public void A_boundary_needs_a_runner() =>
        Assert.Equal("runner", Assert.Throws<ArgumentNullException>(() => { _ = TransactionGuard.RunAsync(null!, Request, 0, (_, _) => Task.CompletedTask, default); }).ParamName);
}
