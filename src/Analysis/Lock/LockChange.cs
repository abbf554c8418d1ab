namespace IntentContracts.Analysis.Lock;

internal enum LockChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One decision that a person takes when the lock is accepted: what is different, in words.</summary>
/// <param name="Area">"decision", "retry", "entry point", "effect", "cover".</param>
/// <param name="Where">What it is about, short: <c>POST /orders</c>, <c>OrderService.PlaceAsync</c>.</param>
/// <param name="What">What is different: <c>isolation lowered Serializable → ReadCommitted</c>.</param>
/// <param name="Weakens">Less is promised than before.</param>
/// <param name="Owner">Who answers for it, as far as the locks say; empty when nobody.</param>
/// <param name="Key">Where it stands in the lock and in source.</param>
/// <param name="Member">Name of the member it is about; empty when there is none.</param>
internal sealed record LockChange(LockChangeKind Kind, string Area, string Where, string What, bool Weakens, string Owner, string Key, string Member)
{
    public string Text => Where + ": " + What;
}
