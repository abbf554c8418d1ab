namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Calls that run one of several implementations: what one of them does is not what the call does. A proxy to the service elsewhere often stands beside the service itself, and one query among fifty rules is no rule that queries.
/// </summary>
/// <param name="needed">How many of so many implementations.</param>
internal sealed class Choices(CodeGraph graph, Func<int, int> needed)
{
    private readonly ImplementationCounts _of = graph.Implementations;

    public int Needed(int of) => needed(of);

    /// <summary>The number of implementations that the call of an edge can run; 1 for any other call.</summary>
    public int Of(CallEdge edge) => _of.Of(edge);
}
