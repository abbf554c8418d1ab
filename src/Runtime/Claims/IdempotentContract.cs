using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>An <see cref="IdempotentAttribute"/> as generated code hands it to the guard.</summary>
/// <param name="ContractId">The documentation id of the member.</param>
/// <param name="Owner">The team that answers for it; empty when none is declared.</param>
/// <param name="Lease">How long one execution may take before another takes over.</param>
/// <param name="Retention">How long the outcome is replayed.</param>
/// <param name="OnConcurrent">What a duplicate gets while the first execution is running.</param>
/// <param name="OnFault">What becomes of the key when the body throws.</param>
/// <param name="Mode">What the guard was compiled to.</param>
/// <param name="ReplayFailures">Exceptions that are outcomes.</param>
/// <param name="MarksEffects">The body says itself when effects begin that nothing undoes.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct IdempotentContract(
    string ContractId,
    string Owner,
    TimeSpan Lease,
    TimeSpan Retention,
    ConcurrentDuplicate OnConcurrent,
    FaultedClaim OnFault,
    GuardMode Mode = GuardMode.Enforce,
    Type[]? ReplayFailures = null,
    bool MarksEffects = false);
