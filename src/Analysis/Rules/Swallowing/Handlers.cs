using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What a clause of a catch selects: everything, everything but cancellation, or something in particular.</summary>
internal static class Handlers
{
    private static readonly HashSet<string> Broad = new(StringComparer.Ordinal) { "System.Object", "System.Exception", "System.SystemException", "System.AggregateException" };

    private static readonly string[] Settings = ["Options", "Settings", "Configuration", "Config"];

    private static readonly HashSet<string> Cancellations = new(StringComparer.Ordinal) { "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException" };

    /// <summary>Whether nothing but cancellation gets past the handler: it takes every failure, and throws none on.</summary>
    public static bool StopsFailures(CodeGraph graph, MethodNode node, RegionFact region) =>
        SeesAll(graph, node, region)
        && !node.Method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && region.Handler.Contains(s.Block));

    /// <summary>Whether every failure gets into the handler.</summary>
    public static bool SeesAll(CodeGraph graph, MethodNode node, RegionFact region) =>
        region.IsCatch && region.Catches is { } type && Broad.Contains(type.Name) && !IsSelective(graph, node, region) && Chosen(node, region) is null && !ChoosesSeveral(node, region);

    /// <summary>The type of what gets in; null for anything, and for one of several.</summary>
    public static TypeName? Selected(CodeGraph graph, MethodNode node, RegionFact region) =>
        Chosen(node, region) is { } chosen ? new(graph.Assemblies.FirstOrDefault(a => graph.Types.Find(a.Name, chosen) is not null)?.Name ?? "", chosen, []) // a test names no assembly
        : region.Catches is { } type && !Broad.Contains(type.Name) ? type
        : null;

    public static bool IsCancellation(MethodNode node, RegionFact region) =>
        region.Catches is { } type && (Cancellations.Contains(type.Name) || (Chosen(node, region) is { } chosen && Cancellations.Contains(chosen)));

    /// <summary>One of ours below <c>OperationCanceledException</c>: somebody of ours has ended it, and says so.</summary>
    public static bool IsOwnCancellation(CodeGraph graph, MethodNode node, RegionFact region)
    {
        if (Selected(graph, node, region) is not { } selected || !graph.IsOwn(selected.Assembly))
        {
            return false;
        }

        for (var type = graph.Types.Find(selected.Assembly, selected.Name); type is not null; type = type.Base)
        {
            if (type.Fact.Base is { } above && Cancellations.Contains(above.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>catch (Exception) when (context.RequestAborted.IsCancellationRequested)</c>: whether anybody still waits for an answer. A negated one looks the same.</summary>
    public static bool AsksForCancellation(MethodNode node, RegionFact region) =>
        node.Method.Sites.Select((s, i) => (s, i)).Any(x => x.s.Target.Name == "get_IsCancellationRequested" && region.Filter.Contains(node.Method.Body.BlockOfSite[x.i]));

    /// <summary><c>when (!token.IsCancellationRequested)</c>, and nothing else: it was not the caller who cancelled.</summary>
    public static bool IsNotTheCallers(MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter
        && node.Method.Sites.Where((_, i) => region.Filter.Contains(node.Method.Body.BlockOfSite[i])).Select(s => s.Target.Name).ToList() is { Count: 1 } asked
        && asked[0] == "get_IsCancellationRequested"
        && node.Method.Body.Blocks[region.Filter[region.Filter.Count - 1]] is { WhenTrue: < 0, WhenFalse: >= 0 };

    /// <summary>
    /// The one type that a when clause lets in: <c>when (e is OperationCanceledException &amp;&amp; timeout.IsCancellationRequested)</c>. Null where it asks for none, for several, or keeps the type out.
    /// </summary>
    public static string? Chosen(MethodNode node, RegionFact region)
    {
        if (region.Kind != RegionKind.Filter)
        {
            return null;
        }

        var tests = node.Method.Body.Steps.Where(s => s.Kind == StepKind.TypeTest && s.Slot != region.Catches?.Name && region.Filter.Contains(s.Block)).ToList();
        if (tests.Count != 1)
        {
            return null;
        }

        // Where the clause asks for nothing else, its end is the test.
        var test = tests[0];
        var blocks = node.Method.Body.Blocks;
        var block = blocks[test.Block].Tested.Kind == ValueKind.Caught ? blocks[test.Block] : blocks[region.Filter[region.Filter.Count - 1]];
        var isPositive = block.Tested.Kind == ValueKind.Caught
            && block.WhenTrue >= 0
            && (block.WhenFalse < 0 || (Asks(block.WhenTrue) && !Asks(block.WhenFalse)));
        return isPositive ? test.Slot : null;

        // The side that says no stores a constant, and is done.
        bool Asks(int side) =>
            region.Filter.Contains(side)
            && (Enumerable.Range(0, node.Method.Sites.Count).Any(i => node.Method.Body.BlockOfSite[i] == side) || blocks[side].IsTest);
    }

    /// <summary>Whether a when clause asks for a type besides that of the catch. Letting cancellation pass is no choice.</summary>
    public static bool ChoosesType(MethodNode node, RegionFact region) =>
        node.Method.Body.Steps.Any(s => s.Kind == StepKind.TypeTest && s.Slot != region.Catches?.Name && !Cancellations.Contains(s.Slot) && region.Filter.Contains(s.Block));

    /// <summary><c>when (e is IOException or TimeoutException)</c>. Several of which one is a cancellation are kept out: <c>e is not (OperationCanceledException or ObjectDisposedException)</c>.</summary>
    private static bool ChoosesSeveral(MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter
        && node.Method.Body.Steps.Where(s => s.Kind == StepKind.TypeTest && s.Slot != region.Catches?.Name && region.Filter.Contains(s.Block)).Select(s => s.Slot).ToList() is { Count: > 1 } types
        && !types.Exists(t => Cancellations.Contains(t) || t == "System.ObjectDisposedException");

    /// <summary>The types of which a when clause lets in those, and nothing else of what is caught; none where it asks for less than two, for more, or keeps them out.</summary>
    public static IReadOnlyList<TypeName> SelectedOfSeveral(CodeGraph graph, MethodNode node, RegionFact region)
    {
        if (!ChoosesSeveral(node, region) || Questions(graph, node, region).Any() || AsksMore(node, region))
        {
            return [];
        }

        var body = node.Method.Body;
        var tests = body.Steps.Where(s => s.Kind == StepKind.TypeTest && s.Slot != region.Catches?.Name && region.Filter.Contains(s.Block)).ToList();
        return LetsIn() ? [.. tests.Select(s => s.Slot).Distinct().Select(name => new TypeName(graph.Assemblies.FirstOrDefault(a => graph.Types.Find(a.Name, name) is not null)?.Name ?? "", name, []))] : [];

        // A release build ends with the last test, turned round where the clause keeps them out; a debug build stores a yes or a no where the first test is true.
        bool LetsIn()
        {
            if (body.Blocks[region.Filter[region.Filter.Count - 1]] is { Tested.Kind: ValueKind.Caught } end)
            {
                return end.WhenTrue >= 0;
            }

            var side = body.Blocks[tests[0].Block].WhenTrue;
            return !body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Block == side && s.Value is { Kind: ValueKind.Number, Text: "0" });
        }
    }

    /// <summary>
    /// Whether a when clause picks out a failure by what it says of itself: a status, an error number. One that asks for the type, for a token or for nothing does not: what it lets
    /// in are still failures.
    /// </summary>
    public static bool IsSelective(CodeGraph graph, MethodNode node, RegionFact region) =>
        Questions(graph, node, region).Any(s => !TypeQuestions.KeepOut(graph, node, region, s, onlyFatal: true));

    /// <summary>
    /// Whether it picks out one that is an answer. <c>when (e.IsTransient)</c> picks, and what it picks is a failure all the same: one that another attempt may mend, if anybody makes it. One that asks for something else as
    /// well, such as the attempts that are left, has its reasons.
    /// </summary>
    public static bool PicksAnswer(CodeGraph graph, MethodNode node, RegionFact region) =>
        Questions(graph, node, region).Where(s => !TypeQuestions.KeepOut(graph, node, region, s, onlyFatal: false)).ToList() is { Count: > 0 } asked
        && (asked.Exists(s => !IsAboutTransience(node.Method.Sites[s].Target.Name) && !OnlyAsksForTypes(graph, node.Method.Sites[s])) || AsksMore(node, region) || asked.Exists(s => GoesOn(node, region, node.Method.Body.BlockOfSite[s])));

    private static IEnumerable<int> Questions(CodeGraph graph, MethodNode node, RegionFact region)
    {
        if (region.Kind != RegionKind.Filter)
        {
            yield break;
        }

        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (region.Filter.Contains(node.Method.Body.BlockOfSite[i])
                && (IsOfException(sites[i].Receiver) || sites[i].Arguments.Any(IsOfException))
                && !OnlyLooksInside(sites, i)
                && !IsConstant(graph, sites[i]))
            {
                yield return i;
            }
        }
    }

    /// <summary><c>e.InnerException is SocketException</c> asks for a type, of the one inside: it is a question about the failure where something is asked of what was found.</summary>
    private static bool OnlyLooksInside(IReadOnlyList<SiteFact> sites, int index) =>
        sites[index].Target is { Type: "System.Exception", Name: "GetBaseException" or "get_InnerException" }
        && Values.ResultOf(index) is var inside
        && !sites.Any(s => s.Receiver == inside || s.Arguments.Contains(inside));

    /// <summary>A question of ours that only knows types, of the exception and of what is inside, and what is transient, picks no more than a catch does.</summary>
    private static bool OnlyAsksForTypes(CodeGraph graph, SiteFact question) =>
        graph.Find(question.Target) is { Method: var asks } && asks.Parameters.Count == 1
        && asks.Sites.All(s => s.Target is { Type: "System.Exception", Name: "get_InnerException" or "GetBaseException" } || IsAboutTransience(s.Target.Name) || IsOption(asks, s))
        && asks.Body.Blocks.All(b => b.Compares is Comparison.None or Comparison.Each)
        && asks.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).Distinct().ToList() is { Count: > 0 } answers
        && (answers.Count > 1 || answers[0].Kind != ValueKind.Number);

    /// <summary><c>options.Lenient || e is FileNotFoundException</c>: what was set when the program was set up says nothing of the failure.</summary>
    private static bool IsOption(MethodFact asks, SiteFact site) =>
        site.Kind == SiteKind.FieldRead
            ? IsOfOptions(site.Target.Returns?.Name)
            : site is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target: { HasReceiver: true, ParameterCount: 0 } } && site.Target.Name.StartsWith("get_", StringComparison.Ordinal)
                && (site.Receiver.Kind == ValueKind.Field || (Values.Source(asks, site.Receiver) is { } of && IsOption(asks, of)))
                && (IsOfOptions(site.Target.Type) || site.Target.Type.StartsWith("Microsoft.Extensions.Options.", StringComparison.Ordinal));

    private static bool IsOfOptions(string? type) =>
        type is not null && (type.StartsWith("Microsoft.Extensions.Options.IOptions", StringComparison.Ordinal) || Array.Exists(Settings, s => type.EndsWith(s, StringComparison.Ordinal)));

    private static bool IsAboutTransience(string question) =>
        question.IndexOf("Transient", StringComparison.Ordinal) >= 0 || question.IndexOf("Retriable", StringComparison.Ordinal) >= 0 || question.IndexOf("Retryable", StringComparison.Ordinal) >= 0;

    /// <summary>Whether a question has another operand behind it that is none of a token.</summary>
    private static bool GoesOn(MethodNode node, RegionFact region, int block) =>
        node.Method.Body.Blocks[block].Next.Count > 1 && !AsksForCancellation(node, region);

    /// <summary>A test that is none of the exception, nor of a token.</summary>
    private static bool AsksMore(MethodNode node, RegionFact region)
    {
        var sites = node.Method.Sites;
        var types = new HashSet<int>(node.Method.Body.Steps.Where(s => s.Kind == StepKind.TypeTest).Select(s => s.Block));
        return region.Filter.Any(b => node.Method.Body.Blocks[b] is var block
            && (block.Next.Count > 1 || block.Compares != Comparison.None)
            && !types.Contains(b)
            && (block.Compares == Comparison.None || !IsOfFilter(node, region, block.Tested))
            && !block.True.All(t => t.Kind == ValueKind.Caught
                || (Values.Source(node.Method, t) is { } call && (IsOfException(call.Receiver) || call.Arguments.Any(IsOfException) || call.Target.Name == "get_IsCancellationRequested"))));
    }

    /// <summary>Whether a when clause asks how many attempts are left: the last one gets past it.</summary>
    public static bool LetsLastAttemptPass(MethodNode node, RegionFact region) =>
        region.Filter.Any(b => node.Method.Body.Blocks[b] is { Compares: not Comparison.None, Tested: { Kind: ValueKind.Local or ValueKind.Parameter } local } && !IsOfFilter(node, region, local));

    /// <summary>A local in which a debug build puts the outcome of <c>e is A or B</c> together: nobody else writes it.</summary>
    private static bool IsOfFilter(MethodNode node, RegionFact region, ValueFact tested) =>
        tested.Kind == ValueKind.Local
        && node.Method.Body.Steps.Where(s => s.Slot == tested.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment).ToList() is { Count: > 0 } writes
        && writes.TrueForAll(s => s.Kind == StepKind.LocalWrite && region.Filter.Contains(s.Block));

    /// <summary>What is expected of what a handler catches: of its type, or of each of the types that its when clause lets in.</summary>
    public static ExpectedMeaning? Expected(CodeGraph graph, Catalogue catalogue, MethodNode node, RegionFact region)
    {
        if (region.Catches is not { } type)
        {
            return null;
        }

        var chosen = node.Method.Body.Steps
            .Where(s => s.Kind == StepKind.TypeTest && s.Slot != type.Name && region.Filter.Contains(s.Block))
            .Select(s => catalogue.Caught.TryGetValue(s.Slot, out var said) ? said as ExpectedMeaning : null)
            .ToList();
        if (chosen.Count > 0 && Broad.Contains(type.Name))
        {
            return chosen.All(c => c is not null) ? new(chosen.Any(c => c!.NeedsAnswer)) : null;
        }

        return OfType(graph, catalogue, type);
    }

    private static ExpectedMeaning? OfType(CodeGraph graph, Catalogue catalogue, TypeName type)
    {
        if (catalogue.Caught.TryGetValue(type.Name, out var meaning))
        {
            return meaning as ExpectedMeaning;
        }

        // One that is called so is an answer, too, whoever threw it. "Already closed" is none of a library's.
        return Ends(type.Name, "NotFoundException", "AlreadyExistsException", "DuplicateException") ? new(NeedsAnswer: false)
            : Ends(type.Name, "ValidationException", "VerificationException", "ConflictException") ? new(NeedsAnswer: true)
            : graph.IsOwn(type.Assembly) && (Names.Type(type.Name).StartsWith("Duplicate", StringComparison.Ordinal) || Names.Type(type.Name).Contains("Already")) ? new(NeedsAnswer: false)
            : null;
    }

    private static bool Ends(string name, params string[] endings) => endings.Any(e => name.EndsWith(e, StringComparison.Ordinal));

    private static bool IsOfException(ValueFact value) => value.Kind == ValueKind.Caught;

    /// <summary>An own question that is always answered with yes selects nothing; one that is always answered with no lets everything pass.</summary>
    private static bool IsConstant(CodeGraph graph, SiteFact site)
    {
        var answers = graph.Find(site.Target)?.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).ToList();
        return answers is { Count: > 0 } && answers.All(a => a is { Kind: ValueKind.Number, Text: not "0" });
    }
}
