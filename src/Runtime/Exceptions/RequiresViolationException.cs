namespace IntentContracts;

/// <summary>A member was called although what it requires does not hold. Its body has not run: nothing has happened.</summary>
public sealed class RequiresViolationException : IntentContractException
{
    internal RequiresViolationException(string contractId, string owner, string condition, string because)
        : base(ContractText.Condition("requires", contractId, owner, condition, because), contractId, RuleAreas.Invariants, owner)
    {
        Condition = condition;
        Because = because;
        BeforeBody = true;
    }

    /// <summary>The condition that does not hold, as written in the attribute.</summary>
    public string Condition { get; }

    /// <summary>Why it must hold, as written in the attribute; empty when no reason was given.</summary>
    public string Because { get; }
}
