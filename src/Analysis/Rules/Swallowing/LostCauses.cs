using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Exceptions that a handler throws without the one that it caught, and those that it throws as if they were new.</summary>
internal sealed class LostCauses(RuleContext context, MethodNode node)
{
    private const string KeepIt = "pass the caught exception as its inner exception";

    /// <summary>How to throw what stands inside of another exception.</summary>
    public const string UnwrapIt = "ExceptionDispatchInfo.Capture(…).Throw() keeps it";

    /// <summary>These say that something is not what it should be. One that also says what it is says it better.</summary>
    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "System.FormatException",
        "System.OverflowException",
        "System.InvalidCastException",
        "System.UriFormatException",
        "System.Reflection.AmbiguousMatchException",
        "System.Globalization.CultureNotFoundException",
        "System.TimeZoneNotFoundException",
    };

    private readonly ControlFlow _flow = context.Flows.Of(node.Method);
    private readonly Dictionary<int, Caught> _caught = [];
    private readonly Dictionary<int, PickedAnswers> _picked = [];

    /// <summary>Certain where what is lost can come from outside; what only pure code throws says little more than the code itself.</summary>
    public IEnumerable<LostCause> Find()
    {
        var body = node.Method.Body;
        foreach (var step in body.Steps.Where(s => s.Kind == StepKind.Throw && !Throwers.AreBefore(context.Graph, context.Flows, node, s)))
        {
            if (RegionAround(step.Block) is not { } region)
            {
                foreach (var kept in KeptWords.Of(node.Method, step, Of).Where(r => LeadsTo(r, node.Method.Body.Regions[r].Handler[0], step.Block) && IsLost(r, step.Value, step.Block) && !IsKeptBehind(r, step)).Take(1))
                {
                    yield return new(Loses(kept, step.Value), KeepIt, FailsOutside(kept) && !IsRetold(kept, step.Value), new SpanLocation(node, step.Span));
                }

                continue;
            }

            if (step.Value.Kind == ValueKind.Caught && CaughtNames.Of(node.Method, region).Contains(step.Value))
            {
                yield return new($"{Names.Short(node)} throws what it caught as if it were new: the trace of where it came from is lost", "throw; keeps it", true, new SpanLocation(node, step.Span));
            }
            else if (UnwrappedCauses.IsThrown(context.Graph, node.Method, region, step))
            {
                if (!IsKeptBeside(region, Values.Index(step.Value), step.Block))
                {
                    yield return new($"{Names.Short(node)} throws what is inside of what it caught as if it were new: the trace of where it came from is lost", UnwrapIt, true, new SpanLocation(node, step.Span));
                }
            }
            else if (Made(region, step).FirstOrDefault(m => IsMadeAnew(region, m.Value) && (!Picked(region).IsPicked(m.Block) || IsDroppedByConstructor(region, m.Value)) && IsLost(region, m.Value, step.Block)) is { Value.Kind: not ValueKind.Unknown } made)
            {
                if ((FailsOutside(region) && !(IsAnswer(region) && RetoldAnswers.Are(context.Graph, node.Method, made.Value, Of(region)))) is var certain && (certain || !InputRefusals.AreThrown(node.Method, made.Value)))
                {
                    yield return new(Loses(region, made.Value), KeepIt, certain && !IsRetold(region, made.Value), new SpanLocation(node, Statement(region, step))) { Also = [.. DroppedAt(region, made.Value)] };
                }
            }
        }

        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            if (RegionAround(body.BlockOfSite[i]) is { } around && ThrownAgain(around, i) is { } again)
            {
                // Without the name of whoever caught it: several do, and it is one line that loses it.
                yield return new($"{Names.Short(again.Helper)} throws what a handler has caught as if it were new: the trace of where it came from is lost", "throw; where it is caught keeps it, and so does ExceptionDispatchInfo.Throw", true, new SpanLocation(again.Helper, again.Span));
                continue;
            }

            if (RegionAround(body.BlockOfSite[i]) is { } region && Told(region, i) is { } told && !Picked(region).IsPicked(body.BlockOfSite[i]) && IsLost(region, told.Kind == ValueKind.Unknown ? Values.ResultOf(i) : told, body.BlockOfSite[i]))
            {
                yield return new(Loses(region, told), KeepIt, FailsOutside(region) && !IsRetold(region, told.Kind == ValueKind.Unknown ? Values.ResultOf(i) : told), new SiteLocation(node, i));
            }
        }
    }

    /// <summary>What a throw may throw, and where that was made: a switch expression puts one of several into a local.</summary>
    private IEnumerable<(ValueFact Value, int Block)> Made(int region, StepFact thrown) =>
        thrown.Value.Kind == ValueKind.Local
            ? node.Method.Body.Steps
                .Where(s => s.Kind == StepKind.LocalWrite && s.Slot == thrown.Value.Text && s.Value.Kind == ValueKind.New && node.Method.Body.Regions[region].Handler.Contains(s.Block))
                .Select(s => (s.Value, s.Block))
            : [(thrown.Value, thrown.Block)];

    /// <summary>Where the statement begins: what a switch expression throws is made line by line, and asked for in the first.</summary>
    private SourceSpan Statement(int region, StepFact thrown)
    {
        if (thrown.Value.Kind != ValueKind.Local)
        {
            return thrown.Span;
        }

        var body = node.Method.Body;
        var arms = Made(region, thrown).Select(m => m.Block).ToList();
        var asked = node.Method.Sites.Where((_, i) => body.Regions[region].Handler.Contains(body.BlockOfSite[i]) && arms.TrueForAll(arm => _flow.Enters(body.BlockOfSite[i], arm) && body.BlockOfSite[i] != arm)).Select(s => s.Span).Where(s => s.EndLine >= thrown.Span.Line);
        return body.Steps
            .Where(s => s.Kind == StepKind.TypeTest && body.Regions[region].Handler.Contains(s.Block))
            .Select(s => s.Span)
            .Concat(asked)
            .Where(s => s.IsKnown && s.Document == thrown.Span.Document && s.Line < thrown.Span.Line)
            .OrderByDescending(s => s.Line)
            .DefaultIfEmpty(thrown.Span)
            .First();
    }

    private PickedAnswers Picked(int region)
    {
        if (!_picked.TryGetValue(region, out var picked))
        {
            _picked.Add(region, picked = new(_flow, node.Method.Body.Regions[region], Of(region)));
        }

        return picked;
    }

    /// <summary>A verdict of one's own that is answered with another one says itself what there was to say.</summary>
    private bool FailsOutside(int region) =>
        !(Handlers.Selected(context.Graph, node, node.Method.Body.Regions[region]) is { } type && (InputRefusals.AreCaught(context.Graph, type) || context.FailureAnalysis.Verdicts.Are(type, node, node.Method.Body.Regions[region])))
        && Enumerable.Range(0, node.Method.Sites.Count).Any(i =>
            node.Method.Body.Regions[region].Try.Contains(node.Method.Body.BlockOfSite[i]) && context.FailureAnalysis.Failures.Thrown(node, i) is not null);

    /// <summary>The message of the cause goes into the new one: whoever reads that mostly knows what it was.</summary>
    private bool IsRetold(int region, ValueFact made) => KeptWords.AreRepeated(node.Method, made, Of(region));

    private string Loses(int region, ValueFact made)
    {
        var caught = node.Method.Body.Regions[region].Catches is { Name: not "System.Object" } type ? Names.Type(type.Name) : "the exception";
        var thrown = Values.Source(node.Method, made) is { Kind: SiteKind.New } source ? Names.Type(source.Target.Type) : "another one";
        return $"{Names.Short(node)} catches {caught} and throws {thrown} without it: the cause is lost";
    }

    /// <summary>The handler that a block stands in, none inside a when clause; or the one whose exception was kept, and is there where the block runs: <c>if (error is not null) throw …</c>.</summary>
    private int? RegionAround(int block) =>
        _flow.HandlerAround(block) is { } region ? region.Handler.Contains(block) ? IndexOf(region) : null
        : _flow.Known(block).Where(known => known is { IsTrue: true, Tested.Kind: ValueKind.Caught }).Select(known => Values.Index(known.Tested)).FirstOrDefault();

    private bool IsOf(int region, int block) => RegionAround(block) == region || node.Method.Body.Regions[region].Handler.Contains(block);

    private int IndexOf(RegionFact region)
    {
        var regions = node.Method.Body.Regions;
        for (var r = 0; r < regions.Count; r++)
        {
            if (ReferenceEquals(regions[r], region))
            {
                return r;
            }
        }

        return -1;
    }

    /// <summary>Whether a thrown value was made in the handler, and from nothing that holds the cause.</summary>
    private bool IsMadeAnew(int region, ValueFact value)
    {
        if (Values.Source(node.Method, value) is not { } made || !IsOf(region, node.Method.Body.BlockOfSite[Values.Index(value)!.Value]))
        {
            return false;
        }

        // What was asked of an exception is one that exists already: its inner one.
        return Of(region).Of(value) != Trace.Whole && !MayBeGiven(made) && !Gathers(made) && !(made.Kind != SiteKind.New && made.Target.Name.StartsWith("get_", StringComparison.Ordinal));
    }

    /// <summary><c>new Unreachable(host, e.InnerException ?? e)</c>: one of two, and either may be it.</summary>
    private static bool MayBeGiven(SiteFact made)
    {
        var parameters = DocIdParameters.Of(made.Target.Id);
        return made.Kind == SiteKind.New && Enumerable.Range(0, parameters.Count).Any(p => parameters[p].EndsWith("Exception", StringComparison.Ordinal) && Values.Argument(made, p).Kind is ValueKind.Unknown or ValueKind.Local);
    }

    /// <summary><c>new AggregateException(tasks.Select(t => t.Exception))</c>: an await throws the first of several, the tasks have them all.</summary>
    private static bool Gathers(SiteFact made) =>
        made is { Kind: SiteKind.New, Target.Type: "System.AggregateException" }
        && DocIdParameters.Of(made.Target.Id).Any(p => p.IndexOf("System.Exception", StringComparison.Ordinal) >= 0);

    /// <summary>The exception that a task or promise is told to fail with, or that a helper throws; null for any other call.</summary>
    private ValueFact? Told(int region, int index)
    {
        var site = node.Method.Sites[index];
        if (site.Target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal) && site.Target.Name is "FromException" or "SetException" or "TrySetException")
        {
            return Values.Argument(site, 0) is var argument && IsMadeAnew(region, argument) ? argument : null;
        }

        return site.Kind == SiteKind.Call && context.Graph.Find(site.Target) is { } helper && Throwers.AlwaysThrows(context.Flows, helper) && (Of(region).Given(index) != Trace.Whole || !(Of(region).Keeps(site) || Records(site)))
            ? ValueFact.Unknown
            : null;
    }

    /// <summary>A helper that throws the very exception that it is handed.</summary>
    private (MethodNode Helper, SourceSpan Span)? ThrownAgain(int region, int index)
    {
        var call = node.Method.Sites[index];
        if (call.Kind != SiteKind.Call || context.Graph.Find(call.Target) is not { } helper || helper.Method.Has(MethodTraits.Virtual) || !Throwers.AlwaysThrows(context.Flows, helper))
        {
            return null;
        }

        foreach (var thrown in helper.Method.Body.Steps)
        {
            if (thrown.Kind == StepKind.Throw && thrown.Value.Kind == ValueKind.Parameter && Values.Index(thrown.Value) is { } parameter && Values.Argument(call, parameter) is { Kind: ValueKind.Caught } given && CaughtNames.Of(node.Method, region).Contains(given)
                && !Throwers.AreBefore(context.Graph, context.Flows, helper, thrown))
            {
                return (helper, thrown.Span);
            }
        }

        return null;
    }

    /// <summary>Whether nothing else in the handler keeps the cause: a log, a list, a property; and whether there is a cause that the new exception does not say by itself.</summary>
    private bool IsLost(int number, ValueFact made, int thrown)
    {
        var region = node.Method.Body.Regions[number];
        return (!Handlers.PicksAnswer(context.Graph, node, region) || PickedOutages.AreStatuses(node, region))
            && !Handlers.IsCancellation(node, region)
            && !Handlers.IsOwnCancellation(context.Graph, node, region)
            && region.Catches is not { Name: "System.Collections.Generic.KeyNotFoundException" }
            && !(IsAnswer(number) && SaysWhat(made) && !RetoldAnswers.Are(context.Graph, node.Method, made, Of(number)))
            && !IsKeptBeside(number, Values.Index(made), thrown);
    }

    private bool IsAnswer(int region) => node.Method.Body.Regions[region].Catches is { } type && Answers.Contains(type.Name);

    /// <summary>Whether the handler, or its when clause, has the cause in something else than what it throws, on the way to the throw: a record that comes when it goes on with another attempt is of that one.</summary>
    private bool IsKeptBeside(int number, int? thrown, int block) =>
        Enumerable.Range(0, node.Method.Sites.Count).Any(i =>
            (i != thrown || Records(node.Method.Sites[i]))
            && node.Method.Body.BlockOfSite[i] is var kept
            && (node.Method.Body.Regions[number].Filter.Contains(kept) || (IsOf(number, kept) && (LeadsTo(number, kept, block) || LeadsTo(number, block, kept))))
            && !UnwrappedCauses.IsPart(node.Method.Sites[i])
            && IsKept(number, i));

    /// <summary><c>log.LogError(last, "given up"); throw new GaveUp(last!.Message);</c>: what a handler has kept is handed to somebody outside of it, before a throw.</summary>
    private bool IsKeptBehind(int number, StepFact thrown) =>
        Enumerable.Range(0, node.Method.Sites.Count).Any(i =>
            node.Method.Body.BlockOfSite[i] is var kept && !node.Method.Body.Regions[number].Handler.Contains(kept) && LeadsTo(number, kept, thrown.Block)
            && Values.Index(thrown.Value) != i
            && !UnwrappedCauses.IsPart(node.Method.Sites[i]) && (IsKept(number, i) || IsGivenLocal(number, i)));

    private bool IsGivenLocal(int number, int index) =>
        node.Method.Sites[index].Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Any(a => a.Kind == ValueKind.Local
            && node.Method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == a.Text && s.Value.Kind == ValueKind.Caught && Values.Index(s.Value) == number));

    /// <summary>Whether one block can run behind another after the same failure.</summary>
    private bool LeadsTo(int region, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var queue = new Queue<int>(seen);
        while (queue.Count > 0 && !seen.Contains(to))
        {
            foreach (var next in node.Method.Body.Blocks[queue.Dequeue()].Next)
            {
                if (!node.Method.Body.Regions[region].Try.Contains(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return seen.Contains(to);
    }

    /// <summary>Who hands the cause to a constructor means to keep it, whatever has been asked before.</summary>
    private bool IsDroppedByConstructor(int region, ValueFact made) =>
        Values.Source(node.Method, made) is { Kind: SiteKind.New } constructed && Values.Index(made) is { } index && Of(region).Given(index) == Trace.Whole && !Of(region).Keeps(constructed);

    /// <summary>Where the constructor of an exception of ours, which is handed the cause, makes its base without it: that is the place to mend.</summary>
    private IEnumerable<(Location At, string What)> DroppedAt(int region, ValueFact made) =>
        IsDroppedByConstructor(region, made) && Values.Source(node.Method, made) is { } constructed && Of(region).DroppedAt(constructed) is var (constructor, site)
            ? [(new SiteLocation(constructor, site), "takes the cause and does not hand it on")]
            : [];

    /// <summary>A helper that makes the new exception, and logs the one that it is handed.</summary>
    private bool Records(SiteFact call) => context.Graph.Find(call.Target) is { } helper && context.FailureAnalysis.Recording.Records(helper);

    /// <summary>Whether a new exception, or the helper that throws it, is given more than a text that is the same each time.</summary>
    private bool SaysWhat(ValueFact made) =>
        Values.Source(node.Method, made) is { } site
        && site.Arguments.Any(a => a.Kind is not (ValueKind.Text or ValueKind.Null or ValueKind.Number));

    private bool IsKept(int region, int index)
    {
        var site = node.Method.Sites[index];
        return Of(region).Given(index) == Trace.Whole
            && (site.Kind == SiteKind.FieldWrite
                || (!Recording.IsTrivial(site.Target) && site.Kind is SiteKind.Call or SiteKind.VirtualCall
                    && (context.Graph.Find(site.Target) is not { } own || own.Method.Has(MethodTraits.Abstract) || context.FailureAnalysis.Recording.Takes(own, Math.Max(0, Of(region).ArgumentOf(index))))));
    }

    private Caught Of(int region)
    {
        if (!_caught.TryGetValue(region, out var caught))
        {
            _caught.Add(region, caught = new(context.Graph, node, region));
        }

        return caught;
    }
}
