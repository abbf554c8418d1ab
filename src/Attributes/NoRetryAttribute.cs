namespace IntentContracts;

/// <summary>Declares that nobody retries on this path on purpose, or that the attempts multiply on purpose, and says why.</summary>
/// <remarks>
/// <b>Build</b>: retries around and below this member are not counted together (IC1301), and not reported for what they retry (IC1302, IC1304, IC1307); when there is no retry on any path through it any
/// more, the attribute itself is reported (IC0009); an empty or placeholder reason is an error (IC0003). <b>Run time</b>: nothing. Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class NoRetryAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
