using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore;

/// <summary>One request with a key: asks the store until there is an answer, and acts on it.</summary>
internal sealed class KeyedCall(IntentGuards guards, ProblemWriter problems, KeyedRequest request, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(HttpContext context, RequestDelegate endpoint)
    {
        var start = guards.Time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            ClaimOutcome outcome;
            try
            {
                outcome = await guards.Store.ClaimAsync(request.ToClaim(), context.RequestAborted);
            }
            catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
            {
                WebLog.StoreUnavailable(log, failure, request.Contract);
                await WriteAsync(context, KeyProblems.StoreUnavailable(request.Settings.Options.UnavailableRetryAfter, failure));
                return;
            }

            switch (outcome)
            {
                case ClaimOutcome.Acquired(var attempt):
                    await ExecuteAsync(context, endpoint, attempt);
                    return;
                case ClaimOutcome.Completed(var recorded):
                    await ReplayAsync(context, recorded);
                    return;
                case ClaimOutcome.Mismatch:
                    await WriteAsync(context, KeyProblems.Mismatch());
                    return;
                case ClaimOutcome.Unknown:
                    await WriteAsync(context, KeyProblems.Unknown());
                    return;
                case ClaimOutcome.InFlight running when request.Settings.OnConcurrent == ConcurrentDuplicate.Reject || guards.Time.GetElapsedTime(start) >= request.Settings.Lease:
                    await WriteAsync(context, KeyProblems.Conflict(running.Remaining < request.Settings.Options.ConflictRetryAfter ? running.Remaining : request.Settings.Options.ConflictRetryAfter));
                    return;
                case ClaimOutcome.InFlight running:
                    await WaitAsync(running, pause, context.RequestAborted);
                    break;
                default:
                    throw new InvalidOperationException($"{guards.Store.GetType()} answered a claim with {outcome?.GetType().Name ?? "null"}, which is none of the five outcomes.");
            }
        }
    }

    /// <summary>Says how the request would have been answered, and runs it in any case.</summary>
    public async Task ObserveAsync(HttpContext context, RequestDelegate endpoint)
    {
        ClaimOutcome outcome;
        try
        {
            outcome = await guards.Store.ClaimAsync(request.ToClaim() with { IsMarked = false }, context.RequestAborted);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            WebLog.Observed(log, request.Contract, "unavailable: " + failure.GetType().Name);
            await endpoint(context);
            return;
        }

        if (outcome is ClaimOutcome.Acquired(var attempt))
        {
            await new KeyedExecution(guards, request, attempt, isObserved: true, log).RunAsync(context, endpoint);
            return;
        }

        WebLog.Observed(log, request.Contract, outcome.GetType().Name);
        await endpoint(context);
    }

    private async Task ExecuteAsync(HttpContext context, RequestDelegate endpoint, long attempt)
    {
        if (!await new KeyedExecution(guards, request, attempt, isObserved: false, log).RunAsync(context, endpoint))
        {
            context.Response.Clear();
            await WriteAsync(context, KeyProblems.LeaseLost());
        }
    }

    private Task ReplayAsync(HttpContext context, ReadOnlyMemory<byte> recorded)
    {
        if (RecordedResponse.TryDecode(recorded) is { } response)
        {
            return response.HasBody ? ResponseReplay.WriteAsync(context.Response, response, context.RequestAborted) : WriteAsync(context, KeyProblems.NotReplayable(response.Status));
        }

        WebLog.Unreadable(log, request.Contract, request.Claim.Value);
        return WriteAsync(context, KeyProblems.NotReplayable(null));
    }

    // A lease that ends while it is waited for may have been renewed: the store is asked again in any case.
    private async Task WaitAsync(ClaimOutcome.InFlight running, TimeSpan pause, CancellationToken cancellationToken)
    {
        var left = running.Remaining < request.Settings.Lease ? running.Remaining : request.Settings.Lease;
        var atMost = running.Settled is null || left < pause ? (left < pause ? left : pause) : left;
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(atMost.TotalMilliseconds), 1, 3_600_000));
        var signal = running.Settled is { IsCompleted: false } settled ? settled.WaitAsync(wait, guards.Time, cancellationToken) : Task.Delay(wait < pause ? wait : pause, guards.Time, cancellationToken);
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Task WriteAsync(HttpContext context, IntentProblem problem) => problems.WriteAsync(context, problem with { Contract = request.Contract });
}
