using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>A <see cref="DeadlineAttribute"/> as generated code hands it to the guard.</summary>
/// <param name="ContractId">The documentation id of the member.</param>
/// <param name="Owner">The team that answers for it; empty when none is declared.</param>
/// <param name="AtMost">How long the member may take.</param>
/// <param name="Mode">What the guard was compiled to.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeadlineContract(string ContractId, string Owner, TimeSpan AtMost, GuardMode Mode = GuardMode.Enforce);
