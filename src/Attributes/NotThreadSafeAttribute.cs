namespace IntentContracts;

/// <summary>Declares that one thread at a time may use this type or member, and says why that holds where it is used.</summary>
/// <remarks>
/// <b>Build</b>: what is inferred about locks is not reported in it (IC1001 for undeclared code: a field that is written with and without a lock, two calls of a concurrent collection that are not one; IC1006 for a field); what is declared
/// with <see cref="GuardedByAttribute"/> still is. When nothing in it would be reported any more, the attribute itself is (IC0009); an empty or placeholder reason is an
/// error (IC0003). <b>Run time</b>: nothing. Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method | AttributeTargets.Field, Inherited = false)]
public sealed class NotThreadSafeAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
