namespace IntentContracts.AspNetCore;

/// <summary>The middleware has seen this request.</summary>
/// <param name="Key">The request's key; null when it has none.</param>
internal sealed record IdempotencyKeyFeature(string? Key);
