namespace IntentContracts;

/// <summary>Declares that this member drops a failure on purpose, and says why nobody has to know of it.</summary>
/// <remarks>
/// <b>Build</b>: handlers of this member and its lambdas that drop this exception, or one derived from it, are not reported (IC2102, IC2103); when it drops none any more, the attribute itself
/// is (IC0009); an empty or placeholder reason is an error (IC0003). Name the narrowest type: <c>typeof(Exception)</c> covers everything. <b>Run time</b>: nothing.
/// Reviewers see it in the documents as a refusal.
/// </remarks>
/// <param name="exception">The type of what is dropped.</param>
/// <param name="why">The reason, for the reader.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class SwallowsAttribute(Type exception, string why) : Attribute
{
    /// <summary>The type of what is dropped.</summary>
    public Type Exception { get; } = exception;

    /// <summary>The reason, for the reader.</summary>
    public string Why { get; } = why;
}
