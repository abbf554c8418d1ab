using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What the laws about failures share: computed when the first of them asks.</summary>
internal sealed class FailureAnalysis
{
    public FailureAnalysis(CodeGraph graph, Catalogue catalogue, Flows flows)
    {
        Failures = new(graph, catalogue);
        Recording = new(graph, catalogue);
        Reads = new(graph);
        Fate = new(graph, flows, Recording, Reads);
    }

    public Failures Failures { get; }

    public Recording Recording { get; }

    public FieldReads Reads { get; }

    public HandlerFate Fate { get; }
}
