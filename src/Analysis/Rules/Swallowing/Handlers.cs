using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>What a clause of a catch selects: everything, everything but cancellation, or something in particular.</summary>
internal static class Handlers
{
    private static readonly HashSet<string> Broad = new(StringComparer.Ordinal) { "System.Object", "System.Exception", "System.SystemException", "System.AggregateException" };

    private static readonly HashSet<string> Cancellations = new(StringComparer.Ordinal) { "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException" };

    /// <summary>Whether nothing but cancellation gets past the handler: it takes every failure, and throws none on.</summary>
    public static bool StopsFailures(CodeGraph graph, MethodNode node, RegionFact region) =>
        SeesAll(graph, node, region)
        && !node.Method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && region.Handler.Contains(s.Block));

    /// <summary>Whether every failure gets into the handler.</summary>
    public static bool SeesAll(CodeGraph graph, MethodNode node, RegionFact region) =>
        region.IsCatch && region.Catches is { } type && Broad.Contains(type.Name) && !IsSelective(graph, node, region) && Chosen(node, region) is null;

    public static bool IsCancellation(MethodNode node, RegionFact region) =>
        region.Catches is { } type && (Cancellations.Contains(type.Name) || (Chosen(node, region) is { } chosen && Cancellations.Contains(chosen)));

    /// <summary>
    /// The one type that a when clause lets in: <c>when (e is OperationCanceledException &amp;&amp; timeout.IsCancellationRequested)</c>. Null where it asks for none, for several, or keeps the type out.
    /// </summary>
    private static string? Chosen(MethodNode node, RegionFact region)
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

        var test = tests[0];
        var blocks = node.Method.Body.Blocks;
        var block = blocks[test.Block];
        var isPositive = block.Tested.Kind == ValueKind.Caught
            && block.WhenTrue >= 0
            && (block.WhenFalse < 0 || (Asks(block.WhenTrue) && !Asks(block.WhenFalse)));
        return isPositive ? test.Slot : null;

        // The side that says no stores a constant, and is done.
        bool Asks(int side) =>
            region.Filter.Contains(side)
            && (Enumerable.Range(0, node.Method.Sites.Count).Any(i => node.Method.Body.BlockOfSite[i] == side) || blocks[side].IsTest);
    }

    /// <summary>
    /// Whether a when clause picks out a failure by what it says of itself: a status, an error number. One that asks for the type, for a token or for nothing does not: what it lets
    /// in are still failures.
    /// </summary>
    public static bool IsSelective(CodeGraph graph, MethodNode node, RegionFact region)
    {
        if (region.Kind != RegionKind.Filter)
        {
            return false;
        }

        var sites = node.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (region.Filter.Contains(node.Method.Body.BlockOfSite[i])
                && (IsOfException(sites[i].Receiver) || sites[i].Arguments.Any(IsOfException))
                && !IsConstant(graph, sites[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a when clause asks how many attempts are left: the last one gets past it.</summary>
    public static bool LetsLastAttemptPass(MethodNode node, RegionFact region) =>
        region.Filter.Any(b => node.Method.Body.Blocks[b] is { Compares: not Comparison.None, Tested.Kind: ValueKind.Local });

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

        // An exception of one's own that is called so is an answer, too.
        return graph.Types.Find(type.Assembly, type.Name) is null ? null
            : Ends(type.Name, "NotFoundException", "AlreadyExistsException", "DuplicateException") || Names.Type(type.Name).StartsWith("Duplicate", StringComparison.Ordinal)
                || Names.Type(type.Name).Contains("Already") ? new(NeedsAnswer: false)
            : Ends(type.Name, "ValidationException", "ConflictException") ? new(NeedsAnswer: true)
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
