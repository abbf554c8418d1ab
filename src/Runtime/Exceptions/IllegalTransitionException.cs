namespace IntentContracts;

/// <summary>A member would take an object where its state machine does not lead.</summary>
/// <remarks>When the member was called in the wrong state its body has not run; when its body set the wrong state, the old one has been put back.</remarks>
public sealed class IllegalTransitionException : IntentContractException
{
    private IllegalTransitionException(string message, string contractId, string owner, string state)
        : base(message + ContractText.Owner(owner), contractId, RuleAreas.StateMachines, owner) => State = state;

    /// <summary>The state that the object was in, or that the body has set.</summary>
    public string State { get; }

    internal static IllegalTransitionException OnEntry(string contractId, string owner, string machine, string state, string permitted) =>
        new($"{machine} is {state}; {ContractText.Name(contractId)} is permitted from {permitted}", contractId, owner, state) { BeforeBody = true };

    internal static IllegalTransitionException OnExit(string contractId, string owner, string machine, string state, string declared) =>
        new($"{ContractText.Name(contractId)} leads to {declared}, and its body made {machine} {state}", contractId, owner, state);
}
