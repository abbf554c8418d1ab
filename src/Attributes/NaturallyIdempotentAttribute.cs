namespace IntentContracts;

/// <summary>Declares that repeating this method is harmless by its nature, and says why: <c>"PUT by id: the last write wins with the same content"</c>.</summary>
/// <remarks>
/// <b>Build</b>: covers every effect below it (IC1401); an empty or placeholder reason is an error (IC0003). <b>Run time</b>: nothing: this is
/// a statement that reviewers see, with its reason. Guarantees that live outside C# (a UNIQUE index, a broker's deduplication) are stated here.
/// </remarks>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NaturallyIdempotentAttribute(string why) : Attribute
{
    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
