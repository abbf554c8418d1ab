namespace IntentContracts.Benchmarks;

/// <summary>What an extraction found; both decoders must find the same.</summary>
internal readonly record struct Extraction(int Edges, int Clauses, int StateMachines, long Check);

/// <summary>The contenders, each over the same files, one thread.</summary>
internal static class Contenders
{
    public static IReadOnlyDictionary<string, Func<string[], Extraction>> All { get; } =
        new Dictionary<string, Func<string[], Extraction>>(StringComparer.Ordinal)
        {
            ["ours"] = OurExtraction.Run,
            ["cecil"] = CecilExtraction.Run,
            ["pages"] = TouchBytes.Pages,
            ["bytes"] = TouchBytes.Sum,
        };
}
