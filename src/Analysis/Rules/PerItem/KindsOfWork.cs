using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// A loop over what there is to do: <c>foreach (var step in plan.Steps) switch (step.Kind) { case Kind.Download: await DownloadAsync(plan.Id); … }</c>. Each kind of work asks its own question, which takes nothing of the step: there is
/// nothing that could be asked for all of them, and a plan names each kind once.
/// </summary>
internal static class KindsOfWork
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        var method = call.Node.Method;
        if (call.Call is { Via: not null })
        {
            return false;
        }

        if (method.Has(MethodTraits.Lambda) && InOwner(context, call.Node) is var (owner, site, loop))
        {
            // await retry.RunAsync(() => DownloadAsync(plan.Id)), written in one of the cases.
            var outer = new Turn(context.Graph, owner, loop.Blocks);
            return StandsBehindOne(context.Graph, outer, owner.Method, loop.Head, owner.Method.Body.BlockOfSite[site]) && !outer.Has(new(ValueKind.Delegate, method.Id));
        }

        if (Around(context, call.Node, call.Site) is not var (blocks, head))
        {
            return false;
        }

        var turn = new Turn(context.Graph, call.Node, blocks);
        return StandsBehindOne(context.Graph, turn, method, head, method.Body.BlockOfSite[call.Site]) && !turn.IsGiven(call.Site);
    }

    /// <summary>
    /// Whether a turn comes to the call only where its element has been picked: it is of one kind, or equal to what is the same in all turns (<c>if (prompt.Id != id) continue;</c>). As a rule that is one of them, and who picks several asks as often.
    /// In a loop inside a loop the inner one counts.
    /// </summary>
    public static bool ArePicked(RuleContext context, MethodNode node, int site) =>
        Around(context, node, site, isNested: true) is var (blocks, head) && StandsBehindOne(context.Graph, new Turn(context.Graph, node, blocks), node.Method, head, node.Method.Body.BlockOfSite[site], isPicked: true);

    /// <summary>The only loop around a call; a lambda that runs for each item is one without blocks.</summary>
    /// <param name="isNested">Whether the innermost of several will do.</param>
    private static (IReadOnlyCollection<int>? Blocks, int Head)? Around(RuleContext context, MethodNode node, int site, bool isNested = false)
    {
        var block = node.Method.Body.BlockOfSite[site];
        var loops = context.Flows.Of(node.Method).Loops.Where(l => l.Retries is null && l.Contains(block)).ToList();
        return loops.Count switch
        {
            1 when !node.Method.Has(MethodTraits.Lambda) || !IsInLoop(context, node) => (loops[0].Blocks, loops[0].Head),
            > 1 when isNested => loops.OrderBy(l => l.Blocks.Count).First() is var inner ? (inner.Blocks, inner.Head) : null,
            0 when node.Method.Has(MethodTraits.Lambda) && !IsInLoop(context, node) => (null, 0),
            _ => null,
        };
    }

    /// <summary>The only loop that a lambda is written in, where it has none of its own, with the site that makes it.</summary>
    private static (MethodNode Owner, int Site, Loop Loop)? InOwner(RuleContext context, MethodNode lambda)
    {
        var owner = lambda.Owner(context.Graph);
        var made = Enumerable.Range(0, owner.Method.Sites.Count).Where(s => owner.Method.Sites[s] is { Kind: SiteKind.Delegate } site && site.Target.Id == lambda.Method.Id).ToList();
        if (made.Count != 1 || context.Flows.Of(lambda.Method).Loops.Count > 0)
        {
            return null;
        }

        var loops = context.Flows.Of(owner.Method).Loops.Where(l => l.Retries is null && l.Contains(owner.Method.Body.BlockOfSite[made[0]])).ToList();
        return loops.Count == 1 ? (owner, made[0], loops[0]) : null;
    }

    /// <summary>Whether a lambda is written in a loop or in another lambda: then each of its turns is one of many.</summary>
    private static bool IsInLoop(RuleContext context, MethodNode lambda)
    {
        var owner = lambda.Owner(context.Graph).Method;
        var at = owner.Sites.Select((s, i) => (s, i)).Where(x => x.s.Kind == SiteKind.Delegate && x.s.Target.Id == lambda.Method.Id).Select(x => owner.Body.BlockOfSite[x.i]).ToList();
        return at.Count == 0 || context.Flows.Of(owner).Loops.Any(l => l.Retries is null && at.Exists(l.Contains));
    }

    /// <summary>Whether a turn comes to a block only where the element, or something in it, has been found to be one constant or another.</summary>
    /// <param name="isPicked">What is the same in all turns will do for a constant.</param>
    private static bool StandsBehindOne(CodeGraph graph, Turn turn, MethodFact method, int head, int block, bool isPicked = false)
    {
        // What a || b has come to is kept in a local: it is false until something has made it true.
        var flags = new HashSet<string>(StringComparer.Ordinal);
        for (var known = -1; known < flags.Count;)
        {
            known = flags.Count;
            var reached = Walk(graph, turn, method, head, flags, isPicked);
            if (reached.Contains(block))
            {
                return false;
            }

            flags.UnionWith(method.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.Increment && reached.Contains(s.Block) && s.Value is not { Kind: ValueKind.Number, Text: "0" }).Select(s => s.Slot));
        }

        return true;
    }

    private static HashSet<int> Walk(CodeGraph graph, Turn turn, MethodFact method, int head, HashSet<string> flags, bool isPicked)
    {
        var reached = new HashSet<int> { head };
        var queue = new Queue<int>(reached);
        while (queue.Count > 0)
        {
            var block = queue.Dequeue();
            var closed = Chosen(graph, turn, method, block, isPicked);
            foreach (var next in method.Body.Blocks[block].Next)
            {
                if (turn.IsInside(next) && !closed.Contains(next) && !(IsFlag(method, block, flags) && next == method.Body.Blocks[block].WhenTrue) && reached.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return reached;
    }

    private static bool IsFlag(MethodFact method, int block, HashSet<string> flags) =>
        method.Body.Blocks[block] is { IsTest: true, Compares: Comparison.None, Tested: { Kind: ValueKind.Local } tested } && !flags.Contains(tested.Text)
        && method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text).ToList() is { Count: > 1 } writes && writes.TrueForAll(s => s.Value.Kind == ValueKind.Number);

    /// <summary>Where a block goes on when it has found the element to be a constant.</summary>
    private static List<int> Chosen(CodeGraph graph, Turn turn, MethodFact method, int block, bool isPicked)
    {
        List<int> chosen = [.. method.Body.Cases.Where(c => c.Block == block && turn.IsItem(c.Asked)).Select(c => c.Compares switch { Comparison.Equal => c.WhenTrue, Comparison.NotEqual => c.WhenFalse, _ => -1 })];
        var test = method.Body.Blocks[block];
        if (!test.IsTest || test.WhenTrue == test.WhenFalse || test.Compares != Comparison.None)
        {
            return chosen;
        }

        if (test.OfType.Length > 0)
        {
            if (turn.IsItem(test.Tested))
            {
                chosen.Add(test.WhenTrue);
            }
        }
        else if (Values.Source(method, test.Tested) is { } asked)
        {
            if (IsOfTexts(turn, asked) || (isPicked && IsOfOutside(turn, asked)))
            {
                chosen.Add(asked.Target.Name == "op_Inequality" ? test.WhenFalse : test.WhenTrue);
            }
            else if (asked.Target.Returns is { } returns && IsNumber(graph, asked.Target.Assembly, returns) && turn.IsItem(test.Tested))
            {
                chosen.Add(test.WhenFalse); // the kind that is zero
            }
        }

        return chosen;
    }

    /// <summary>The element of an array leaves no trace.</summary>
    private static bool IsOfTexts(Turn turn, SiteFact asked) =>
        asked.Target.Type == "System.String" && Compared(asked) is { Count: 2 } operands && operands.Exists(o => o.Kind == ValueKind.Text) && operands.Exists(o => turn.IsItem(o) || (o.Kind == ValueKind.Unknown && turn.IsOverArray));

    /// <summary>The element, or something in it, and what no turn has changed.</summary>
    private static bool IsOfOutside(Turn turn, SiteFact asked) =>
        Compared(asked) is { Count: 2 } operands && operands.Exists(turn.IsItem) && operands.Exists(o => o.Kind is not (ValueKind.Unknown or ValueKind.Text) && !turn.IsItem(o) && !turn.Has(o));

    private static List<ValueFact> Compared(SiteFact asked) =>
        asked.Target.Name is "op_Equality" or "op_Inequality" or "Equals"
            ? [.. asked.Target.HasReceiver ? [asked.Receiver] : Array.Empty<ValueFact>(), .. asked.Arguments.Take(asked.Target.HasReceiver ? 1 : 2)]
            : [];

    private static bool IsNumber(CodeGraph graph, string assembly, TypeName type) =>
        type.Name is "System.Int32" or "System.Int64" or "System.Byte" or "System.Int16" || graph.Types.Find(type.Assembly.Length > 0 ? type.Assembly : assembly, type.Name)?.Fact.Base?.Name == "System.Enum";
}
