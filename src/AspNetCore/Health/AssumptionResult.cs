namespace IntentContracts.AspNetCore;

/// <summary>Whether an assumption holds.</summary>
/// <param name="Holds">It does.</param>
/// <param name="Found">What was found, for whoever reads the health report; may be empty.</param>
public sealed record AssumptionResult(bool Holds, string Found = "");
