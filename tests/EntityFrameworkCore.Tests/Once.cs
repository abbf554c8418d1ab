using System.Data;

namespace IntentContracts.EntityFrameworkCore.Tests;

/// <summary>The claim said that the key is in flight: what the guard then does is wait and ask again, in a new transaction.</summary>
internal sealed class InFlightException : Exception;

/// <summary>Another attempt has taken over.</summary>
internal sealed class LeaseLostException : Exception;

/// <summary>What a guard does with a member that is idempotent and a boundary: claim, effect and outcome in one transaction.</summary>
internal static class Once
{
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static ClaimKey Key(string key = "key") => ClaimKey.Create("M:Shop.Place", "tenant", key);

    public static ClaimRequest Claim(string key = "key", TimeSpan? lease = null, bool marked = false) => new(Key(key), "M:Shop.Place", new("v1:a"), lease ?? Long, Long, marked);

    /// <summary>Runs the body once for the key, and returns its answer or the one that was recorded.</summary>
    public static async Task<byte> RunAsync(
        ShopContext context, Func<Task<byte>> body, string key = "key", IsolationLevel isolation = IsolationLevel.Unspecified, bool asks = true)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                return await AttemptAsync(context, body, key, isolation, asks);
            }
            catch (InFlightException) when (again < 500)
            {
                await Task.Delay(Random.Shared.Next(5, 30));
            }
        }
    }

    private static async Task<byte> AttemptAsync(ShopContext context, Func<Task<byte>> body, string key, IsolationLevel isolation, bool asks)
    {
        var runner = new DbContextTransactionRunner(context);
        var claims = (EntityFrameworkIdempotencyStore)runner.Claims!;
        var attempt = 0L;
        var request = new TransactionRequest("M:Shop.Place", "shop", isolation)
        {
            HasCommitted = asks ? token => claims.HasCompletedAsync(Key(key), attempt, token).AsTask() : null,
        };
        return await runner.RunAsync(
            request,
            body,
            async (b, token) =>
            {
                switch (await claims.ClaimAsync(Claim(key), token))
                {
                    case ClaimOutcome.Completed completed:
                        return completed.Result.Span[0];
                    case ClaimOutcome.Acquired acquired:
                        attempt = acquired.Attempt;
                        var result = await b();
                        return await claims.CompleteAsync(Key(key), attempt, new[] { result }, Long, token) ? result : throw new LeaseLostException();
                    default:
                        throw new InFlightException();
                }
            },
            CancellationToken.None);
    }
}
