namespace IntentContracts.Runtime.Tests.Claims;

/// <summary>What an operator types to resolve held keys.</summary>
public sealed class HeldClaimsCommandTests
{
    private static readonly ClaimKey Key = ClaimKey.Create("M:Shop.PlaceAsync", "tenant:7", "4711");

    private readonly InMemoryIdempotencyStore _store = new(new FakeTime());

    [Fact]
    public async Task Lists_what_is_held_with_everything_that_resolving_needs()
    {
        var attempt = await HoldAsync();

        Assert.Equal((0, $"{Key}  attempt {attempt}  0.00:00:00 old  M:Shop.PlaceAsync\n1 held\n"), await RunAsync("list"));
        Assert.Equal((0, $"{Key}  attempt {attempt}  0.00:00:00 old  M:Shop.PlaceAsync\n1 held, perhaps more: --top 10\n"), await RunAsync("list", "--top", "1"));
    }

    [Fact]
    public async Task Finds_the_claim_of_a_key() =>
        Assert.Equal((0, Key + "\n"), await RunAsync("key", "--contract", "M:Shop.PlaceAsync", "--scope", "tenant:7", "--key", "4711"));

    [Fact]
    public async Task Releases_so_that_the_next_call_executes()
    {
        var attempt = await HoldAsync();

        Assert.Equal((0, "released: the next call with this key executes\n"), await RunAsync("release", Key.Value, "--attempt", $"{attempt}"));
        Assert.IsType<ClaimOutcome.Acquired>(await ClaimAsync());
    }

    [Fact]
    public async Task Completes_with_what_is_replayed_from_then_on()
    {
        var attempt = await HoldAsync();

        Assert.Equal((0, "completed: calls with this key are given the result\n"), await RunAsync("complete", Key.Value, "--attempt", $"{attempt}", "--result", "{\"id\":1}"));
        Assert.Equal("{\"id\":1}"u8.ToArray(), Assert.IsType<ClaimOutcome.Completed>(await ClaimAsync()).Result.ToArray());
    }

    [Fact]
    public async Task Does_not_claim_to_have_corrected_what_is_completed()
    {
        var attempt = $"{await HoldAsync()}";
        await RunAsync("claims", "complete", Key.Value, "--attempt", attempt, "--result", "1");

        Assert.Equal((1, "nothing was changed: no unresolved claim has this attempt; list again\n"), await RunAsync("complete", Key.Value, "--attempt", attempt, "--result", "2"));
        Assert.Equal("1"u8.ToArray(), Assert.IsType<ClaimOutcome.Completed>(await ClaimAsync()).Result.ToArray());
    }

    [Fact]
    public async Task Changes_nothing_that_has_changed_since_it_was_listed()
    {
        var attempt = await HoldAsync();

        Assert.Equal((1, "nothing was changed: no unresolved claim has this attempt; list again\n"), await RunAsync("release", Key.Value, "--attempt", $"{attempt + 1}"));
        Assert.IsType<ClaimOutcome.Unknown>(await ClaimAsync());
    }

    [Theory]
    [InlineData("which command?")]
    [InlineData("which command?", "drop")]
    [InlineData("--top no is no positive number", "list", "--top", "no")]
    [InlineData("a claim has 64 hexadecimal digits", "release")]
    [InlineData("a claim has 64 hexadecimal digits", "release", "zz", "--attempt", "1")]
    [InlineData("--attempt is missing", "release", "CLAIM")]
    [InlineData("--attempt needs the number", "release", "CLAIM", "--attempt", "-1")]
    [InlineData("--result is no JSON", "complete", "CLAIM", "--attempt", "1", "--result", "{")]
    [InlineData("--retention soon is no positive duration", "complete", "CLAIM", "--attempt", "1", "--result", "1", "--retention", "soon")]
    public async Task Says_what_it_did_not_understand(string said, params string[] arguments)
    {
        var (code, output) = await RunAsync([.. arguments.Select(a => a == "CLAIM" ? Key.Value : a)]);

        Assert.Equal(2, code);
        Assert.StartsWith(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sweeper_removes_in_batches_survives_a_store_that_fails_and_ends_without_an_exception()
    {
        var time = new FakeTime();
        var log = new RecordingLog();
        var store = new SweepingStore();
        using var end = new CancellationTokenSource();

        var sweeper = new IdempotencySweeper(store, time, log).RunAsync(TimeSpan.FromMinutes(1), end.Token);
        await Eventually.True(() => time.Waiting == 1, "the sweeper pauses");
        Assert.Equal(3, store.Sweeps);
        store.Fails = true;
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(() => store.Sweeps == 4 && time.Waiting == 1, "it pauses again");
        Assert.Equal([1407], log.Ids);

        await end.CancelAsync();
        await sweeper;
    }

    private async Task<long> HoldAsync()
    {
        var attempt = Assert.IsType<ClaimOutcome.Acquired>(await ClaimAsync()).Attempt;
        await _store.HoldAsync(Key, attempt, default);
        return attempt;
    }

    private async Task<ClaimOutcome> ClaimAsync() =>
        await _store.ClaimAsync(new(Key, "M:Shop.PlaceAsync", new("v1:"), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)), default);

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (await HeldClaimsCommand.RunAsync(_store, arguments, output), output.ToString());
    }

    private sealed class SweepingStore() : PassingStore(new InMemoryIdempotencyStore())
    {
        public int Sweeps { get; private set; }

        public bool Fails { get; set; }

        public override ValueTask<int> SweepAsync(int atMost, CancellationToken cancellationToken)
        {
            Sweeps++;
            return Fails ? throw new IOException() : new(Sweeps < 3 ? atMost : 0);
        }
    }
}
