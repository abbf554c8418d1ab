namespace IntentContracts.Runtime.Tests.Modes;

public sealed class IntentGuardOptionsTests
{
    private readonly IntentGuardOptions _options = new();

    [Fact]
    public void Everything_is_enforced_until_something_else_is_said() =>
        Assert.All(Enum.GetValues<GuardKind>(), kind => Assert.Equal(GuardMode.Enforce, _options[kind]));

    [Fact]
    public void All_kinds_are_set_at_once_and_then_single_ones()
    {
        _options.SetAll(GuardMode.Off)[GuardKind.Deadline] = GuardMode.Observe;

        Assert.Equal(GuardMode.Observe, _options[GuardKind.Deadline]);
        Assert.All(Enum.GetValues<GuardKind>().Where(static k => k != GuardKind.Deadline), kind => Assert.Equal(GuardMode.Off, _options[kind]));
    }

    [Fact]
    public void What_is_no_kind_or_mode_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _options[(GuardKind)99]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options[(GuardKind)(-1)] = GuardMode.Off);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options[GuardKind.Retry] = (GuardMode)3);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.SetAll((GuardMode)(-1)));
        Assert.Equal(GuardMode.Enforce, _options[GuardKind.Retry]);
    }

    [Fact]
    public async Task A_change_is_seen_by_the_next_call()
    {
        var guards = new IntentGuards(new InMemoryIdempotencyStore(), options: _options);
        var runner = new Transactions.PassingRunner();
        Task Run() => TransactionGuard.RunAsync(runner, new("M:Shop.Orders.Place", "", default), 0, static (_, _) => Task.CompletedTask, CancellationToken.None);
        using (guards.Use())
        {
            await Run();
            _options[GuardKind.Transaction] = GuardMode.Off;
            await Run();
            _options[GuardKind.Transaction] = GuardMode.Enforce;
            await Run();
        }

        Assert.Equal(2, runner.Requests.Count);
    }

    [Theory]
    [InlineData(GuardMode.Off, GuardMode.Enforce, GuardMode.Off)]
    [InlineData(GuardMode.Enforce, GuardMode.Off, GuardMode.Off)]
    [InlineData(GuardMode.Observe, GuardMode.Enforce, GuardMode.Observe)]
    [InlineData(GuardMode.Enforce, GuardMode.Observe, GuardMode.Observe)]
    [InlineData(GuardMode.Observe, GuardMode.Off, GuardMode.Off)]
    [InlineData(GuardMode.Enforce, GuardMode.Enforce, GuardMode.Enforce)]
    public void The_weaker_of_what_was_compiled_and_what_is_configured_counts(GuardMode compiled, GuardMode configured, GuardMode effective)
    {
        var guards = new IntentGuards(new InMemoryIdempotencyStore(), options: _options.SetAll(configured));

        Assert.Equal(effective, EffectiveMode.Of(guards, GuardKind.Deadline, compiled));
    }
}
