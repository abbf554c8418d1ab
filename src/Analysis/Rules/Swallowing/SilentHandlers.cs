using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Handlers around code that can fail with an effect, none of whose exits says so.</summary>
internal sealed class SilentHandlers(RuleContext context)
{
    private readonly FailureAnalysis _analysis = context.FailureAnalysis;
    private readonly LeftOutListeners _leftOut = new(context);
    private readonly LostMessages _lost = new(context);

    public IEnumerable<Swallow> In(MethodNode node)
    {
        var regions = node.Method.Body.Regions;
        for (var r = 0; r < regions.Count; r++)
        {
            if (regions[r].IsCatch && SwallowRefusals.Exist(context, node) && _analysis.Fate.IsSilent(node, r))
            {
                // Whatever else would excuse it, it is what the refusal speaks of: its author need not know the excuses.
                SwallowRefusals.Cover(context, node, Caught(regions[r]));
            }

            if (regions[r].IsCatch && IsJudged(node, r) && Inside(node, regions[r], _analysis.Failures) is null && _lost.In(node, r) is { } lost)
            {
                yield return lost;
            }

            if (regions[r].IsCatch
                && IsJudged(node, r)
                && Inside(node, regions[r], _analysis.Failures) is { } failure
                && (failure.Certain || !Handlers.IsCancellation(node, regions[r]))
                && !(failure == Failures.Anything && Handlers.AsksForCancellation(node, regions[r]))
                && !IsCleanUp(node, regions[r], failure)
                && !IsDoneInAnotherWay(node, regions[r])
                && !RepeatedWork.Is(node, regions[r], _analysis)
                && (_analysis.Fate.IsSilent(node, r) || IsOnlyMurmured(node, r) || _leftOut.Are(node, r) || IsOnlyTimed(node, r) || IsOnlyTagged(node, r))
                && Reaching(node, regions[r]) is { } reaching
                && !IsCleanUp(node, regions[r], reaching))
            {
                failure = Named(node, regions[r], reaching);

                // Who sets a time limit may be content with what is there by then.
                failure = failure with { Certain = failure.Certain && _analysis.Fate.IsSilent(node, r) && !_analysis.Fate.IsMissed(node, r) && !_analysis.Fate.MayBeMeant(node, r) && !IsProbe(node, r, failure) && !IsOwnTimeout(node, regions[r]) && !SocketsGone.Are(context.Graph, context.Flows, node, regions[r], failure) && !UnremovedFiles.Are(context.Graph, node, regions[r], failure) && !LongPolls.Are(context.Flows, node.Method, regions[r]) };
                var types = Handlers.SelectedOfSeveral(context.Graph, node, regions[r]) is { Count: > 0 } several ? several : [Caught(regions[r])];
                yield return new(
                    node,
                    new SpanLocation(node, regions[r].Span),
                    failure,
                    types[0],
                    Handlers.StopsFailures(context.Graph, node, regions[r]) ? "swallows every failure of" : $"swallows {string.Join(" and ", types.Select(t => Names.Type(t.Name)))} of",
                    "rethrow, record it, return a failure")
                {
                    Others = [.. types.Skip(1)],
                };
            }
        }
    }

    /// <summary>Who only asks the database whether there is something, and says no whatever happens, may be asked whether there is such a database at all.</summary>
    private bool IsProbe(MethodNode node, int number, Failure failure)
    {
        var (method, region) = (node.Method, node.Method.Body.Regions[number]);
        return failure.Path.Count == 0
            && Handlers.SeesAll(context.Graph, node, region)
            && node.Effects.Where(e => IsIn(node, region, method.Body.BlockOfSite[e.Site])).ToList() is { Count: > 0 } effects && effects.TrueForAll(e => e.Category == EffectCategory.DbRead)
            && _analysis.Fate.SaysNo(node, number);
    }

    /// <summary>Whatever has failed, a log that says the same each time, and at a level that nobody is woken by, has one line more.</summary>
    private bool IsOnlyMurmured(MethodNode node, int number) =>
        Handlers.SeesAll(context.Graph, node, node.Method.Body.Regions[number]) && _analysis.Fate.IsSilent(node, number, heedsMurmurs: false);

    /// <summary>The time or the count that is noted says that there was a turn, as after a success.</summary>
    private bool IsOnlyTimed(MethodNode node, int number) =>
        BareTimes.Of(context, node, node.Method.Body.Regions[number]) is { Count: > 0 } times && _analysis.Fate.IsSilent(node, number, isHeard: i => !times.Contains(i));

    /// <summary>A tag that says what a span is about stands there after a success as well; who looks at the span may know that this one has it only then.</summary>
    private bool IsOnlyTagged(MethodNode node, int number) =>
        BareTags.Of(context.Graph, node, number) is { Count: > 0 } tags && _analysis.Fate.IsSilent(node, number, isHeard: i => !tags.Contains(i));

    private static TypeName Caught(RegionFact region) => region.Catches is { Name: not "System.Object" } caught ? caught : Swallow.Anything;

    private bool IsJudged(MethodNode node, int number)
    {
        var region = node.Method.Body.Regions[number];
        return (!Handlers.PicksAnswer(context.Graph, node, region) || (PickedOutages.Are(context.Graph, node, region) && !GoesOnInLoop(node, region)) || RunsOut(node, region))
            && !(Handlers.IsSelective(context.Graph, node, region) && ComesAgain(node, region)) // what has passed by then is done by the next turn
            && !GoalReached.Is(node, region)
            && !StoppedWork.Is(node, region)
            && !Handlers.LetsLastAttemptPass(node, region)
            && !Handlers.IsOwnCancellation(context.Graph, node, region)
            && !(Handlers.IsCancellation(node, region) && KnowsToken(node, region) && !IsOwnTimeout(node, region))
            && !(Handlers.Expected(context.Graph, context.Catalogue, node, region) is { } expected && (!expected.NeedsAnswer || _analysis.Fate.HasAnswer(node, number)));
    }

    /// <summary>A loop over items that ends at an outage, or goes on with the next item, may hand back what is left.</summary>
    private bool GoesOnInLoop(MethodNode node, RegionFact region) =>
        context.Flows.Of(node.Method).Loops.ToList() is var loops && !loops.Exists(l => l.Retries == region) && loops.Exists(l => region.Try.Count > 0 && l.Contains(region.Try[0]));

    /// <summary>
    /// A few attempts at the same thing, for whatever reason there is another one, and a method that says nothing when it comes to its end. One that answers may have been asked whether there is such a thing.
    /// </summary>
    private bool RunsOut(MethodNode node, RegionFact region)
    {
        var method = node.Method;
        return Tasks.Answer(method.Returns) is var answer && (answer.Name == "System.Void" || Tasks.IsTask(answer))
            && context.Flows.Of(method).Loops.FirstOrDefault(l => l.Retries == region) is { Turns: > 1 } loop
            && !IsNumbered(loop);

        // Something else is tried with each number.
        bool IsNumbered(Flow.Loop loop)
        {
            var counters = new HashSet<string>(method.Body.Steps.Where(s => s.Kind == StepKind.Increment && loop.Contains(s.Block)).Select(s => s.Slot));
            return Enumerable.Range(0, method.Sites.Count).Any(i => loop.Contains(method.Body.BlockOfSite[i]) && !region.Handler.Contains(method.Body.BlockOfSite[i])
                && method.Sites[i].Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Append(method.Sites[i].Receiver).Any(a => a.Kind == ValueKind.Local && counters.Contains(a.Text)));
        }
    }

    /// <summary>The same is done again in any case, until somebody ends it: a worker that polls. A loop over items goes on with the next one.</summary>
    private bool ComesAgain(MethodNode node, RegionFact region)
    {
        var loop = context.Flows.Of(node.Method).Loops.LastOrDefault(l => region.Try.Count > 0 && l.Contains(region.Try[0]));
        return loop is not null && loop.Turns == 0 && loop.Blocks
            .Where(b => !region.Try.Contains(b) && node.Method.Body.Blocks[b].Next.Any(n => !loop.Contains(n)))
            .All(b => Values.Source(node.Method, node.Method.Body.Blocks[b].Tested) is { Target.Name: "get_IsCancellationRequested" or "WaitForNextTickAsync" });
    }

    /// <summary>What the handler gets to know: of its type, and not recorded on the way. What throws the type by itself is named before what only might.</summary>
    private Failure? Reaching(MethodNode node, RegionFact region)
    {
        if (Handlers.Selected(context.Graph, node, region) is { } one)
        {
            return Reaching(node, region, one);
        }

        return Handlers.SelectedOfSeveral(context.Graph, node, region) is { Count: > 0 } several
            ? several.Select(type => Reaching(node, region, type)).OfType<Failure>().Aggregate((Failure?)null, static (worst, next) => IsWorse(next, worst) ? next : worst)
            : Inside(node, region, _analysis.Untold);
    }

    private Failure? Reaching(MethodNode node, RegionFact region, TypeName type)
    {
        if (context.Graph.IsOwn(type.Assembly))
        {
            return _analysis.Verdicts.Are(type, node, region) || Inside(node, region, _analysis.Untold) is not { } own ? null : Thrown(node, region, type, own);
        }

        var ofKin = Throwables.Know(type.Name) ? null : Inside(node, region, _analysis.UntoldOf(type));
        return ofKin is { Certain: true } || !ExceptionKin.ComesThrough(type) ? ofKin
            : Inside(node, region, _analysis.UntoldThrowing(type.Name, leadsOut: false)) is { } other && (ofKin is null || other.Certain) ? other
            : ofKin;
    }

    /// <summary>What throws an exception of our own: no library does. Null where each of those who do has recorded before what it stands for.</summary>
    private Failure? Thrown(MethodNode node, RegionFact region, TypeName type, Failure behind)
    {
        var throws = _analysis.Verdicts.Of(type, node, region);
        var open = throws.Where(t => !_analysis.Verdicts.IsTold(t.Node, t.Site)).ToList();
        return throws.Count == 0 ? behind
            : open.Count == 0 ? null
            : open.OrderByDescending(t => t.Path.All(e => e.Certain)).ThenBy(t => t.Path.Count).First() is { Path.Count: > 0 } named
                ? behind with { Subject = Names.Short(named.Node), Path = named.Path, Call = null, Certain = behind.Certain && named.Path.All(e => e.Certain) }
            : behind;
    }

    /// <summary>The most certain of what can fail in the try and reaches this handler; an effect before what only waits.</summary>
    private Failure? Inside(MethodNode node, RegionFact region, Failures failures)
    {
        Failure? best = null;
        var method = node.Method;
        for (var i = 0; i < method.Sites.Count && best is not { Certain: true, IsEffect: true }; i++)
        {
            if (IsIn(node, region, method.Body.BlockOfSite[i])
                && failures.Thrown(node, i) is { } failure
                && IsWorse(failure, best)
                && (failure.IsEffect || !OwnFailures.IsEnding(method.Sites[i].Target.Name)))
            {
                best = failure;
            }
        }

        foreach (var step in method.Body.Steps)
        {
            if (best is not { Certain: true } && IsIn(node, region, step.Block) && failures.AtAwait(node, step) is { } awaited && IsWorse(awaited, best)
                && (awaited.IsEffect || !(Values.Source(method, Failures.Configured(method, step.Value)) is { } ended && OwnFailures.IsEnding(ended.Target.Name))))
            {
                best = awaited;
            }
        }

        return best;
    }

    /// <summary>What goes out of the process before a stream that may be in memory, or the file of a log: that is what whoever reads it looks for.</summary>
    private Failure Named(MethodNode node, RegionFact region, Failure failure) =>
        failure.Call is { } call && !context.Graph.IsOwn(call.Assembly) && !Throwables.LeadOut(call)
        && Inside(node, region, _analysis.UntoldThrowing(Handlers.Selected(context.Graph, node, region)?.Name, leadsOut: true)) is { } outside && outside.Certain == failure.Certain && outside.IsEffect == failure.IsEffect
            ? outside
            : failure;

    private static bool IsWorse(Failure failure, Failure? than) =>
        than is null || (failure.Certain, failure.IsEffect).CompareTo((than.Certain, than.IsEffect)) > 0;

    /// <summary><c>catch (StreamNotFound) { AddStream(); }</c>: the handler asks the same service for something else.</summary>
    private bool IsDoneInAnotherWay(MethodNode node, RegionFact region)
    {
        var sites = node.Method.Sites;
        var asked = new HashSet<string>(
            Enumerable.Range(0, sites.Count)
                .Where(i => region.Try.Contains(node.Method.Body.BlockOfSite[i]) && _analysis.Failures.At(node, i) is { Path.Count: 0, Certain: true })
                .Select(i => sites[i].Target.Type));
        return Enumerable.Range(0, sites.Count).Any(i =>
            region.Handler.Contains(node.Method.Body.BlockOfSite[i]) && asked.Contains(sites[i].Target.Type) && !OwnFailures.IsDeletion(sites[i].Target.Name) && !_analysis.Acknowledgements.Is(sites[i].Target)
            && _analysis.Failures.At(node, i) is { Path.Count: 0, Certain: true });
    }

    /// <summary>In the try, and in none inside it whose handler lets nothing past, or has recorded it.</summary>
    private bool IsIn(MethodNode node, RegionFact region, int block) =>
        region.Try.Contains(block)
        && !node.Method.Body.Regions.Any(inner => inner != region && inner.Try.Count < region.Try.Count && inner.Try.Contains(block) && _analysis.Ends(node, inner));

    /// <summary>Cancellation is expected where somebody can cancel: the method gets a token, or makes one.</summary>
    private bool KnowsToken(MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter
        || HasToken(node.Method)
        || HasToken(node.Owner(context.Graph).Method)
        || node.Method.Sites.Any(s => IsToken(s.Target.Type) || (s.Target.Returns is { } type && IsToken(type.Name)));

    /// <summary>A cancellation that only the method's own clock asks for, at something that can fail. A poll that is cut off goes on with the next turn.</summary>
    private bool IsOwnTimeout(MethodNode node, RegionFact region) =>
        (region.Kind == RegionKind.Catch || Handlers.IsNotTheCallers(node, region))
        && Handlers.IsCancellation(node, region)
        && (Enumerable.Range(0, node.Method.Sites.Count).Any(i =>
                IsIn(node, region, node.Method.Body.BlockOfSite[i]) && (OwnTimeouts.Limits(node.Method, i) || (Handlers.IsNotTheCallers(node, region) && node.EffectsAt(i).Any(e => e.Category == EffectCategory.Http))) && _analysis.Failures.Thrown(node, i) is { Certain: true })
            || node.Method.Body.Steps.Any(s =>
                IsIn(node, region, s.Block) && Failures.Configured(node.Method, s.Value) is { Kind: ValueKind.Result } task && OwnTimeouts.Limits(node.Method, Values.Index(task)!.Value) && _analysis.Failures.AtAwait(node, s) is { Certain: true }))
        && !IsPolled(node, region);

    /// <summary>The loop around it ends when it is told to, whatever else may end it.</summary>
    private bool IsPolled(MethodNode node, RegionFact region)
    {
        var loop = context.Flows.Of(node.Method).Loops.LastOrDefault(l => region.Try.Count > 0 && l.Contains(region.Try[0]));
        return loop is not null
            && (!loop.Blocks.Any(b => node.Method.Body.Blocks[b].Next.Any(n => !loop.Contains(n)))
                || loop.Blocks.Any(b => Values.Source(node.Method, node.Method.Body.Blocks[b].Tested) is { Target.Name: "get_IsCancellationRequested" or "WaitForNextTickAsync" }));
    }

    private static bool HasToken(MethodFact method) => method.Parameters.Any(p => IsToken(p.Name));

    private static bool IsToken(string type) => type is "System.Threading.CancellationToken" or "System.Threading.CancellationTokenSource";

    /// <summary>What only tidies up may fail: when an object is disposed of, in a finally, in another handler.</summary>
    private static bool IsCleanUp(MethodNode node, RegionFact region, Failure failure) =>
        ((IsEnd(node.Method.Name) || node.Method.Name.StartsWith("Clean", StringComparison.Ordinal)) && !failure.IsEffect)
        || (IsDeletion(failure.Subject) && (IsTidying(node.Method.Name) || IsEnd(node.Method.Name) || node.Method.Body.Regions.Any(r => r != region && r.Handler.Contains(region.Try[0]))));

    private static bool IsEnd(string method) =>
        method == "Finalize" || OwnFailures.IsEnding(method) || method.EndsWith(".Dispose", StringComparison.Ordinal) || method.EndsWith(".DisposeAsync", StringComparison.Ordinal);

    private static bool IsDeletion(string subject) => subject is "File.Delete" or "Directory.Delete" or "FileInfo.Delete" or "DirectoryInfo.Delete";

    private static bool IsTidying(string name) =>
        name.StartsWith("Clean", StringComparison.Ordinal) || name.StartsWith("TryDelete", StringComparison.Ordinal) || name.Contains("Temp") || name.StartsWith("Tear", StringComparison.Ordinal);
}
