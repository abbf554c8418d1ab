using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Why a body runs once for each item although no loop stands in it.</summary>
/// <param name="At">The call in the loop of the helper that runs it; null where no helper of our own does.</param>
internal sealed record EachRun(bool Certain, string Where, (MethodNode Node, int Site)? At = null);

/// <summary>Delegates that are run once for each item: by an operator, by a helper of our own that loops, or because they are written in a loop.</summary>
internal sealed class ItemDelegates
{
    /// <summary>How many own helpers may hand a delegate on before one runs it in its loop.</summary>
    private const int Deepest = 4;

    private readonly RuleContext _context;
    private readonly ItemLoops _loops;
    private readonly Sequence _sequences;
    private readonly Dictionary<MethodNode, EachRun> _bodies = [];
    private readonly ILookup<MethodNode, CallEdge> _inner;

    public ItemDelegates(RuleContext context, ItemLoops loops, Sequence sequences, Remembered remembered)
    {
        _context = context;
        _loops = loops;
        _sequences = sequences;
        var inner = context.Graph.Focus.SelectMany(n => n.Edges).Where(e => IsInner(e) && !e.IsDelayed && !remembered.Is(e.From, e.Site)).ToList();
        _inner = inner.ToLookup(e => e.To);
        foreach (var edge in inner)
        {
            if (!_bodies.ContainsKey(edge.To) && (Each(edge) ?? InLoop(edge)) is { } run)
            {
                _bodies.Add(edge.To, run);
            }
        }

        // A lambda in one that runs for each item runs for each item.
        for (var found = true; found;)
        {
            found = false;
            foreach (var edge in inner)
            {
                if (edge.Mode != RunMode.Later && !_bodies.ContainsKey(edge.To) && _bodies.TryGetValue(edge.From, out var run))
                {
                    _bodies.Add(edge.To, run);
                    found = true;
                }
            }
        }
    }

    /// <summary>A lambda: what it does stands in the text of the method around it.</summary>
    public static bool IsInner(CallEdge edge) =>
        edge.To.Method.Has(MethodTraits.Lambda) && edge.To.Method.Owner == edge.From.Method.Owner && !IsCalled(edge);

    /// <summary><c>var load = id => …; foreach (…) await load(id);</c>: the call that asks for each item is written in the loop.</summary>
    private static bool IsCalled(CallEdge edge) =>
        edge is { Via: null, Mode: RunMode.Inline } && edge.From.Method.Sites[edge.Site] is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Delegate or ValueKind.Captured };

    /// <summary>Why a lambda runs for each item; null when it does not.</summary>
    public EachRun? Of(MethodNode body) => _bodies.TryGetValue(body, out var run) ? run : null;

    /// <summary>Why a lambda that runs for each service runs for each item as well: what it hands on is captured from a loop over data, or from a lambda that runs for each of them.</summary>
    public EachRun? Around(MethodNode body, int site)
    {
        var names = body.Method.Sites[site].Arguments.Where(a => a.Kind == ValueKind.Captured).Select(a => a.Text).ToList();
        foreach (var edge in names.Count == 0 ? [] : _inner[body].Where(e => e.Mode != RunMode.Later))
        {
            var captured = edge.From.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && names.Contains(s.Slot)).Select(s => s.Value).ToList();
            if (_loops.Around(edge.From, edge.Site, static () => true) is { } loop && ItemLoops.IsGivenItem(edge.From.Method, loop, captured))
            {
                return InLoop(edge);
            }

            if (captured.Exists(v => v.Kind == ValueKind.Parameter) && _bodies.TryGetValue(edge.From, out var run))
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>Whether a lambda is only started, and nobody waits for it: what it does after a while is done by itself.</summary>
    public bool IsLetGo(MethodNode body) => _inner[body].Any() && _inner[body].All(e => e.Site >= 0 && Delays.IsLetGo(e.From.Method, e.Site));

    public bool RunsEach(CallEdge edge) => Each(edge) is not null;

    /// <summary>Why a delegate that is handed over runs for each item.</summary>
    public EachRun? Each(CallEdge edge)
    {
        var site = edge.From.Method.Sites[edge.Site];
        if (edge.Mode == RunMode.EachItem || (edge.Mode == RunMode.Later && IsForEach(site)))
        {
            return Each(edge.From, edge.Site, edge.To);
        }

        return edge.Via is { } helper && edge.ViaSite >= 0 && RunsInLoop(helper, edge.ViaSite, Deepest) && !IsFew(edge.From, edge.Site, edge.To, out var isConfigured)
            ? new(edge.Mode != RunMode.Later && !isConfigured, "for each item of " + Names.Short(helper), (helper, edge.ViaSite))
            : null;
    }

    /// <summary>Why a call runs what it is handed for each item.</summary>
    public EachRun? Each(MethodNode node, int consumer, MethodNode? body)
    {
        var site = node.Method.Sites[consumer];
        var runsEach = IsForEach(site) || body is not null || _context.Catalogue.OfCall(site.Target.Type, site.Target.Name) is RunsMeaning { Mode: RunMode.EachItem };
        return runsEach && !IsFew(node, consumer, body, out var isConfigured) ? new(Certain: !isConfigured, "for each item of " + Names.Member(site.Target)) : null;
    }

    private bool IsForEach(SiteFact site) => _context.Catalogue.Of<ForEachMeaning>(site.Target.Type, site.Target.Name) is not null;

    private bool IsFew(MethodNode node, int at, MethodNode? body, out bool isConfigured)
    {
        var consumer = node.Method.Sites[at];
        isConfigured = false;
        if (body is { Method.Parameters.Count: > 0 } && Sequence.IsCollection(body.Method.Parameters[0]))
        {
            return true;
        }

        if (consumer.Target is { Type: "System.Threading.Tasks.Parallel", Name: "For" or "ForAsync" })
        {
            return Number(Values.Argument(consumer, 0)) is { } from && Number(Values.Argument(consumer, 1)) is { } to && to - from <= Sequence.Handful;
        }

        var source = consumer.Target.HasReceiver ? consumer.Receiver : Values.Argument(consumer, 0);
        if (source.Kind is ValueKind.This or ValueKind.Unknown || (consumer.Target.HasReceiver && _context.Graph.Find(consumer.Target) is not null))
        {
            source = Values.Argument(consumer, 0);
        }

        if (ShortLists.Are(_context.Flows.Of(node.Method), source, node.Method.Body.BlockOfSite[at]))
        {
            return true;
        }

        return _sequences.Of(node, source) is var over && over is not (SequenceKind.Items or SequenceKind.Services) && !(isConfigured = over == SequenceKind.Configured);
    }

    private static int? Number(ValueFact value) => value.Kind == ValueKind.Number ? Values.Index(value) : null;

    /// <summary>Of a job that the loop only starts, and nobody waits for, it is possible at most: each has mostly a scope of its own.</summary>
    private EachRun? InLoop(CallEdge edge) =>
        edge.Mode != RunMode.Later && IsWrittenIn(edge) is { } made && _loops.Around(edge.From, made, static () => true) is { } loop
            ? new(loop.Certain && !Delays.IsLetGo(edge.From.Method, made), loop.Source >= 0 && edge.From.Method.Sites[loop.Source].Span.Line is > 0 and var line ? $"in the loop of line {line}" : "in a loop")
            : null;

    /// <summary>Where a lambda is handed over; where a stored one is run, it stands elsewhere.</summary>
    private static int? IsWrittenIn(CallEdge edge) => edge.Site;

    /// <summary>Whether a helper runs in a loop what it has been handed, or hands it on to one that does.</summary>
    private bool RunsInLoop(MethodNode helper, int site, int depth)
    {
        if (depth == 0 || site >= helper.Method.Sites.Count)
        {
            return false;
        }

        if (_loops.Around(helper, site, static () => true) is { } loop && ItemLoops.IsForItems(helper, loop, site))
        {
            return true;
        }

        var call = helper.Method.Sites[site];
        if (_context.Graph.Find(call.Target) is not { } next || next == helper)
        {
            return false;
        }

        for (var a = 0; a < call.Arguments.Count; a++)
        {
            var value = call.Arguments[a];
            if (value.Kind is ValueKind.Parameter or ValueKind.Captured)
            {
                for (var s = 0; s < next.Method.Sites.Count; s++)
                {
                    var runs = next.Method.Sites[s];
                    var isIt = new ValueFact(ValueKind.Parameter, a.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    if (((runs.Target.Name == "Invoke" && runs.Receiver == isIt) || runs.Arguments.Contains(isIt)) && RunsInLoop(next, s, depth - 1))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
