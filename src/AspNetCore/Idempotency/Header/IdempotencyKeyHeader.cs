using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>The request's key, as a parameter of a handler, to be passed on: <c>[Idempotent(Key = "key.Value")]</c>. Nullable where the header may be missing.</summary>
/// <remarks>Binds on endpoints of minimal APIs also without <c>RequireIdempotencyKey</c>: then the key is only read. In controllers use <c>HttpContext.GetIdempotencyKey()</c>.</remarks>
/// <param name="Value">The key, without quotes and escapes.</param>
public sealed record IdempotencyKeyHeader(string Value)
{
    /// <summary>Reads the key of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter of the handler.</param>
    /// <returns><see langword="null"/> when the request has none.</returns>
    /// <exception cref="BadHttpRequestException">The header is malformed: 400.</exception>
    public static ValueTask<IdempotencyKeyHeader?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<IdempotencyKeyFeature>() is { } feature)
        {
            return new(feature.Key is { } known ? new IdempotencyKeyHeader(known) : null);
        }

        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<IntentContractsOptions>>().CurrentValue.IdempotencyKey;
        return !context.Request.Headers.TryGetValue(options.HeaderName, out var fields) ? new(default(IdempotencyKeyHeader))
            : KeyHeader.Read(fields, options.MaxKeyLength, out var key) is { } wrong ? throw new MalformedKeyException(options.HeaderName, wrong)
            : new(new IdempotencyKeyHeader(key));
    }

    /// <summary>Names the type only: a key is nobody else's to read, and logs are read by others.</summary>
    /// <returns>Nothing of the key.</returns>
    public override string ToString() => nameof(IdempotencyKeyHeader);
}
