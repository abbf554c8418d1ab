using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// When clauses that pick failures by a status or a number, and pick those that say nothing but that the other side is down or busy, or everything but an answer: <c>when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable)</c>, <c>when (e.StatusCode != HttpStatusCode.NotFound)</c>,
/// <c>when (e.SqlState == "40001")</c>. A 404 is an answer, and so is a key that is taken; these are not.
/// </summary>
internal static class PickedOutages
{
    public static bool Are(CodeGraph graph, MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter && (AreAskedByClause(node.Method, region) || AreAskedByHelper(graph, node, region));

    /// <summary>The same of statuses alone: the exception that somebody throws for a deadlock says all that there is to say.</summary>
    public static bool AreStatuses(MethodNode node, RegionFact region) =>
        region.Kind == RegionKind.Filter && AreAskedByClause(node.Method, region) && !SitesIn(node.Method, region.Filter).Any(s => OutageCodes.Are(s.Target) && !OutageCodes.IsStatus(s.Target));

    private static bool AreAskedByClause(MethodFact method, RegionFact region) =>
        AreAsked(method, region.Filter, IsCaught, isWhole: method.Body.Blocks[region.Filter[region.Filter.Count - 1]].Tested.Kind != ValueKind.Unknown);

    private static bool IsCaught(ValueFact value) => value.Kind == ValueKind.Caught;

    /// <summary><c>when (IsDeadlock(e))</c>: the helper asks for nothing else.</summary>
    private static bool AreAskedByHelper(CodeGraph graph, MethodNode node, RegionFact region) =>
        SitesIn(node.Method, region.Filter).ToList() is { Count: 1 } asked
        && asked[0] is { Kind: SiteKind.Call, Arguments.Count: 1, Target.Returns.Name: "System.Boolean" } question
        && IsCaught(question.Arguments[0])
        && graph.Find(question.Target) is { Method: { Parameters.Count: 1 } helper } && !helper.Has(MethodTraits.Virtual)
        && AreAsked(helper, [.. Enumerable.Range(0, helper.Body.Blocks.Count)], value => value.Kind == ValueKind.Parameter, isWhole: helper.Body.Steps.Where(s => s.Kind == StepKind.Return).All(s => s.Value.Kind == ValueKind.Number));

    /// <param name="isWhole">Whether the last comparison can be seen: what <c>a == 1 || a == 2</c> puts together is not known.</param>
    private static bool AreAsked(MethodFact method, IReadOnlyCollection<int> blocks, Func<ValueFact, bool> isException, bool isWhole)
    {
        var asked = SitesIn(method, blocks).ToList();
        if (!asked.Exists(IsCode) || !asked.TrueForAll(s => IsCode(s) || IsPlumbing(s)))
        {
            return false;
        }

        var numbers = blocks.Select(b => method.Body.Blocks[b]).Where(b => b.Compares != Comparison.None && Code(b.Tested) is not null).ToList();
        var texts = asked.Where(s => Text(s) is not null).ToList();
        var compared = new HashSet<SiteFact>(numbers.Select(b => Code(b.Tested)!).Concat(texts.Select(t => Text(t)!.Value.Asked)));
        return (numbers.Count == 0 ? texts.Count > 0 : isWhole)
            && asked.TrueForAll(s => !IsCode(s) || compared.Contains(s) || IsOnlyThere(s))
            && numbers.TrueForAll(b => IsOutage(method, blocks, b, Code(b.Tested)!.Target))
            && texts.TrueForAll(IsOutageText);

        bool IsCode(SiteFact site) => OutageCodes.Are(site.Target) && IsOfException(site.Receiver);

        // The exception itself, or one inside it.
        bool IsOfException(ValueFact value) =>
            isException(value) || (Values.Source(method, value) is { } inside && UnwrappedCauses.IsPart(inside) && IsOfException(inside.Receiver));

        // e.StatusCode is null, and the first of two questions for the same: e.SqlState is not null && e.SqlState == "08001"
        bool IsOnlyThere(SiteFact code) => blocks.Any(b => method.Body.Blocks[b].Compares == Comparison.None && Values.Source(method, method.Body.Blocks[b].Tested) is { } tested && (ReferenceEquals(tested, code) || (tested.Target is { Type: "System.Nullable`1", Name: "get_HasValue" } && ReferenceEquals(Values.Source(method, tested.Receiver), code))));

        bool IsPlumbing(SiteFact site) =>
            site.Target.Type == "System.Nullable`1" || (UnwrappedCauses.IsPart(site) && IsOfException(site.Receiver)) || Text(site) is not null;

        SiteFact? Code(ValueFact value) =>
            Values.Source(method, value) is not { } source ? null
            : IsCode(source) ? source
            : source.Target is { Type: "System.Nullable`1", Name: "GetValueOrDefault" or "get_Value" } ? Code(source.Receiver)
            : null;

        // e.SqlState == "40001", e.SqlState.StartsWith("08")
        (SiteFact Asked, ValueFact Text)? Text(SiteFact site) =>
            site.Target is not { Type: "System.String", Name: "op_Equality" or "op_Inequality" or "Equals" or "StartsWith" } ? null
            : site.Target.HasReceiver ? Code(site.Receiver) is { } of ? (of, Values.Argument(site, 0)) : null
            : Code(Values.Argument(site, 0)) is { } first ? (first, Values.Argument(site, 1))
            : Code(Values.Argument(site, 1)) is { } second ? (second, Values.Argument(site, 0))
            : null;

        bool IsOutageText(SiteFact site) =>
            site.Target.Name == "op_Inequality" || (Text(site) is { Text: { Kind: ValueKind.Text } text, Asked: var getter } && OutageCodes.IsOutage(getter.Target, text.Text));
    }

    private static IEnumerable<SiteFact> SitesIn(MethodFact method, IReadOnlyCollection<int> blocks) =>
        Enumerable.Range(0, method.Sites.Count).Where(i => blocks.Contains(method.Body.BlockOfSite[i]) && method.Sites[i].Kind != SiteKind.FieldRead).Select(i => method.Sites[i]);

    /// <summary>Whether what a comparison lets in is an outage. Where it says no, the end of a clause lets in what is not so: everything but an answer.</summary>
    private static bool IsOutage(MethodFact method, IReadOnlyCollection<int> blocks, BlockFact test, MethodRef getter)
    {
        var isNegated = test.WhenTrue < 0 || LetsIn(method, blocks, test.WhenTrue) == false;
        return test.Compares switch
        {
            Comparison.Equal when isNegated => true, // everything but an answer
            Comparison.NotEqual when test.WhenTrue >= 0 && (test.WhenFalse < 0 || LetsIn(method, blocks, test.WhenFalse) == false) => true,
            Comparison.Equal or Comparison.NotEqual => OutageCodes.IsOutage(getter, test.Against),
            Comparison.Greater or Comparison.GreaterOrEqual => !isNegated && OutageCodes.IsStatus(getter) && OutageCodes.IsOutage(getter, test.Against),
            Comparison.Less or Comparison.LessOrEqual => isNegated && OutageCodes.IsStatus(getter) && OutageCodes.IsOutage(getter, test.Against),
            _ => false,
        };
    }

    /// <summary>What a clause puts into a local of its own, yes or no, where it goes that way at once; null where it asks for more first.</summary>
    private static bool? LetsIn(MethodFact method, IReadOnlyCollection<int> blocks, int block) =>
        block >= 0 && blocks.Contains(block)
        && !method.Body.BlockOfSite.Contains(block)
        && method.Body.Steps.Where(s => s.Block == block).ToList() is { Count: 1 } steps
        && steps[0] is { Kind: StepKind.LocalWrite or StepKind.Return, Value: { Kind: ValueKind.Number, Text: "0" or "1" } }
            ? steps[0].Value.Text == "1"
            : null;
}
