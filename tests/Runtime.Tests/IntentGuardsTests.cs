namespace IntentContracts.Runtime.Tests;

public sealed class IntentGuardsTests
{
    [Fact]
    public void The_default_is_one_per_process_and_enforces()
    {
        Assert.Same(IntentGuards.Default, IntentGuards.Default);
        Assert.Same(CallerScope.Ambient, IntentGuards.Default.CallerScope);
        Assert.Same(TimeProvider.System, IntentGuards.Default.Time);
        Assert.All(Enum.GetValues<GuardKind>(), static kind => Assert.Equal(GuardMode.Enforce, IntentGuards.Default.ModeOf(kind)));
    }

    [Fact]
    public void Guards_need_a_store() => Assert.Throws<ArgumentNullException>(() => new IntentGuards(null!));

    [Fact]
    public void The_logger_has_the_name_of_meter_and_activity_source()
    {
        var log = new RecordingLog();
        _ = new IntentGuards(new InMemoryIdempotencyStore(), loggers: log);

        Assert.Equal(IntentTelemetry.Name, log.Category);
    }

    [Fact]
    public void What_is_in_use_nests_and_ends_with_its_disposal()
    {
        var (outer, inner) = (Guards(), Guards());

        using (outer.Use())
        {
            using (inner.Use())
            {
                Assert.Same(inner, IntentGuards.Current);
            }

            Assert.Same(outer, IntentGuards.Current);
            var twice = inner.Use();
            twice.Dispose();
            using (inner.Use())
            {
                twice.Dispose();
                Assert.Same(inner, IntentGuards.Current);
            }
        }

        Assert.Same(IntentGuards.Default, IntentGuards.Current);
    }

    [Fact]
    public async Task What_is_in_use_flows_into_what_is_called_and_not_out_of_it()
    {
        var guards = Guards();
        using (guards.Use())
        {
            await Task.Yield();
            Assert.Same(guards, await Task.Run(static () => IntentGuards.Current));
        }

        await CalledAsync();
        Assert.Same(IntentGuards.Default, IntentGuards.Current);

        async Task CalledAsync()
        {
            _ = guards.Use();
            await Task.Yield();
            Assert.Same(guards, IntentGuards.Current);
        }
    }

    [Fact]
    public async Task Two_flows_at_the_same_time_have_each_their_own()
    {
        var hosts = Enumerable.Range(0, 16).Select(static _ => Guards()).ToArray();
        using var start = new Barrier(hosts.Length);

        var seen = await Task.WhenAll(hosts.Select(host => Task.Factory.StartNew(
            async () =>
            {
                using (host.Use())
                {
                    start.SignalAndWait();
                    await Task.Yield();
                    return IntentGuards.Current;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.Equal(hosts, seen);
    }

    private static IntentGuards Guards() => new(new InMemoryIdempotencyStore());
}
