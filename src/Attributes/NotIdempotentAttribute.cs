namespace IntentContracts;

/// <summary>Declares that this method does have its effect again when it runs again, and says why that is accepted.</summary>
/// <remarks>
/// <b>Build</b>: somebody has decided, so the effects below are not reported (IC1401); an empty or placeholder reason is an error (IC0003).
/// <b>Run time</b>: nothing. Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NotIdempotentAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
