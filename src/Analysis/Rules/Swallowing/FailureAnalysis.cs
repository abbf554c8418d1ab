using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What the laws about failures share: computed when the first of them asks.</summary>
internal sealed class FailureAnalysis
{
    private readonly Func<bool, Func<MethodRef, bool>?, bool?, Failures> _makeUnrecorded;
    private readonly Dictionary<(string, string), Failures> _ofKin = [];
    private readonly Dictionary<(string, bool), Failures> _thrown = [];
    private readonly CodeGraph _graph;
    private Failures? _unrecorded;
    private Failures? _untold;

    public FailureAnalysis(CodeGraph graph, Catalogue catalogue, Flows flows)
    {
        var delegates = new DelegateArguments(graph);
        Returned = new(graph, catalogue);
        var sites = new FailureSites(graph, catalogue, Returned);
        Failures = new(graph, sites, delegates, (node, region) => Handlers.StopsFailures(graph, node, region));
        Recording = new(graph, catalogue);
        Reads = new(graph);
        Acknowledgements = new(graph, catalogue);
        Fate = new(graph, flows, Recording, Reads, Acknowledgements);
        Verdicts = new(graph, flows, Failures, Fate);
        _graph = graph;
        _makeUnrecorded = (trusts, counts, unknown) => new(graph, sites, delegates, Ends, trusts, counts, unknown);
    }

    /// <summary>Tasks that are done when they are given.</summary>
    public ReturnedTasks Returned { get; }

    public Failures Failures { get; }

    /// <summary>The same without those that a handler has recorded before it threw them on: nobody need look at them again.</summary>
    public Failures Unrecorded => _unrecorded ??= _makeUnrecorded(true, null, null);

    /// <summary>The same, where what can fail in such a handler itself still counts.</summary>
    public Failures Untold => _untold ??= _makeUnrecorded(false, null, null);

    /// <summary>Of these the ones that an exception of a library can stand for, whatever else may throw it.</summary>
    public Failures UntoldOf(TypeName exception)
    {
        var key = (ExceptionKin.Root(exception.Name), exception.Assembly);
        if (!_ofKin.TryGetValue(key, out var found))
        {
            _ofKin.Add(key, found = _makeUnrecorded(false, call => _graph.IsOwn(call.Assembly) || ExceptionKin.AreKin(exception, call), null));
        }

        return found;
    }

    /// <summary>Of these the ones that can throw an exception of the platform, as far as that is known.</summary>
    /// <param name="leadsOut">Only what goes out of the process for certain.</param>
    public Failures UntoldThrowing(string? exception, bool leadsOut)
    {
        exception = exception is not null && Throwables.Know(exception) ? exception : null;
        if (exception is null && !leadsOut)
        {
            return Untold;
        }

        if (!_thrown.TryGetValue((exception ?? "", leadsOut), out var found))
        {
            _thrown.Add((exception ?? "", leadsOut), found = _makeUnrecorded(
                false,
                call => _graph.IsOwn(call.Assembly) is var isOwn && (exception is null || Throwables.Can(exception, call, isOwn)) && (!leadsOut || isOwn || Throwables.LeadOut(call)),
                !leadsOut));
        }

        return found;
    }

    /// <summary>Whether nobody outside of a handler need know of what it takes: it lets nothing past, or has recorded it before.</summary>
    public bool Ends(MethodNode node, RegionFact region) =>
        Handlers.StopsFailures(_graph, node, region) || (Handlers.SeesAll(_graph, node, region) && Fate.Tells(node, region));

    public OwnVerdicts Verdicts { get; }

    public Recording Recording { get; }

    public FieldReads Reads { get; }

    public Acknowledgements Acknowledgements { get; }

    public HandlerFate Fate { get; }
}
