using IntentContracts.Analysis;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Trees;

/// <summary>
/// What a method does, in the order of the code: calls down to their effects. Lambdas, local functions and cores are told as pieces of the method that a reader
/// sees. A method is told once; calls that lead to no effect are left out unless they are asked for.
/// </summary>
internal sealed class Course
{
    private const int Deepest = 250;

    private readonly CheckRun _run;
    private readonly Folding _folding;
    private readonly bool _everything;
    private readonly HashSet<MethodNode> _matters;
    private readonly HashSet<MethodNode> _told = [];
    private int _effects;

    public Course(CheckRun run, Folding folding, bool everything)
    {
        _run = run;
        _folding = folding;
        _everything = everything;
        _matters = everything ? [] : ThatLeadSomewhere(run);
    }

    public Happening Of(MethodNode start)
    {
        var shown = _folding.Shown(start);
        _told.Add(shown);
        return new(HappeningKind.Call, Title.Of(shown), shown, shown, -1, [], Body(start, [], [start], new(0, Opens(shown))));
    }

    /// <param name="how">What holds for a whole lambda: it runs for each item, or later.</param>
    /// <param name="folded">Bodies that are being told as pieces of the method that is shown.</param>
    private List<Happening> Body(MethodNode node, IReadOnlyList<string> how, HashSet<MethodNode> folded, Frame frame)
    {
        var calls = node.Edges.ToLookup(e => e.Site);
        var effects = node.Effects.ToLookup(e => e.Site);
        var unresolved = node.Unresolved.ToLookup(u => u.Site);
        var course = new List<Happening>();

        // The shell runs its core by a site of its own; what no site stands for comes first.
        for (var site = -1; site < node.Method.Sites.Count; site++)
        {
            Transaction(node, site, how, course);
            foreach (var effect in effects[site])
            {
                course.Add(new(HappeningKind.Effect, effect.Category.Word(), node, node, site, [.. how, .. How.Of(_run, effect, frame.InTransaction)], [], Number: ++_effects, Effect: effect));
            }

            foreach (var edge in calls[site])
            {
                var others = calls[site].Count(e => e.To.Method.Name == edge.To.Method.Name && edge.Via is null && e.Via is null);
                Call(edge, others > 1 && IsDispatch(node, site) ? [.. how, $"one of {others}"] : how, folded, course, frame);
            }

            foreach (var unknown in unresolved[site])
            {
                course.Add(new(HappeningKind.Unresolved, unknown.Target + ": " + unknown.Reason, node, node, site, how, []));
            }
        }

        return course;
    }

    private void Transaction(MethodNode node, int index, IReadOnlyList<string> how, List<Happening> course)
    {
        if (index < 0)
        {
            return;
        }

        var target = node.Method.Sites[index].Target;
        if (_run.Context.Catalogue.OfCall(target.Type, target.Name) is TransactionMeaning || _run.Context.Catalogue.Of<TransactionEndMeaning>(target.Type, target.Name) is not null)
        {
            course.Add(new(HappeningKind.Transaction, Names.Member(target), node, node, index, how, []));
        }
    }

    private void Call(CallEdge edge, IReadOnlyList<string> how, HashSet<MethodNode> folded, List<Happening> course, Frame frame)
    {
        var here = _folding.Shown(edge.From);
        var called = _folding.Shown(edge.To);
        if (frame.Depth > Deepest || (!_everything && !_matters.Contains(edge.To)))
        {
            return;
        }

        if (called == here)
        {
            if (folded.Add(edge.To))
            {
                course.AddRange(Body(edge.To, [.. how, .. How.Of(_run, edge)], folded, frame with { Depth = frame.Depth + 1 }));
            }

            return;
        }

        var isNew = _told.Add(called);
        var inner = isNew ? Body(edge.To, [], [edge.To], new(frame.Depth + 1, frame.InTransaction || Opens(called))) : [];
        course.Add(new(
            HappeningKind.Call,
            Title.Of(called),
            called,
            edge.From,
            edge.Site,
            [.. edge.Via is null ? [] : new[] { "through " + Names.Short(edge.Via) }, .. how, .. How.Of(_run, edge)],
            inner,
            Again: !isNew));
    }

    /// <summary>One of several implementations runs; what a mediator calls, and what stands around it, all of it runs.</summary>
    private bool IsDispatch(MethodNode node, int site) =>
        site >= 0 && node.Method.Sites[site] is { Kind: SiteKind.VirtualCall } call && _run.Context.Graph.IsOwn(call.Target.Assembly);

    private static bool Opens(MethodNode node) => node.Declares(IntentNames.TransactionBoundary);

    /// <summary>What holds around a body.</summary>
    private readonly record struct Frame(int Depth, bool InTransaction);

    /// <summary>Methods from which an effect, or something that is not known, is reached.</summary>
    private static HashSet<MethodNode> ThatLeadSomewhere(CheckRun run)
    {
        var callers = run.Context.Graph.Nodes.SelectMany(n => n.Edges).ToLookup(e => e.To, e => e.From);
        var found = new HashSet<MethodNode>(run.Context.Graph.Nodes.Where(n => n.Effects.Count > 0 || n.Unresolved.Count > 0));
        var queue = new Queue<MethodNode>(found);
        while (queue.Count > 0)
        {
            foreach (var caller in callers[queue.Dequeue()])
            {
                if (found.Add(caller))
                {
                    queue.Enqueue(caller);
                }
            }
        }

        return found;
    }
}
