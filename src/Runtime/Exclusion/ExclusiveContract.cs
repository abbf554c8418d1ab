using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>An <see cref="ExclusiveAttribute"/> as generated code hands it to the guard.</summary>
/// <param name="ContractId">The documentation id of the member.</param>
/// <param name="Owner">The team that answers for it; empty when none is declared.</param>
/// <param name="Group">Members of the same group exclude each other for equal keys.</param>
/// <param name="Mode">What the guard was compiled to.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ExclusiveContract(string ContractId, string Owner, string Group, GuardMode Mode = GuardMode.Enforce);
