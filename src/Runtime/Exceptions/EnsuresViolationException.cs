namespace IntentContracts;

/// <summary>A member succeeded and did not do what it promises. What it has changed stays changed, unless a transaction boundary around it takes it back.</summary>
public sealed class EnsuresViolationException : IntentContractException
{
    internal EnsuresViolationException(string contractId, string owner, string condition, string because)
        : base(ContractText.Condition("broke its promise", contractId, owner, condition, because), contractId, RuleAreas.Invariants, owner)
    {
        Condition = condition;
        Because = because;
    }

    /// <summary>The condition that does not hold, as written in the attribute.</summary>
    public string Condition { get; }

    /// <summary>Why it must hold, as written in the attribute; empty when no reason was given.</summary>
    public string Because { get; }
}
