using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace IntentContracts.AspNetCore;

/// <summary>The one execution that holds a key: runs the endpoint, settles the claim by how it has ended, and then sends the response.</summary>
/// <remarks>Settling is never cancelled: a client that goes does not change what has happened.</remarks>
internal sealed class KeyedExecution(IntentGuards guards, KeyedRequest request, long attempt, bool isObserved, ILogger log)
{
    private readonly IIdempotencyStore _store = guards.Store;

    /// <returns>False when another execution has taken the key over, and nothing was sent: the response is not the one that duplicates get.</returns>
    public async Task<bool> RunAsync(HttpContext context, RequestDelegate endpoint)
    {
        var client = context.RequestAborted;
        if (client.IsCancellationRequested)
        {
            await ReleaseAsync();
            client.ThrowIfCancellationRequested();
        }

        var lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        var detached = lifetime is not null && request.Settings.Options.FinishWithoutClient && !isObserved ? new DetachedLifetime(lifetime) : null;
        if (detached is not null)
        {
            context.Features.Set<IHttpRequestLifetimeFeature>(detached);
        }

        var renewal = new LeaseRenewal(_store, request.Claim, attempt, request.Settings.Lease, guards.Time);
        var capture = ResponseCapture.Begin(context, _store.MaxResultBytes, isObserved);
        try
        {
            await endpoint(context);
            await capture.CompleteAsync();
        }
        catch (Exception fault)
        {
            await renewal.DisposeAsync();
            await FaultedAsync(fault, 0);
            throw;
        }
        finally
        {
            capture.End();
            if (detached is not null)
            {
                context.Features.Set(lifetime);
            }
        }

        await renewal.DisposeAsync();
        if (!await SettleAsync(context.Response, capture, detached?.IsAborted == true) && !context.Response.HasStarted && !isObserved)
        {
            return false;
        }

        if (!client.IsCancellationRequested)
        {
            await capture.SendAsync(client);
        }

        return true;
    }

    private async Task<bool> SettleAsync(HttpResponse response, ResponseCapture capture, bool isAborted)
    {
        var status = response.StatusCode;
        if (isAborted || status is < 200 or >= 500)
        {
            await FaultedAsync(null, status);
            return true;
        }

        if (request.Settings.Options.ReleasedStatuses.Contains(status))
        {
            await ReleaseAsync();
            return true;
        }

        var recorded = new RecordedResponse(status, RecordedResponse.HeadersOf(response.Headers, request.Settings.Options.ReplayedHeaders), capture.Body, !capture.HasOverflowed);
        var (bytes, isWhole) = recorded.Encode(_store.MaxResultBytes);
        if (!isWhole)
        {
            WebLog.TooLargeToReplay(log, request.Contract, _store.MaxResultBytes);
        }

        return await CompleteAsync(bytes);
    }

    private async Task<bool> CompleteAsync(byte[] recorded)
    {
        try
        {
            if (await _store.CompleteAsync(request.Claim, attempt, recorded, request.Settings.Retention, CancellationToken.None))
            {
                return true;
            }

            WebLog.LeaseLost(log, request.Contract, request.Claim.Value, attempt);
            return false;
        }
        catch (Exception failure)
        {
            // What the endpoint answers is true, recorded or not: its caller gets it, and need not ask again. Only duplicates are refused.
            WebLog.Unrecorded(log, failure, request.Contract, request.Claim.Value, attempt);
            await TryAsync(() => _store.HoldAsync(request.Claim, attempt, CancellationToken.None));
            return true;
        }
    }

    private async Task FaultedAsync(Exception? fault, int status)
    {
        // A key that nobody enforces must not be held on the day that somebody does.
        if ((isObserved || request.Settings.OnFault == FaultedClaim.Release) && await ReleaseAsync())
        {
            return;
        }

        await TryAsync(() => _store.HoldAsync(request.Claim, attempt, CancellationToken.None));
        WebLog.Held(log, fault, request.Contract, request.Claim.Value, attempt, status);
    }

    private Task<bool> ReleaseAsync() => TryAsync(() => _store.ReleaseAsync(request.Claim, attempt, CancellationToken.None));

    private async Task<bool> TryAsync(Func<ValueTask<bool>> write)
    {
        try
        {
            // False is an answer: the claim is another attempt's by now, and nothing is left to do.
            await write();
            return true;
        }
        catch (Exception failure)
        {
            WebLog.Unsettled(log, failure, request.Contract, request.Claim.Value, attempt);
            return false;
        }
    }
}
