namespace IntentContracts;

/// <summary>Declares that the commits of this method are deliberately separate, or that what it changes elsewhere deliberately is no part of a transaction around it, and says why: each stands on its own, or something repairs the gap.</summary>
/// <remarks>
/// <b>Build</b>: the commits below are not reported (IC1101), nor are remote effects below inside a transaction that a caller has opened (IC1102); when there is neither any more, the attribute itself is (IC0009); an empty or placeholder reason is an error (IC0003). <b>Run time</b>: nothing.
/// Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NoTransactionAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
