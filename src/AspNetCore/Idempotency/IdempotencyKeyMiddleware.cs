using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Reads the key of a request and says what it stands for; <see cref="KeyedCall"/> executes it once.</summary>
internal sealed class IdempotencyKeyMiddleware(
    RequestDelegate next, IntentGuards guards, IOptionsMonitor<IntentContractsOptions> options, ProblemWriter problems, ILogger<IdempotencyKeyMiddleware> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetEndpoint() is not { } endpoint ? BeforeRoutingAsync(context)
            : IdempotencyKeyPipeline.Rule(endpoint) is { Ignored: false } rule ? RunAsync(context, endpoint, rule)
            : next(context);
    }

    // An endpoint that routing chooses behind us refuses by itself, but for a lambda with the attribute, which nobody can wrap.
    private async Task BeforeRoutingAsync(HttpContext context)
    {
        await next(context);
        if (IdempotencyKeyPipeline.Rule(context.GetEndpoint()) is { Ignored: false } && context.Features.Get<IdempotencyKeyFeature>() is null)
        {
            WebLog.BeforeRouting(log, context.GetEndpoint()?.DisplayName);
        }
    }

    private async Task RunAsync(HttpContext context, Endpoint endpoint, IIdempotencyKeyMetadata rule)
    {
        var settings = KeySettings.Of(rule, options.CurrentValue.IdempotencyKey);
        var header = settings.Options;
        var isSent = context.Request.Headers.TryGetValue(header.HeaderName, out var fields) && fields.Count > 0;
        var key = "";
        var wrong = isSent ? KeyHeader.Read(fields, header.MaxKeyLength, out key) : null;
        var isRead = isSent && wrong is null;
        context.Features.Set(new IdempotencyKeyFeature(isRead ? key : null));

        var mode = guards.ModeOf(GuardKind.Idempotent);
        if (mode == GuardMode.Off || IsSafe(context.Request.Method))
        {
            await next(context);
            return;
        }

        await IdempotencyKeyPipeline.DemandAuthorizationAsync(context, endpoint);
        var contract = ContractOf(context, endpoint);
        if (!isRead)
        {
            var refusal = wrong is not null ? KeyProblems.Malformed(header.HeaderName, wrong) : settings.Required ? KeyProblems.Missing(header.HeaderName) : null;
            await (refusal is null ? next(context) : RefuseAsync(context, contract, mode, refusal));
            return;
        }

        if (await RequestFingerprint.ComputeAsync(context.Request, settings.MaxRequestBytes, context.RequestAborted) is not { } fingerprint)
        {
            await RefuseAsync(context, contract, mode, KeyProblems.RequestTooLarge(settings.MaxRequestBytes));
            return;
        }

        if (guards.CallerScope.Current is var scope && string.IsNullOrWhiteSpace(scope))
        {
            await NoScopeAsync(context, contract, mode);
            return;
        }

        var call = new KeyedCall(guards, problems, new(contract, ClaimKey.Create(contract, scope, key), fingerprint, settings), log);
        await (mode == GuardMode.Enforce ? call.RunAsync(context, next) : call.ObserveAsync(context, next));
    }

    private Task RefuseAsync(HttpContext context, string contract, GuardMode mode, IntentProblem refusal)
    {
        if (mode == GuardMode.Enforce)
        {
            return problems.WriteAsync(context, refusal with { Contract = contract });
        }

        if (context.Request.Body.CanSeek)
        {
            context.Request.Body.Position = 0;
        }

        WebLog.Observed(log, contract, refusal.Type);
        return next(context);
    }

    private Task NoScopeAsync(HttpContext context, string contract, GuardMode mode)
    {
        if (mode == GuardMode.Enforce)
        {
            throw new IntentContractException(
                $"{contract} does not know whose key this is: require authorization with a principal that has an identifier, or set CallerScope or AnonymousScope in AddIntentContracts", contract, "IC14", "");
        }

        WebLog.Observed(log, contract, "no_scope");
        return next(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // The pattern, not the path: the path is part of what is compared, so that one key for two resources is a mistake and not two intentions.
    private static string ContractOf(HttpContext context, Endpoint endpoint)
    {
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";
        return $"HTTP {context.Request.Method.ToUpperInvariant()} /{route.TrimStart('/')}";
    }
}
