using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What the laws about failures share: computed when the first of them asks.</summary>
internal sealed class FailureAnalysis
{
    private readonly Func<Failures> _makeUnrecorded;
    private Failures? _unrecorded;

    public FailureAnalysis(CodeGraph graph, Catalogue catalogue, Flows flows)
    {
        var delegates = new DelegateArguments(graph);
        Failures = new(graph, catalogue, delegates, (node, region) => Handlers.StopsFailures(graph, node, region));
        Recording = new(graph, catalogue);
        Reads = new(graph);
        Acknowledgements = new(graph, catalogue);
        Fate = new(graph, flows, Recording, Reads, Acknowledgements);
        _makeUnrecorded = () => new(graph, catalogue, delegates, (node, region) => Handlers.StopsFailures(graph, node, region) || (Handlers.SeesAll(graph, node, region) && Fate.Tells(node, region)), trustsHandlers: true);
    }

    public Failures Failures { get; }

    /// <summary>The same without those that a handler has recorded before it threw them on: nobody need look at them again.</summary>
    public Failures Unrecorded => _unrecorded ??= _makeUnrecorded();

    public Recording Recording { get; }

    public FieldReads Reads { get; }

    public Acknowledgements Acknowledgements { get; }

    public HandlerFate Fate { get; }
}
