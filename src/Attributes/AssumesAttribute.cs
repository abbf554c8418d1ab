namespace IntentContracts;

/// <summary>Declares what this code takes for granted and does not check itself, with how it is looked at again: by a probe, until a day, or both.</summary>
/// <remarks>
/// <b>Build</b>: two weeks before <see cref="Until"/> it is a warning, from the day after it an error (IC2201); a probe that is not there, or cannot be asked, is an error (IC2202);
/// an assumption with neither day nor probe is a warning (IC2203); an empty or placeholder text is an error (IC0003). <b>Run time</b>: nothing; nobody calls the probe but your own tests
/// and health checks. Reviewers see every assumption in the documents, with its owner and its end.
/// </remarks>
/// <param name="what">What is taken for granted, as a sentence: <c>"redis evicts nothing"</c>.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    AllowMultiple = true,
    Inherited = false)]
public sealed class AssumesAttribute(string what) : Attribute
{
    /// <summary>What is taken for granted.</summary>
    public string What { get; } = what;

    /// <summary>
    /// The method that tells whether it still holds: without parameters, with <see cref="bool"/>, <c>Task&lt;bool&gt;</c> or <c>ValueTask&lt;bool&gt;</c> as its result, in the type that declares the assumption or a
    /// base of it: <c>nameof(Probe)</c>. In another type of the assembly, and always on an assembly, with the type's full name before it: <c>"Shop.Probes.RedisEvictsNothing"</c>.
    /// </summary>
    public string VerifiedBy { get; set; } = "";

    /// <summary>The last day on which it is taken for granted without another look, as <c>yyyy-MM-dd</c> (ISO 8601), in UTC. Anything else counts as passed.</summary>
    public string Until { get; set; } = "";

    /// <summary>Who looks at it again. When it is not given, the code's own owner.</summary>
    public string Owner { get; set; } = "";
}
