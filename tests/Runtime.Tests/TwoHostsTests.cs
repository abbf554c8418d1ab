namespace IntentContracts.Runtime.Tests;

/// <summary>Two hosts in one process, as tests and modular programs have them: nothing of the one is seen in the other.</summary>
public sealed class TwoHostsTests
{
    private const string Contract = "M:Shop.Orders.Place";

    private readonly Host _one = new();
    private readonly Host _two = new();

    [Fact]
    public async Task Claims_are_kept_apart()
    {
        var contract = new IdempotentContract(Contract, "", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), ConcurrentDuplicate.Wait, FaultedClaim.Hold);
        Task<string> Run(Host host, string result) =>
            IdempotentGuard.RunAsync(host.Guards, contract, "tenant", "k", new("v1:"), result, static (r, _) => Task.FromResult(r), CancellationToken.None);

        Assert.Equal("one", await Run(_one, "one"));
        Assert.Equal("two", await Run(_two, "two"));
        Assert.Equal("one", await Run(_one, "?"));
    }

    [Fact]
    public async Task Keys_are_locked_apart_even_from_inside()
    {
        var contract = new ExclusiveContract(Contract, "", "orders");
        Task<int> Run(Host host, Func<Task<int>> body) => ExclusiveGuard.RunAsync(host.Guards, contract, "k", body, static (b, _) => b(), CancellationToken.None);

        Assert.Equal(2, await Run(_one, () => Run(_two, static () => Task.FromResult(2))));
    }

    [Fact]
    public async Task Clocks_are_kept_apart()
    {
        var contract = new DeadlineContract(Contract, "", TimeSpan.FromSeconds(1));
        var gate = new TaskCompletionSource<int>();
        Task<int> Run(Host host) => DeadlineGuard.RunAsync(host.Guards, contract, gate, static (g, token) => g.Task.WaitAsync(token), CancellationToken.None);

        var (first, second) = (Run(_one), Run(_two));
        _one.Time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<DeadlineExceededException>(() => first);
        gate.SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Budgets_of_one_contract_are_kept_apart()
    {
        var contract = new RetryContract(Contract, "", 5, TimeSpan.Zero, TimeSpan.Zero, 1, []);
        async Task<int> Attempts(Host host)
        {
            var count = 0;
            await Assert.ThrowsAsync<TimeoutException>(() => RetryGuard.RunAsync<int, int>(
                host.Guards,
                contract,
                0,
                (_, _) =>
                {
                    count++;
                    throw new TimeoutException();
                },
                CancellationToken.None));
            return count;
        }

        int[] attempts = [await Attempts(_one), await Attempts(_one), await Attempts(_two), await Attempts(_two)];
        Assert.Equal([2, 1, 2, 1], attempts);
    }

    [Fact]
    public void Modes_and_loggers_are_those_of_the_host_whose_flow_it_is()
    {
        _two.Options[GuardKind.Requires] = GuardMode.Observe;
        static void Fail() => ConditionGuard.RequiresFailed(Contract, "orders", "a > 0", "", GuardMode.Enforce);

        using (_one.Guards.Use())
        {
            Assert.Throws<RequiresViolationException>(Fail);
        }

        using (_two.Guards.Use())
        {
            Fail();
        }

        Assert.Equal([1001], _one.Log.Ids);
        Assert.Equal([1002], _two.Log.Ids);
    }

    [Fact]
    public async Task A_boundary_asks_the_host_whose_flow_it_is()
    {
        _two.Options[GuardKind.Transaction] = GuardMode.Observe;
        async Task<int> Boundaries(Host host)
        {
            var runner = new Transactions.PassingRunner();
            using (host.Guards.Use())
            {
                await TransactionGuard.RunAsync(runner, new(Contract, "", default), 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
            }

            return runner.Requests.Count;
        }

        int[] boundaries = [await Boundaries(_one), await Boundaries(_two)];
        Assert.Equal([1, 0], boundaries);
    }

    private sealed class Host
    {
        public Host() => Guards = new(new InMemoryIdempotencyStore(Time), time: Time, options: Options, loggers: Log);

        public FakeTime Time { get; } = new();

        public IntentGuardOptions Options { get; } = new();

        public RecordingLog Log { get; } = new();

        public IntentGuards Guards { get; }
    }
}
