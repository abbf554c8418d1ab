namespace IntentContracts;

/// <summary>The states of a claim that exists.</summary>
internal enum MemoryClaimState
{
    InFlight,
    Held,
    Completed,
}
