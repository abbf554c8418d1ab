namespace IntentContracts;

/// <summary>Declares that this member asks once for each item of a collection, and says why that is accepted.</summary>
/// <remarks>
/// <b>Build</b>: queries and remote calls in loops of this member, and of what it calls, are not reported (IC3101, IC3102); when nothing below it asks in a loop any more, the attribute
/// itself is (IC0009); an empty or placeholder reason is an error (IC0003). <b>Run time</b>: nothing; <see cref="Max"/> is what the author promises, for the reader.
/// Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader: why the items are few, or cannot be asked for together.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class QueryPerItemAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;

    /// <summary>How many items there are at most. 0 when not given: no promise.</summary>
    public int Max { get; set; }
}
