namespace IntentContracts;

/// <summary>Declares that this member blocks its thread although callers may be asynchronous, and says why that is accepted.</summary>
/// <remarks>
/// <b>Build</b>: blocking operations of this member, and of what it calls, are not reported (IC3001, IC3002); when nothing below it blocks any more, the attribute itself is (IC0009); an
/// empty or placeholder reason is an error (IC0003). <b>Run time</b>: nothing. Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader: how long it blocks at most, and why that does no harm here.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class BlockingAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
