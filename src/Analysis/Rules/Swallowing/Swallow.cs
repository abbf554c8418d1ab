using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>A failure that nobody gets to know of.</summary>
/// <param name="Exception">What is swallowed.</param>
/// <param name="How">The verb of the sentence: <c>swallows every failure of</c>.</param>
/// <param name="Remedy">What to do, besides a refusal.</param>
internal sealed record Swallow(MethodNode Node, Location Location, Failure Failure, TypeName Exception, string How, string Remedy)
{
    /// <summary>What else is swallowed in the same place: a when clause lets in several types.</summary>
    public IReadOnlyList<TypeName> Others { get; init; } = [];

    public IEnumerable<TypeName> All => [Exception, .. Others];

    public static TypeName Anything { get; } = new("System.Runtime", "System.Exception", []);
}
