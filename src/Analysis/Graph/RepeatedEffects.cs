namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which calls lead to an effect that a repetition repeats. Where a call has one of several implementations, that is told by most of them: a client that asks the service elsewhere often stands behind the same interface as the service
/// itself, and what the client does the service's own endpoints do not.
/// </summary>
internal sealed class RepeatedEffects
{
    private readonly Choices _choices;
    private readonly NearestSites _comes;
    private readonly Dictionary<(MethodNode, int), (int Possible, int Certain)> _counts = [];

    /// <param name="effects">Those of one kind.</param>
    /// <param name="choices">Those of <see cref="ByHalf"/>, for every kind the same.</param>
    /// <param name="isCut">Methods that have decided about repetition.</param>
    public RepeatedEffects(CodeGraph graph, IEnumerable<EffectSite> effects, Choices choices, Func<MethodNode, bool> isCut)
    {
        _choices = choices;
        _comes = new(graph, effects.Select(e => (e.Node, e.Site)), isCut, choices: _choices);
    }

    /// <summary>Half of them must.</summary>
    public static Choices ByHalf(CodeGraph graph) => new(graph, static of => (of + 1) / 2);

    /// <summary>Whether at least half of what a call can run leads there.</summary>
    public bool IsPath(CallEdge edge) =>
        _choices.Of(edge) is var of && (of < 2 || (_comes.IsCertain(edge.To) ? Count(edge).Certain : Count(edge).Possible) >= _choices.Needed(of));

    /// <summary>Whether whatever a call runs leads there.</summary>
    public bool IsWhole(CallEdge edge) => _choices.Of(edge) is var of && (of < 2 || Count(edge).Certain == of);

    private (int Possible, int Certain) Count(CallEdge edge)
    {
        if (!_counts.TryGetValue((edge.From, edge.Site), out var known))
        {
            var same = edge.From.EdgesAt(edge.Site).Where(e => _choices.Of(e) > 1).ToList();
            _counts.Add((edge.From, edge.Site), known = (same.Count(e => _comes.Reaches(e.To)), same.Count(e => _comes.IsCertain(e.To))));
        }

        return known;
    }
}
