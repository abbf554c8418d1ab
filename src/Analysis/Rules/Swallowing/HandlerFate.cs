using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Facts.Extraction;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What becomes of a failure in a handler: thrown on, recorded, turned into a value, tried again until it works; or nothing.</summary>
internal sealed class HandlerFate(CodeGraph graph, Flows flows, Recording recording, FieldReads reads, Acknowledgements acknowledgements)
{
    private readonly UnheardAnswers _unheard = new(graph);
    private readonly RefusedAnswers _refused = new(graph, flows, recording, new(graph));
    private readonly MuteSinks _mute = new(graph);

    /// <summary>Whether nothing that only runs after the failure says that there was one.</summary>
    /// <param name="heedsMurmurs">Whether a fixed text below a warning counts.</param>
    /// <param name="isHeard">Which calls count; null for all.</param>
    public bool IsSilent(MethodNode node, int number, bool heedsMurmurs = true, Func<int, bool>? isHeard = null)
    {
        var region = node.Method.Body.Regions[number];
        var path = new FailurePath(flows.Of(node.Method), region);
        var caught = new Caught(graph, node, number);
        var answers = new Answers(node, caught, path.Blocks, Handlers.SeesAll(graph, node, region), region.Try.Count > 0 ? region.Try[0] : 0);
        return !path.OnlyTriesAgain
            && !path.OnlyThrows
            && (_unheard.Are(node) || (!SaysWhetherItWorked(node, region, path) && !answers.SayItFailed && !answers.OnlyRefuse(path) && !answers.OnlyDeny(path, region) && !(AnswersNothing(node, path) && _refused.Are(node))))
            && !node.Method.Body.Steps.Any(s => path.Blocks.Contains(s.Block) && IsToldByStep(node, region, path, caught, s))
            && !Enumerable.Range(0, node.Method.Sites.Count).Any(i => path.Blocks.Contains(node.Method.Body.BlockOfSite[i]) && (heedsMurmurs || !Murmurs.Is(node.Method, node.Method.Sites[i])) && (isHeard is null || isHeard(i)) && IsToldAt(node, region, caught, i))
            && !IsKept(node, number, path)
            && !IsRefused(node, region, path)
            && !LeftOvers.Are(flows.Of(node.Method), region);
    }

    /// <summary><c>sent = true;</c> at the end of the try, and somebody behind it who looks: <c>return sent;</c>, <c>if (!sent) throw …</c>, <c>new Outcome(sent)</c>.</summary>
    private bool SaysWhetherItWorked(MethodNode node, RegionFact region, FailurePath path)
    {
        var stores = node.Method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && !IsEndOfIterator(s)).GroupBy(s => s.Slot);
        return stores.Any(flag => flag.Count() > 1
            && flag.Any(s => s.Value.Text == "1")
            && flag.All(s => s.Value.Kind == ValueKind.Number && region.Try.Contains(s.Block) == (s.Value.Text == "1"))
            && (IsReturned(node, flag.Key) || IsUsedBehind(node, region, path, flag.Key, heedsAttempts: false) || IsLookedAt(node, region, path, flag.Key))
            && !EndsQuietly(node, region, path, flag.First(s => s.Value.Text == "0")));
    }

    /// <summary>Whether the handler itself lets somebody know, whatever it does then.</summary>
    public bool Tells(MethodNode node, RegionFact region)
    {
        var number = node.Method.Body.Regions.Select((r, i) => (r, i)).First(x => ReferenceEquals(x.r, region)).i;
        var caught = new Caught(graph, node, number);
        return Enumerable.Range(0, node.Method.Sites.Count).Any(i => region.Handler.Contains(node.Method.Body.BlockOfSite[i]) && IsToldAt(node, region, caught, i));
    }

    /// <summary>Whether somebody behind the try asks for what it would have given: the code goes another way without it, and whether that is enough the code does not show.</summary>
    public bool IsMissed(MethodNode node, int number)
    {
        var body = node.Method.Body;
        var region = body.Regions[number];
        var path = new FailurePath(flows.Of(node.Method), region);
        return Enumerable.Range(0, body.Blocks.Count).Any(b => body.Blocks[b].IsTest && IsBehind(region, path, b) && body.Blocks[b].True.Any(v => IsGiven(node.Method, region, v) || IsValueOf(v)));

        // of a number that may be missing: count.HasValue
        bool IsValueOf(ValueFact asked) => Values.Source(node.Method, asked) is { Target: { Type: "System.Nullable`1", Name: "get_HasValue" } } there && IsGiven(node.Method, region, there.Receiver);
    }

    /// <summary>Whether whoever asks throws, or records that there is nothing: <c>if (answer is null) LogError(…)</c>.</summary>
    private bool IsRefused(MethodNode node, RegionFact region, FailurePath path)
    {
        var body = node.Method.Body;
        return Enumerable.Range(0, body.Blocks.Count).Any(b =>
            body.Blocks[b].IsTest && IsBehind(region, path, b) && IsGiven(node.Method, region, body.Blocks[b].Tested) && IsLeftWithNothing(node.Method, region, body.Blocks[b].Tested) && _refused.Refuses(node, body.Blocks[b].Tested, asked => asked == b));
    }

    private static bool AnswersNothing(MethodNode node, FailurePath path) =>
        node.Method.Body.Steps.Where(s => s.Kind == StepKind.Return && path.Blocks.Contains(s.Block)).ToList() is { Count: > 0 } answers && answers.TrueForAll(s => IsNothing(node.Method, s.Value));

    /// <summary>A handler that puts something in its place has found another way.</summary>
    private static bool IsLeftWithNothing(MethodFact method, RegionFact region, ValueFact value) =>
        method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && value == new ValueFact(ValueKind.Local, s.Slot) && region.Handler.Contains(s.Block)).All(s => IsNothing(method, s.Value));

    private static bool IsNothing(MethodFact method, ValueFact value) => value is { Kind: ValueKind.Null } or { Kind: ValueKind.Number, Text: "0" } || IsEmpty(method, value);

    private static bool IsBehind(RegionFact region, FailurePath path, int block) => path.IsAfter(block) && !path.ComesBefore(block) && !region.Handler.Contains(block);

    /// <summary>Whether the try gives a value. A local that was only null before is a name for what a call in the try returned.</summary>
    private bool IsGiven(MethodFact method, RegionFact region, ValueFact value) => value.Kind switch
    {
        ValueKind.Local => method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && region.Try.Contains(s.Block)) && !HadValue(method, region, value.Text),
        ValueKind.Result or ValueKind.New => Values.Index(value) is { } site && region.Try.Contains(method.Body.BlockOfSite[site]),
        _ => false,
    };

    /// <summary><c>var key = Own(); try { key = Shared() ?? key; } catch { }</c>: what it had before the try it still has behind a failure, and a test of it says nothing of that.</summary>
    private bool HadValue(MethodFact method, RegionFact region, string slot)
    {
        if (region.Try.Count == 0)
        {
            return false;
        }

        var flow = flows.Of(method);
        var last = method.Body.Steps.LastOrDefault(s => s.Kind == StepKind.LocalWrite && s.Slot == slot && !region.Try.Contains(s.Block) && !region.Handler.Contains(s.Block) && flow.Enters(s.Block, region.Try[0]));
        return last is { Value.Kind: ValueKind.Result or ValueKind.New or ValueKind.Parameter or ValueKind.Field or ValueKind.This or ValueKind.Text } && !IsNothing(method, last.Value) && last.Value is not { Kind: ValueKind.Text, Text.Length: 0 };
    }

    /// <summary>Whether the handler answers with the number that success falls back to, or with the no that a refusal says as well: it may be meant.</summary>
    public bool MayBeMeant(MethodNode node, int number)
    {
        var path = new FailurePath(flows.Of(node.Method), node.Method.Body.Regions[number]);
        var answers = new Answers(node, new(graph, node, number), path.Blocks);
        return answers.AreDefaults || answers.AreDenials;
    }

    /// <summary>Whether a method that answers yes or no says no after a failure, and otherwise what it has found.</summary>
    public bool SaysNo(MethodNode node, int number) =>
        new Answers(node, new(graph, node, number), new FailurePath(flows.Of(node.Method), node.Method.Body.Regions[number]).Blocks).AreNoes;

    /// <summary>Whether the handler answers at all, if only with nothing.</summary>
    public bool HasAnswer(MethodNode node, int number)
    {
        var path = new FailurePath(flows.Of(node.Method), node.Method.Body.Regions[number]);
        return path.OnlyTriesAgain || new Answers(node, new(graph, node, number), path.Blocks).Exist;
    }

    /// <summary>What is stored to be returned says as much as what is returned.</summary>
    private bool IsToldByStep(MethodNode node, RegionFact region, FailurePath path, Caught caught, StepFact step) =>
        !IsEndOfIterator(step)
        && !(step.Kind == StepKind.LocalWrite && IsReturned(node, step.Slot) && _unheard.Are(node))
        && (Tells(node, region, path, caught, step) || (ChosenWords.Are(flows.Of(node.Method), region, path, caught, step) && IsUsedBehind(node, region, path, step.Slot)))
        && !(step.Kind == StepKind.LocalWrite && (step.Value.Kind is ValueKind.Number or ValueKind.Null || IsEmpty(node.Method, step.Value)) && region.Handler.Contains(step.Block) && EndsQuietly(node, region, path, step));

    /// <summary>
    /// Whether every test of the flag behind the try comes to nothing where it finds what the handler has stored: no call, no store, no throw, no answer. Rethrows there are the compiler's, behind a finally with an await in it.
    /// </summary>
    private bool EndsQuietly(MethodNode node, RegionFact region, FailurePath path, StepFact step)
    {
        var (body, flow) = (node.Method.Body, flows.Of(node.Method));
        var flag = new ValueFact(ValueKind.Local, step.Slot);
        var isEmpty = IsEmpty(node.Method, step.Value);
        var isNo = isEmpty || step.Value is { Kind: ValueKind.Null } or { Text: "0" };
        var tests = body.Blocks.Select((b, i) => (Test: b, Index: i)).Where(b => b.Test.IsTest && b.Test.Tested == flag && path.IsAfter(b.Index) && !region.Handler.Contains(b.Index)).ToList();
        if (tests.Count == 0 || !tests.TrueForAll(t => t.Test.Sides is not null && (!isEmpty || GoesTheWayOfNothing(body, t.Test.Sides.Value))))
        {
            return false;
        }

        // What it holds after a success is used where the test has shown that.
        var wells = tests.ConvertAll(t => isNo ? t.Test.Sides!.Value.Yes : t.Test.Sides!.Value.No);
        return body.Steps.Where(s => s.Value == flag).Select(s => s.Block)
                .Concat(Enumerable.Range(0, node.Method.Sites.Count).Where(i => node.Method.Sites[i].Receiver == flag || node.Method.Sites[i].Arguments.Contains(flag)).Select(i => body.BlockOfSite[i]))
                .All(block => wells.Exists(w => w >= 0 && flow.Enters(w, block)))
            && tests.TrueForAll(t => (isNo ? t.Test.Sides!.Value.No : t.Test.Sides!.Value.Yes) is >= 0 and var side
                && (isEmpty && body.Blocks[t.Test.Sides!.Value.Yes].Next is { Count: 1 } both ? body.Blocks[both[0]].IsTest && body.Blocks[both[0]].Next.Any(IsQuiet) : IsQuiet(side)));

        bool IsQuiet(int side) =>
            !Enumerable.Range(0, node.Method.Sites.Count).Any(i => flow.Enters(side, body.BlockOfSite[i]) && !Recording.IsTrivial(node.Method.Sites[i].Target) && !OwnFailures.IsEnding(node.Method.Sites[i].Target.Name))
            && !body.Steps.Any(s => s.Kind is not (StepKind.Await or StepKind.LocalWrite or StepKind.Rethrow) && s.Value.Kind != ValueKind.Null && flow.Enters(side, s.Block));
    }

    /// <summary><c>items is not { Length: > 0 }</c>: an empty list is there, is asked for its length, and goes where none would go; a debug build puts both answers together first.</summary>
    private static bool GoesTheWayOfNothing(BodyFact body, (int Yes, int No) sides) => sides is { Yes: >= 0, No: >= 0 }
        && body.Blocks[sides.Yes].Next is var next && (next.Count == 2 ? next.Contains(sides.No) : body.Blocks[sides.No].Next.SequenceEqual(next));

    private static bool IsEmpty(MethodFact method, ValueFact value) =>
        value is { Kind: ValueKind.Many, Text.Length: 0 }
        || (Values.Source(method, value) is { } made && (made.Target is { Name: "Empty", ParameterCount: 0 } || (made.Kind == SiteKind.New && made.Target.ParameterCount == 0 && made.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal))));

    private bool Tells(MethodNode node, RegionFact region, FailurePath path, Caught caught, StepFact step) => step.Kind switch
    {
        StepKind.Throw or StepKind.Rethrow => true,
        StepKind.Capture => region.Handler.Contains(step.Block) && step.Value.Kind != ValueKind.Null, // a lambda sees it
        StepKind.ParameterWrite => step.Value.Kind != ValueKind.Null && step.Value != new ValueFact(ValueKind.Number, "0"),
        StepKind.Increment => region.Handler.Contains(step.Block) && IsLookedAt(node, region, path, step.Slot, heedsEnds: false),
        StepKind.LocalWrite when step.Value.Kind == ValueKind.Number && IsWhatSuccessStores(node.Method, region, step) => false,
        StepKind.LocalWrite when step.Value.Kind == ValueKind.Number && IsReturned(node, step.Slot) => new Answers(node, caught, path.Blocks).Says(step.Value),
        StepKind.LocalWrite when step.Value.Kind == ValueKind.Number && region.Handler.Contains(step.Block) && Differs(node, region, path, step) && IsUsedBehind(node, region, path, step.Slot) => true,
        StepKind.LocalWrite => IsLookedAt(node, region, path, step.Slot)
            || (region.Handler.Contains(step.Block) && step.Value.Kind is not (ValueKind.Null or ValueKind.Number or ValueKind.Unknown or ValueKind.Caught or ValueKind.Local)
                && IsUsedBehind(node, region, path, step.Slot)
                && new Answers(node, caught, path.Blocks).Says(step.Value)),
        _ => false,
    };

    /// <summary><c>try { …; sent = true; } catch (HttpRequestException) { sent = true; }</c>: whoever has come through the try has stored the same. What a test in the try stores says what the handler says.</summary>
    private bool IsWhatSuccessStores(MethodFact method, RegionFact region, StepFact step)
    {
        var (body, flow) = (method.Body, flows.Of(method));
        var ends = region.Try.Where(b => !flow.IsDead(b) && body.Blocks[b].Next.Any(n => !region.Try.Contains(n))).ToList();
        return ends.Count > 0
            && region.Handler.Contains(step.Block)
            && body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == step.Slot && s.Value == step.Value && region.Try.Contains(s.Block) && ends.TrueForAll(end => end == s.Block || flow.Enters(s.Block, end)));
    }

    /// <summary>Whether nothing but a failure gives the local this number, or a test of the try that finds one.</summary>
    private static bool Differs(MethodNode node, RegionFact region, FailurePath path, StepFact step)
    {
        var others = node.Method.Body.Steps.Where(s => s.Slot == step.Slot && s.Kind is StepKind.LocalWrite or StepKind.Increment && !path.Blocks.Contains(s.Block) && !(region.Try.Contains(s.Block) && s.Value == step.Value)).ToList();
        return others.Count > 0 && others.TrueForAll(s => s.Kind == StepKind.LocalWrite && s.Value.Kind == ValueKind.Number && s.Value != step.Value);
    }

    /// <summary>What the compiler notes at a <c>yield break</c>, for its own way out: whoever reads the items learns that there are no more, as after the last one.</summary>
    private static bool IsEndOfIterator(StepFact step) => step.Kind == StepKind.LocalWrite && step.Slot == CompilerNames.DisposeMode;

    /// <summary>Whether a local is more than a note of the handler for itself.</summary>
    /// <param name="heedsAttempts">Whether a test that only decides about another attempt counts: <c>while (!saved &amp;&amp; attempt++ &lt; 3)</c> tells nobody when they have run out.</param>
    private static bool IsUsedBehind(MethodNode node, RegionFact region, FailurePath path, string slot, bool heedsAttempts = true)
    {
        var method = node.Method;
        return Enumerable.Range(0, method.Sites.Count).Any(i => IsBehind(method.Body.BlockOfSite[i]) && (Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)))
            || method.Body.Steps.Any(s => (IsBehind(s.Block) && Is(s.Value)) || (s.Kind == StepKind.Capture && (s.Slot == slot || Is(s.Value))))
            || Enumerable.Range(0, method.Body.Blocks.Count).Any(b => IsBehind(b) && (heedsAttempts || !path.IsAboutAttempts(b)) && Is(method.Body.Blocks[b].Tested));

        bool IsBehind(int block) => path.IsAfter(block) && !region.Handler.Contains(block);

        bool Is(ValueFact value) => (value.Kind == ValueKind.Local && value.Text == slot) || (value.Kind == ValueKind.Many && value.Elements.Any(Is));
    }

    private static bool IsReturned(MethodNode node, string slot) => node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == new ValueFact(ValueKind.Local, slot));

    /// <summary>A flag or a count is tested behind the try, or returned.</summary>
    /// <param name="heedsEnds">Whether a test counts that only ends a loop early, and behind which it is as where there is nothing more to do.</param>
    private static bool IsLookedAt(MethodNode node, RegionFact region, FailurePath path, string slot, bool heedsEnds = true)
    {
        var local = new ValueFact(ValueKind.Local, slot);
        var body = node.Method.Body;
        return Enumerable.Range(0, body.Blocks.Count).Any(b => body.Blocks[b].IsTest && body.Blocks[b].True.Contains(local) && path.IsAfter(b) && !path.ComesBefore(b) && !region.Handler.Contains(b) && (heedsEnds || !path.OnlyEndsLoop(b)))
            || (body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == local) && body.Steps.Any(s => s.Kind == StepKind.Increment && s.Slot == slot));
    }

    /// <summary>The exception itself is used somewhere else in the method: thrown at the end, handed to somebody, asked whether there is one.</summary>
    private static bool IsKept(MethodNode node, int number, FailurePath path)
    {
        var value = new ValueFact(ValueKind.Caught, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var method = node.Method;
        return Enumerable.Range(0, method.Sites.Count).Any(i => !path.Blocks.Contains(method.Body.BlockOfSite[i]) && (method.Sites[i].Arguments.Any(Is) || Is(method.Sites[i].Receiver)))
            || method.Body.Steps.Any(s => !path.Blocks.Contains(s.Block) && s.Kind is StepKind.Throw or StepKind.Return && Is(s.Value))
            || Enumerable.Range(0, method.Body.Blocks.Count).Any(b => method.Body.Blocks[b].IsTest && path.IsAfter(b) && !path.ComesBefore(b) && !method.Body.Regions[number].Handler.Contains(b) && method.Body.Blocks[b].True.Any(Is));

        bool Is(ValueFact v) => v == value || (v.Kind == ValueKind.Many && v.Elements.Contains(value));
    }

    private bool IsToldAt(MethodNode node, RegionFact region, Caught caught, int index)
    {
        var site = node.Method.Sites[index];
        switch (site.Kind)
        {
            case SiteKind.FieldWrite:
                return Values.Argument(site, 0).Kind != ValueKind.Null && reads.IsReadBeside(site.Target.Id, node, region);
            case SiteKind.Delegate:
                return graph.Find(site.Target) is { } body && recording.Records(body);
            case SiteKind.Call or SiteKind.VirtualCall or SiteKind.New:
                return !acknowledgements.Is(node, region, site) && !IsFilling(node, region, caught, site) && !SameReplies.Is(flows.Of(node.Method), node, region, index) && (IsToldByCall(node, caught, index, site) || ClientMessages.SaySo(node.Method, region, site));
            default:
                return false;
        }
    }

    /// <summary>What is set on the answer is judged with the answer.</summary>
    private bool IsFilling(MethodNode node, RegionFact region, Caught caught, SiteFact site) =>
        site.Receiver.Kind == ValueKind.New && site.Target.Name.StartsWith("set_", StringComparison.Ordinal)
        && new Answers(node, caught, new FailurePath(flows.Of(node.Method), region).Blocks).IsMadeAsSuccess(site.Receiver);

    private bool IsToldByCall(MethodNode node, Caught caught, int index, SiteFact site)
    {
        if (Recording.IsForgotten(node.Method, site) || IsReset(site) || MadeUpResponses.Is(node.Method, site) || _mute.Is(node, site) || ForgottenObjects.Has(node.Method, site))
        {
            return false;
        }

        if (recording.IsRecord(site) || Recording.IsTelling(site) || IsOtherWay(node, index) || ThrowsSome(node, site))
        {
            return true;
        }

        var targets = node.EdgesAt(index).Select(e => e.To).ToList();
        var argument = caught.ArgumentOf(index);
        if (targets.Count == 0 && graph.Find(site.Target) is { } declared)
        {
            if (declared.Method.Has(MethodTraits.Abstract))
            {
                return site.Target.Returns is null or { Name: "System.Void" } || Tasks.IsTask(site.Target) || argument >= 0; // somebody is told, whoever that is
            }

            targets.Add(declared);
        }

        if (targets.Count > 0)
        {
            return targets.Any(t => recording.Records(t) || IsState(t) || Throwers.AlwaysThrows(flows, t) || (argument >= 0 && (graph.IsOwn(site.Target.Assembly) || !Recording.IsTrivial(site.Target)) && recording.Takes(t, argument))); // what a Select runs makes something else of it
        }

        return (caught.Given(index) != Trace.None && !Recording.IsTrivial(site.Target) && !IsReading(node, index)) || IsSetter(site.Target);
    }

    /// <summary>An effect of the handler's own: the failure is written down, or the work done in another way.</summary>
    private static bool IsOtherWay(MethodNode node, int index) =>
        node.EffectsAt(index).Any(e => e.Category != EffectCategory.DbRead && !e.Subject.EndsWith(".Delete", StringComparison.Ordinal));

    /// <summary><c>foreach (var entry in e.Entries) await entry.ReloadAsync();</c>: what the exception holds is read once more, for the next attempt, and nobody is told.</summary>
    private static bool IsReading(MethodNode node, int index) =>
        node.Method.Sites[index].Target is { Type: "Microsoft.EntityFrameworkCore.ChangeTracking.PropertyValues" or "System.IDisposable" } or { Name: "GetEnumerator" or "MoveNext" or "get_Current" }
        || node.EffectsAt(index).Any(e => e.Category == EffectCategory.DbRead);

    /// <summary><c>errors.Handle(e => e is TimeoutException)</c> throws those on that the predicate does not take; one that takes all of them throws nothing.</summary>
    private bool ThrowsSome(MethodNode node, SiteFact site) =>
        site.Target is { Type: "System.AggregateException", Name: "Handle" }
        && !(Values.Argument(site, 0) is { Kind: ValueKind.Delegate } predicate
            && graph.Find(node.Assembly.Name, predicate.Text) is { } body
            && body.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).All(s => s.Value is { Kind: ValueKind.Number, Text: "1" }));

    /// <summary>A property that is set to nothing.</summary>
    private static bool IsReset(SiteFact site) =>
        site.Target.Name.StartsWith("set_", StringComparison.Ordinal) && site.Arguments.Count > 0 && site.Arguments[site.Arguments.Count - 1].Kind == ValueKind.Null;

    /// <summary>A property of ours that is set says how things stand.</summary>
    private static bool IsState(MethodNode method) =>
        method.Method.Name.StartsWith("set_", StringComparison.Ordinal) || method.Effects.Any(e => e.Category is EffectCategory.DbCommit or EffectCategory.Publish or EffectCategory.Http);

    /// <summary>A header of an answer whose status says that all is well says nothing; what a message that a client makes up says is its status.</summary>
    private static bool IsSetter(MethodRef target) =>
        target.Name.StartsWith("set_", StringComparison.Ordinal) && target.Name != "set_Position" && target.Type is not ("Microsoft.AspNetCore.Http.IHeaderDictionary" or "System.Net.Http.HttpResponseMessage" or "Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry" or "Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry`1");
}
