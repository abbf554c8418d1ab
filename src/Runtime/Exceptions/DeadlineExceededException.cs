namespace IntentContracts;

/// <summary>A member did not end in its time, and what it was waiting for was cancelled. What it had done until then may have happened.</summary>
public sealed class DeadlineExceededException : IntentContractException
{
    internal DeadlineExceededException(string contractId, string owner, TimeSpan atMost, string deadlineOf, Exception? inner = null)
        : base(Describe(contractId, owner, atMost, deadlineOf), contractId, RuleAreas.FailureModes, owner, inner)
    {
        AtMost = atMost;
        DeadlineOf = deadlineOf;
    }

    /// <summary>The time that was given.</summary>
    public TimeSpan AtMost { get; }

    /// <summary>The contract whose deadline it was: the member's own, or that of a member around it which ended earlier.</summary>
    public string DeadlineOf { get; }

    private static string Describe(string contractId, string owner, TimeSpan atMost, string deadlineOf)
    {
        var whose = deadlineOf == contractId ? "" : $" of {ContractText.Name(deadlineOf)}, which is around it";
        return $"{ContractText.Name(contractId)} did not end within the deadline of {atMost:c}{whose}{ContractText.Owner(owner)}";
    }
}
