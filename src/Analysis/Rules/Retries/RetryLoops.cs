using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>A retry written by hand.</summary>
/// <param name="Region">The catch that leads back; null for a loop that looks at the response.</param>
/// <param name="Repeated">Blocks that run again after a failure; the handler is not one of them.</param>
/// <param name="Head">First block of the loop; for a method that calls itself from its handler, of the try.</param>
/// <param name="Blocks">All blocks of the loop, handler included.</param>
internal sealed record RetryLoop(RetryLayer Layer, RegionFact? Region, HashSet<int> Repeated, int Head, IReadOnlyCollection<int> Blocks)
{
    /// <summary>The method calls itself from its handler.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Blocks behind the try that only the handler leads to: there a method that calls itself can pause and begin its next attempt, as well as in the handler.</summary>
    public IReadOnlyCollection<int> Behind { get; init; } = [];

    /// <summary>Whether a failure at a site leads back: it stands in a try whose handler does. What stands before the try, or in a finally, is run again when the try fails; when it fails itself, the loop is left.</summary>
    public bool Tries(MethodNode node, int site) =>
        Region is null || IsRecursive || (node.Method.Body.BlockOfSite[site] is var block && (Region.Try.Contains(block) || node.Method.Body.Regions.Any(r => r.IsCatch && r.Try.Contains(block) && r.Handler.Any(Blocks.Contains))));

    public bool Repeats(MethodNode node, int site) => Repeated.Contains(node.Method.Body.BlockOfSite[site]);
}

/// <summary>Finds the loops of one body that try the same thing again: goto, recursion in a handler, and every kind of loop.</summary>
internal static class RetryLoops
{
    /// <summary>Outer before inner.</summary>
    /// <param name="leadsOut">Whether a call comes to something outside the process.</param>
    /// <param name="excludes">Whether the method, called like this, does not come to a site.</param>
    public static IReadOnlyList<RetryLoop> Of(MethodNode node, Flows flows, ValueOrigins origins, Func<MethodNode, int, bool> leadsOut, Func<IReadOnlyList<CallEdge>, int, bool> excludes)
    {
        if (node.Method.Has(MethodTraits.Generated) || (!node.Method.Body.Regions.Any(r => r.IsCatch) && !node.Method.Body.HasTests))
        {
            return [];
        }

        var flow = flows.Of(node.Method);
        var found = new List<RetryLoop>();
        foreach (var loop in flow.Loops)
        {
            if (loop.Retries is { } region && loop.Turns != 1 && !IsAboutConcurrency(region) && !GivenUp.Is(flows, node, loop, region) && !Polls.Are(flow, loop, region) && !IsFailover(node.Method, loop, region, isOfInner: flow.Loops.Any(l => l.Blocks.Count < loop.Blocks.Count && l.Retries == region)))
            {
                // Another clause of the same try is no part of the attempt, either.
                List<RegionFact> clauses = [.. node.Method.Body.Regions.Where(r => r.IsCatch && (r == region || r.Try.SequenceEqual(region.Try)))];
                HashSet<int> repeated = [.. loop.Blocks.Where(b => !clauses.Exists(r => r.Handler.Contains(b) || r.Filter.Contains(b)))];
                Add(node, region, repeated, Attempts(node.Method, loop, region), loop.Head, loop.Blocks, Counted(node.Method, region, loop.Blocks), found, leadsOut);
            }
            else if (loop.Retries is null && Asked(node, loop) is >= 0 and var asked)
            {
                var attempts = loop.Turns > 0 ? new Attempts(loop.Turns) : Retries.Attempts.Unknown;
                found.Add(new(new(RetryKind.Loop, "retry loop", attempts, node, asked) { OnlyOfNothingDone = NeverDone.IsAllThatLoops(node.Method, loop) }, null, [.. loop.Blocks], loop.Head, loop.Blocks));
            }
        }

        foreach (var edge in node.Edges.Where(e => e.To == node && IsItself(node.Method.Sites[e.Site])))
        {
            var (region, behind) = FailedBefore(flow, node.Method.Body.BlockOfSite[edge.Site]);
            if (region is not null && !IsAboutConcurrency(region) && !found.Any(l => l.Region == region))
            {
                // What it hands to itself may lead it elsewhere: to the next best that can be done.
                var again = new List<RetryLoop>();
                Add(node, region, [.. region.Try], Recursions.Attempts(node, region, origins), region.Try.Count > 0 ? region.Try[0] : 0, region.Try, node.Method.Sites[edge.Site].Span, again, leadsOut, behind);
                found.AddRange(again.Where(l => !excludes([edge], l.Layer.Site)).Select(l => Recursions.HandsOver(node.Method.Sites[edge.Site]) ? l with { Layer = l.Layer.AsPossible() } : l));
            }
        }

        return found;
    }

    /// <summary>The catch without whose failure a block is not come to: it stands in the handler, or behind a try whose success returns.</summary>
    private static (RegionFact? Region, IReadOnlyCollection<int> Behind) FailedBefore(ControlFlow flow, int block)
    {
        if (flow.HandlerAround(block) is { } around)
        {
            return around.Handler.Contains(block) ? (around, []) : (null, []);
        }

        foreach (var region in flow.Body.Regions.Where(r => r.IsCatch))
        {
            var well = Following(flow.Body, [0], region.Handler);
            var behind = Following(flow.Body, region.Handler, []);
            if (!well.Contains(block) && behind.Contains(block))
            {
                return (region, [.. behind.Where(b => !well.Contains(b))]);
            }
        }

        return (null, []);
    }

    /// <summary>Where control comes to when nothing is thrown.</summary>
    private static HashSet<int> Following(BodyFact body, IReadOnlyList<int> from, IReadOnlyList<int> except)
    {
        var seen = new HashSet<int>(from);
        var queue = new Queue<int>(from);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next.Where(n => !except.Contains(n) && seen.Add(n)))
            {
                queue.Enqueue(next);
            }
        }

        return seen;
    }

    /// <summary>The request or call whose answer has the loop go round again.</summary>
    private static int Asked(MethodNode node, Loop loop) => StatusLoops.Request(node, loop) is >= 0 and var request ? request : OutcomeLoops.Call(node, loop);

    /// <summary>The same method of another object (what a decorator falls back to) is another one.</summary>
    private static bool IsItself(SiteFact call) =>
        !call.Target.HasReceiver || call.Receiver.Kind is ValueKind.This or ValueKind.Unknown;

    private static void Add(MethodNode node, RegionFact region, HashSet<int> repeated, Attempts attempts, int head, IReadOnlyCollection<int> blocks, SourceSpan turns, List<RetryLoop> found, Func<MethodNode, int, bool> leadsOut, IReadOnlyCollection<int>? behind = null)
    {
        var site = Retried(node, [.. region.Try.Where(repeated.Contains)], leadsOut);
        if (site >= 0 && !attempts.IsOnce)
        {
            found.Add(new(new(RetryKind.Loop, "retry loop", attempts, node, site) { OnlyOfNothingDone = NeverDone.IsAllThatIsCaught(node.Method, region), Turns = turns }, region, repeated, head, blocks) { IsRecursive = behind is not null, Behind = behind ?? [] });
        }
    }

    /// <summary>Where the turns of a loop are counted, outside of the try and its handler.</summary>
    private static SourceSpan Counted(MethodFact method, RegionFact region, IReadOnlyCollection<int> blocks) =>
        method.Body.Steps.FirstOrDefault(s => s.Kind == StepKind.Increment && blocks.Contains(s.Block) && !region.Try.Contains(s.Block) && !region.Handler.Contains(s.Block) && !region.Filter.Contains(s.Block))?.Span ?? SourceSpan.None;

    /// <summary>
    /// The call that the loop is for: an effect or a call of our own before anything else, and of several the one that leads out of the process before a log or a text that is made; then the delegate that it runs, and what it awaits.
    /// </summary>
    private static int Retried(MethodNode node, HashSet<int> blocks, Func<MethodNode, int, bool> leadsOut)
    {
        var sites = node.Method.Sites;
        bool IsIn(int site) => site >= 0 && blocks.Contains(node.Method.Body.BlockOfSite[site]);
        var known = node.Effects.Select(e => e.Site)
            .Concat(node.Edges.Where(e => e.Mode != Catalogues.RunMode.Later && !e.To.Method.Has(MethodTraits.Constructor) && !e.To.Method.Has(MethodTraits.SpecialName)).Select(e => e.Site))
            .Where(IsIn)
            .ToList();
        known.Sort();
        if (known.FindIndex(site => leadsOut(node, site)) is >= 0 and var outside)
        {
            return known[outside];
        }

        var work = Enumerable.Range(0, sites.Count).Where(i => IsIn(i) && SiteNames.IsDelegate(sites[i])).Concat(known).ToList();
        if (work.Count > 0)
        {
            return work[0];
        }

        var calls = Enumerable.Range(0, sites.Count).Where(i => IsIn(i) && sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall).ToList();
        var awaited = calls.FindIndex(i => sites[i].IsAwaited);
        if (awaited >= 0)
        {
            var i = calls[awaited];
            return sites[i].Target.Name == "ConfigureAwait" && sites[i].Receiver.Kind == ValueKind.Result && Values.Index(sites[i].Receiver) is { } task && IsIn(task) ? task : i;
        }

        return calls.Count == 0 ? -1 : calls.OrderBy(i => Aside(sites[i].Target)).First();
    }

    /// <summary>Texts, logs and counters are not what a loop is for, and a property seldom is.</summary>
    private static int Aside(MethodRef target) =>
        target.Type is "System.String" or "System.Text.StringBuilder" or "System.Threading.Interlocked" or "System.Console" or "System.Diagnostics.Trace" or "System.Diagnostics.Debug" or "System.Diagnostics.Stopwatch"
            || target.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal) || target.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) ? 2
        : target.Name.StartsWith("get_", StringComparison.Ordinal) && target.ParameterCount == 0 ? 1
        : 0;

    private static readonly string[] Conflicts = ["Concurrency", "AlreadyExists", "Duplicate", "Conflict"];

    /// <summary>A conflict is answered by reading again, or by another name, not by waiting for better times: it multiplies no outage.</summary>
    private static bool IsAboutConcurrency(RegionFact region) =>
        region.Catches?.Name is { } name && Conflicts.Any(conflict => name.IndexOf(conflict, StringComparison.Ordinal) >= 0);

    /// <summary>What hands out the next one: of a sequence, or of what is waiting in a queue.</summary>
    internal static readonly HashSet<string> Next = new(StringComparer.Ordinal) { "MoveNext", "MoveNextAsync", "TryTake", "TryDequeue", "TryPop", "TryRead", "TryReceive" };

    /// <summary>The next replica or the next in the queue, not the same one again: the loop walks over something, and pauses nowhere.</summary>
    /// <param name="isOfInner">The handler is one of a loop inside: each turn of this one is another round of attempts, or the next item.</param>
    private static bool IsFailover(MethodFact method, Loop loop, RegionFact region, bool isOfInner)
    {
        var walks = loop.Blocks.Any(b => method.Body.Blocks[b] is { IsTest: true } test
            && loop.Contains(test.WhenTrue) != loop.Contains(test.WhenFalse)
            && Values.Source(method, test.Tested) is { } next && Next.Contains(next.Target.Name) && !IsCount(method, next.Receiver));
        return (walks || WalksByNumber(method, loop, region)) && (isOfInner || !region.Handler.Concat(loop.Blocks).Any(b => Pauses(method, b)));
    }

    /// <summary>A foreach over an array, or what goes over a list from one number to the next, ends where the sequence does; a when clause that asks for its length counts attempts.</summary>
    private static bool WalksByNumber(MethodFact method, Loop loop, RegionFact region) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block) && !region.Handler.Contains(s.Block) && !region.Filter.Contains(s.Block) && method.Body.Blocks[s.Block].Next.Any(n => !loop.Contains(n)));

    /// <summary><c>foreach (var attempt in Enumerable.Range(1, 3))</c> walks over numbers.</summary>
    private static bool IsCount(MethodFact method, ValueFact enumerator) =>
        Values.Source(method, enumerator) is { Target.Name: "GetEnumerator" } begun
        && Values.Source(method, begun.Receiver) is { Target: { Type: "System.Linq.Enumerable", Name: "Range" or "Repeat" } };

    private static bool Pauses(MethodFact method, int block)
    {
        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (method.Body.BlockOfSite[i] == block && method.Sites[i].Target is { Name: "Delay" or "Sleep" })
            {
                return true;
            }
        }

        return false;
    }

    private static Attempts Attempts(MethodFact method, Loop loop, RegionFact region)
    {
        if (loop.Turns > 0)
        {
            return new(loop.Turns);
        }

        // A test that leaves the loop, or a throw on the way round, sets some bound.
        var leaves = loop.Blocks.Any(b => !region.Try.Contains(b)
            && method.Body.Blocks[b] is var block
            && block.Next.Any(loop.Contains)
            && block.Next.Any(next => !loop.Contains(next))
            && Values.Source(method, block.Tested)?.Target.Name is not "get_IsCancellationRequested");
        var throws = method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && region.Handler.Contains(s.Block));
        return leaves || throws || region.Filter.Count > 0 ? Retries.Attempts.Unknown : Retries.Attempts.Endless;
    }
}
