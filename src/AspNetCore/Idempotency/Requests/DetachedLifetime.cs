using Microsoft.AspNetCore.Http.Features;

namespace IntentContracts.AspNetCore;

/// <summary>The lifetime of a request that goes on when its client has gone.</summary>
internal sealed class DetachedLifetime(IHttpRequestLifetimeFeature client) : IHttpRequestLifetimeFeature
{
    /// <summary>The endpoint has given the request up, which is not an answer.</summary>
    public bool IsAborted { get; private set; }

    public CancellationToken RequestAborted { get; set; }

    public void Abort()
    {
        IsAborted = true;
        client.Abort();
    }
}
