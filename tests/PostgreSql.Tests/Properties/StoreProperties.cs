using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using IntentContracts.PostgreSql.Tests.Store;
using IntentContracts.Runtime.Tests;

namespace IntentContracts.PostgreSql.Tests.Properties;

/// <summary>Random sequences of calls come to what the model says, call by call.</summary>
public sealed class StoreProperties(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    // Times are multiples of an hour, so that what the test itself takes never decides. Where times meet exactly, a lease has ended.
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private static readonly Gen<Call> AnyCall =
        from kind in Gen.Elements("claim", "claim", "claim", "mark", "complete", "release", "hold", "renew", "pass", "pass", "find", "sweep")
        from grantsAgo in Gen.Elements(0, 0, 0, 1, 2)
        from hours in Gen.Choose(1, 3)
        from more in Gen.Choose(1, 3)
        from flag in Gen.Elements(true, false, false)
        select new Call(kind, grantsAgo, hours, more, flag);

    private static readonly Arbitrary<Call[]> Calls = Arb.From(
        from length in Gen.Choose(1, 25) from calls in AnyCall.ArrayOf(length) select calls,
        static calls => Enumerable.Range(0, calls.Length).Select(i => calls.Where((_, at) => at != i).ToArray()));

    [Fact]
    public void In_memory() => Prop
        .ForAll(Calls, static calls =>
        {
            var time = new FakeTime();
            // A sweep in the background would come at a moment that the model cannot know.
            Follows(calls, new InMemoryIdempotencyStore(time, new() { SweepInterval = Timeout.InfiniteTimeSpan }), by =>
            {
                time.Advance(by);
                return Task.CompletedTask;
            }).GetAwaiter().GetResult();
        })
        .Check(Runs.Of(3000));

    [PostgreSqlFact]
    public async Task PostgreSql()
    {
        var claims = await Claims.CreateAsync(database);
        Prop
            .ForAll(Calls, calls => Task.Run(async () =>
            {
                await database.ExecuteAsync("DELETE FROM " + claims.Table);
                await Follows(calls, claims.Store, claims.LetPass);
            }).GetAwaiter().GetResult())
            .Check(Runs.Of(60));
    }

    private static async Task Follows(Call[] calls, IIdempotencyStore store, Func<TimeSpan, Task> letPass)
    {
        var model = new ClaimModel();

        // Of each grant, the store's attempt. The one before the first never was.
        List<long> attempts = [-1];
        for (var i = 0; i < calls.Length; i++)
        {
            var call = calls[i];
            var grant = Math.Max(0, model.Grant - call.GrantsAgo);
            var attempt = attempts[grant];
            var (hours, more) = (call.Hours * Hour, call.More * Hour);
            object expected;
            object actual;
            switch (call.Kind)
            {
                case "claim":
                    var fingerprint = call.GrantsAgo < 2 ? "v1:same" : "v1:other";
                    expected = model.Claim(fingerprint, hours, more, call.Flag);
                    var outcome = await store.ClaimAsync(new(Claims.Key, Claims.Contract, new(fingerprint), hours, more, call.Flag), default);
                    if (outcome is ClaimOutcome.Acquired { Attempt: var granted })
                    {
                        Assert.True(granted > attempts[^1], $"attempt {granted} followed {attempts[^1]}");
                        attempts.Add(granted);
                    }

                    actual = Text(outcome, attempts);
                    break;
                case "mark":
                    (expected, actual) = (model.Mark(grant), await store.MarkAsync(Claims.Key, attempt, default));
                    break;
                case "complete":
                    (expected, actual) = (model.Complete(grant, (byte)i, hours), await store.CompleteAsync(Claims.Key, attempt, new[] { (byte)i }, hours, default));
                    break;
                case "release":
                    (expected, actual) = (model.Release(grant), await store.ReleaseAsync(Claims.Key, attempt, default));
                    break;
                case "hold":
                    (expected, actual) = (model.Hold(grant), await store.HoldAsync(Claims.Key, attempt, default));
                    break;
                case "renew":
                    (expected, actual) = (model.Renew(grant, hours), await store.RenewAsync(Claims.Key, attempt, hours, default));
                    break;
                case "find":
                    (expected, actual) = (model.FindHeld(), (await store.FindHeldAsync(10, default)).Count);
                    break;
                case "sweep":
                    (expected, actual) = (model.Sweep(), await store.SweepAsync(10, default));
                    break;
                default:
                    var time = call.Flag ? hours + HalfHour : HalfHour;
                    model.LetPass(time);
                    await letPass(time);
                    continue;
            }

            Assert.True(expected.Equals(actual), $"Call {i} ({call}) came to {actual} and not {expected}: {string.Join("; ", calls.Take(i + 1).Select(c => c.ToString()))}");
        }
    }

    private static string Text(ClaimOutcome outcome, List<long> attempts) => outcome switch
    {
        ClaimOutcome.Acquired acquired => "acquired " + attempts.IndexOf(acquired.Attempt).ToString(CultureInfo.InvariantCulture),
        ClaimOutcome.Unknown unknown => "unknown " + attempts.IndexOf(unknown.Attempt).ToString(CultureInfo.InvariantCulture),
        ClaimOutcome.Completed completed => "completed " + completed.Result.Span[0].ToString(CultureInfo.InvariantCulture),
        ClaimOutcome.Mismatch => "mismatch",
        ClaimOutcome.InFlight => "in flight",
        _ => outcome.ToString(),
    };

    internal sealed record Call(string Kind, int GrantsAgo, int Hours, int More, bool Flag);
}
