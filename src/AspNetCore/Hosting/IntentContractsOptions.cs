using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore;

/// <summary>How guards behave in a web application. Everything but the delegates can be bound from configuration.</summary>
public sealed class IntentContractsOptions
{
    /// <summary>What guards do when <see cref="Modes"/> does not say otherwise; <see cref="GuardMode.Enforce"/> when not given. A change of the configuration counts from the next call on.</summary>
    public GuardMode Mode { get; set; } = GuardMode.Enforce;

    /// <summary>What guards of one kind do.</summary>
    public IDictionary<GuardKind, GuardMode> Modes { get; } = new Dictionary<GuardKind, GuardMode>();

    /// <summary>
    /// Whose keys a request uses. When not given: the identifier of the authenticated principal with its issuer, and its tenant. <see langword="null"/> or white space means that nobody knows: then nothing is
    /// claimed, and the call fails.
    /// </summary>
    public Func<HttpContext, string?>? CallerScope { get; set; }

    /// <summary>The claim type that names the tenant of a principal, such as <c>tid</c>; a principal that lacks it has no scope. Not used when not given.</summary>
    public string? TenantClaim { get; set; }

    /// <summary>
    /// The scope that all unauthenticated callers share, such as <c>anonymous</c>: whoever guesses another's key is given the other's response. When not given, they have none, and what needs a scope fails.
    /// </summary>
    public string? AnonymousScope { get; set; }

    /// <summary>The <c>Idempotency-Key</c> header.</summary>
    public IdempotencyKeyOptions IdempotencyKey { get; } = new();

    /// <summary>What callers are told of a guard's refusal.</summary>
    public IntentProblemOptions Problems { get; } = new();

    /// <summary>How often the store is asked to remove what is no longer remembered; one minute when not given. Zero or less: never, something else does it.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many claims one call of the store removes; the sweep goes on until nothing is left. 1,000 when not given.</summary>
    public int SweepBatch { get; set; } = 1_000;
}
