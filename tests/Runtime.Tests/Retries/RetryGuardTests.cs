using System.Net;

namespace IntentContracts.Runtime.Tests.Retries;

public sealed class RetryGuardTests : IDisposable
{
    private readonly Attempts _attempts = new();

    public void Dispose() => _attempts.Dispose();

    [Fact]
    public async Task A_failing_body_runs_again_until_it_succeeds()
    {
        Assert.Equal("3", await _attempts.RunAsync(_attempts.Contract(), static n => n < 3 ? throw new TimeoutException() : Task.FromResult($"{n}")));

        Assert.Equal(["retried", "retried", "succeeded"], _attempts.Outcomes);
        Assert.Equal([1301, 1301], _attempts.Log.Ids);
        Assert.Contains("attempt 2 of 4", _attempts.Log.Entries[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_failure_passes_unchanged()
    {
        var faults = Enumerable.Range(0, 5).Select(static n => new TimeoutException($"{n}")).ToArray();

        Assert.Same(faults[4], await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(_attempts.Contract(), n => faults[n])));
        Assert.Equal(4, _attempts.Count);
        Assert.Equal(["retried", "retried", "retried", "failed"], _attempts.Outcomes);
    }

    [Fact]
    public async Task One_attempt_is_one_attempt()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(_attempts.Contract(attempts: 1), static _ => new TimeoutException()));
        Assert.Equal(1, _attempts.Count);
    }

    [Fact]
    public async Task Three_layers_of_four_attempts_make_four_calls()
    {
        var (outer, middle) = (new RetryContract("M:A", "", 4, default, default, 0, []), new RetryContract("M:B", "", 4, default, default, 0, []));
        var inner = _attempts.Contract();
        Task<int> Layer(RetryContract contract, Func<Task<int>> body) => RetryGuard.RunAsync(_attempts.Guards, contract, body, static (b, _) => b(), CancellationToken.None);

        await Assert.ThrowsAsync<TimeoutException>(() => Layer(outer, () => Layer(middle, () => _attempts.FailAsync(inner, static _ => new TimeoutException()))));

        Assert.Equal(4, _attempts.Count);
        Assert.Equal(Enumerable.Repeat("left_to_owner", 4), _attempts.Outcomes);
    }

    [Fact]
    public async Task Who_is_inside_can_ask_and_who_was_left_behind_retries_for_itself()
    {
        Assert.False(IntentRetry.IsOwned);
        var gate = new TaskCompletionSource();
        Task<bool>? left = null;
        Assert.True(await _attempts.RunAsync(_attempts.Contract(), _ =>
        {
            left = LeftAsync();
            return Task.FromResult(IntentRetry.IsOwned);
        }));
        gate.SetResult();

        Assert.False(await left!);
        Assert.False(IntentRetry.IsOwned);

        async Task<bool> LeftAsync()
        {
            await gate.Task;
            return IntentRetry.IsOwned;
        }
    }

    [Fact]
    public async Task Only_what_was_named_is_worth_another_attempt_with_what_derives_from_it()
    {
        var contract = _attempts.Contract(on: [typeof(IOException)]);
        await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(contract, static _ => new TimeoutException()));
        Assert.Equal(1, _attempts.Count);

        await Assert.ThrowsAsync<FileNotFoundException>(() => _attempts.FailAsync(contract, static _ => new FileNotFoundException()));
        Assert.Equal(5, _attempts.Count);
    }

    [Fact]
    public async Task What_was_cancelled_is_not_tried_again_and_what_timed_out_is()
    {
        using var source = new CancellationTokenSource();
        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => _attempts.RunAsync<int>(
            _attempts.Contract(),
            _ =>
            {
                source.Cancel();
                throw new OperationCanceledException(source.Token);
            },
            source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal(1, _attempts.Count);
        Assert.Equal(["cancelled"], _attempts.Outcomes);

        await Assert.ThrowsAsync<TaskCanceledException>(() => _attempts.FailAsync(_attempts.Contract(), static _ => new TaskCanceledException("HttpClient.Timeout")));
        Assert.Equal(5, _attempts.Count);
    }

    [Fact]
    public async Task A_pause_ends_with_the_callers_cancellation()
    {
        using var source = new CancellationTokenSource();
        var runs = 0;
        var call = RetryGuard.RunAsync<int, int>(
            _attempts.Guards,
            _attempts.Contract(baseSeconds: 3600, maxSeconds: 3600),
            0,
            (_, _) =>
            {
                runs++;
                throw new TimeoutException();
            },
            source.Token);
        await Eventually.True(() => _attempts.Time.Waiting == 1, "the pause has begun");
        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.True(call.IsCanceled);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task What_a_guard_has_refused_is_not_tried_again_except_a_key_in_flight()
    {
        await Assert.ThrowsAsync<RequiresViolationException>(() => _attempts.FailAsync(_attempts.Contract(), static _ => new RequiresViolationException("M:A", "", "a > 0", "")));
        Assert.Equal(1, _attempts.Count);

        var conflict = new IdempotencyConflictException("M:A", "", TimeSpan.FromSeconds(7), "busy");
        Assert.Equal(3, await _attempts.RunAsync(_attempts.Contract(), n => n == 2 ? throw conflict : Task.FromResult(n)));
        Assert.Equal([TimeSpan.FromSeconds(7)], _attempts.Pauses);
    }

    [Fact]
    public async Task Answers_that_may_get_better_are_tried_again_and_the_abandoned_ones_disposed()
    {
        var answers = new List<Answer>();
        var last = await _attempts.RunAsync<HttpResponseMessage>(_attempts.Contract(), n =>
        {
            answers.Add(new(n == 1 ? HttpStatusCode.ServiceUnavailable : n == 2 ? HttpStatusCode.TooManyRequests : HttpStatusCode.NotFound));
            return Task.FromResult<HttpResponseMessage>(answers[^1]);
        });

        Assert.Equal([true, true, false], answers.Select(static a => a.IsDisposed));
        Assert.Same(answers[2], last);
        Assert.Equal(["retried", "retried", "succeeded"], _attempts.Outcomes);
    }

    [Fact]
    public async Task The_last_answer_is_returned_as_it_is()
    {
        var answers = new List<Answer>();
        var last = await _attempts.RunAsync<HttpResponseMessage>(_attempts.Contract(attempts: 2), _ =>
        {
            answers.Add(new(HttpStatusCode.BadGateway));
            return Task.FromResult<HttpResponseMessage>(answers[^1]);
        });

        Assert.Equal([true, false], answers.Select(static a => a.IsDisposed));
        Assert.Same(answers[1], last);
        Assert.Equal(["retried", "failed"], _attempts.Outcomes);
    }

    [Fact]
    public async Task Observed_there_is_one_attempt_and_what_would_have_been_tried_again_is_counted()
    {
        var contract = _attempts.Contract(mode: GuardMode.Observe);
        await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(contract, static _ => new TimeoutException()));
        await Assert.ThrowsAsync<RequiresViolationException>(() => _attempts.FailAsync(contract, static _ => new RequiresViolationException("M:A", "", "a > 0", "")));
        Assert.False(await _attempts.RunAsync(contract, static _ => Task.FromResult(IntentRetry.IsOwned)));
        using var answer = await _attempts.RunAsync(contract, static _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)));
        await _attempts.RunAsync(new("M:Owner", "", 4, default, default, 0, []), _ => _attempts.RunAsync(contract, static _ => Task.FromResult(1)));

        Assert.Equal(["~retried", "~failed", "~succeeded", "~retried", "~left_to_owner"], _attempts.Outcomes);
        Assert.Equal([1303, 1303], _attempts.Log.Ids);
    }

    private sealed class Answer(HttpStatusCode status) : HttpResponseMessage(status)
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
