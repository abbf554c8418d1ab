using System.Net;
using System.Net.Http.Headers;

namespace IntentContracts.Runtime.Tests.Retries;

public sealed class RetryPauseTests : IDisposable
{
    private readonly Attempts _attempts = new();

    public void Dispose() => _attempts.Dispose();

    [Fact]
    public async Task Pauses_are_random_shares_of_a_bound_that_doubles_up_to_the_longest()
    {
        var contract = _attempts.Contract(attempts: 6, baseSeconds: 1, maxSeconds: 5);
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(contract, static _ => new TimeoutException()));
        }

        var bounds = new[] { 1.0, 2, 4, 5, 5 };
        var shares = _attempts.Pauses.Select((pause, i) => pause.TotalSeconds / bounds[i % 5]).ToList();
        Assert.Equal(250, shares.Count);
        Assert.All(shares, static share => Assert.InRange(share, 0, 1));

        // Full jitter, not a bit around the bound: 250 shares all on one side have a chance of 2^-249.
        Assert.Contains(shares, static share => share < 0.5);
        Assert.Contains(shares, static share => share > 0.5);
    }

    public static TheoryData<string, object> Wishes => new()
    {
        { "a span", TimeSpan.FromSeconds(7) },
        { "seconds", 7 },
        { "the header's seconds", "7" },
        { "the header's date", "Thu, 01 Jan 1970 00:00:07 GMT" },
        { "a date", DateTimeOffset.UnixEpoch.AddSeconds(7) },
    };

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task What_an_exception_asks_for_in_its_data_is_the_pause(string what, object wish)
    {
        Assert.NotEmpty(what);
        await _attempts.RunAsync(_attempts.Contract(), n => n == 1 ? throw Asking(wish) : Task.FromResult(n));

        Assert.Equal([TimeSpan.FromSeconds(7)], _attempts.Pauses);
    }

    [Fact]
    public async Task What_an_exception_says_that_knows_is_the_pause()
    {
        await _attempts.RunAsync(_attempts.Contract(), static n => n == 1 ? throw new BusyException(TimeSpan.FromSeconds(7)) : Task.FromResult(n));

        Assert.Equal([TimeSpan.FromSeconds(7)], _attempts.Pauses);
    }

    [Fact]
    public async Task What_the_header_of_an_answer_asks_for_is_the_pause()
    {
        RetryConditionHeaderValue?[] headers = [new(TimeSpan.FromSeconds(7)), new(DateTimeOffset.UnixEpoch), null];
        using var answer = await _attempts.RunAsync(_attempts.Contract(), n =>
        {
            var failed = new HttpResponseMessage(n < 4 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            failed.Headers.RetryAfter = n < 4 ? headers[n - 1] : null;
            return Task.FromResult(failed);
        });

        // The date is over by then; the third answer asks for nothing, and the contract's own pauses are none here.
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.Zero, TimeSpan.Zero], _attempts.Pauses);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData("-5")]
    public async Task What_cannot_be_understood_asks_for_nothing(string text)
    {
        await _attempts.RunAsync(_attempts.Contract(), n => n == 1 ? throw Asking(text) : Task.FromResult(n));

        Assert.Equal([TimeSpan.Zero], _attempts.Pauses);
    }

    [Fact]
    public async Task A_failure_that_asks_for_more_than_the_longest_pause_passes_at_once()
    {
        var fault = Asking(TimeSpan.FromSeconds(31));
        Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => _attempts.FailAsync(_attempts.Contract(maxSeconds: 30), _ => fault)));

        using var answer = await _attempts.RunAsync(_attempts.Contract(maxSeconds: 30), static _ =>
        {
            var failed = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            failed.Headers.RetryAfter = new(TimeSpan.FromSeconds(31));
            return Task.FromResult(failed);
        });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(2, _attempts.Count);
        Assert.Equal(["failed", "failed"], _attempts.Outcomes);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(200, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(501, false)]
    public void Answers_that_may_get_better(int status, bool isFailure)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        Assert.Equal(isFailure, RetryAfter.IsFailure(answer));
    }

    private static TimeoutException Asking(object wish) => new() { Data = { ["Retry-After"] = wish } };

    private sealed class BusyException(TimeSpan wait) : Exception, IRetryAfter
    {
        public TimeSpan? RetryAfter { get; } = wait;
    }
}
