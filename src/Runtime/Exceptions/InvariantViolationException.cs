namespace IntentContracts;

/// <summary>A guarded member succeeded and left its object in a state that its type declares impossible.</summary>
/// <remarks>
/// The object has already changed: this exception reports the state, it does not undo it. Inside a transaction boundary the commit
/// does not happen, because checks run before it.
/// </remarks>
public sealed class InvariantViolationException : IntentContractException
{
    internal InvariantViolationException(string contractId, string owner, string condition, string because)
        : base(ContractText.Condition("broke the invariant", contractId, owner, condition, because), contractId, RuleAreas.Invariants, owner)
    {
        Condition = condition;
        Because = because;
    }

    /// <summary>The condition that does not hold, as written in the attribute.</summary>
    public string Condition { get; }

    /// <summary>Why it must hold, as written in the attribute; empty when no reason was given.</summary>
    public string Because { get; }
}
