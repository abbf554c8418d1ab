using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Lists that the code itself keeps short: <c>if (photo.Faces.Count > 4) return BadRequest();</c> above the loop over them.</summary>
internal static class ShortLists
{
    /// <summary>A longer list is a limit for its sender, and still many questions.</summary>
    private const int Longest = 10;

    private const int Deepest = 8;

    private static readonly HashSet<string> Keeping = new(StringComparer.Ordinal)
    {
        "Where", "Distinct", "DistinctBy", "OrderBy", "OrderByDescending", "Order", "OrderDescending", "ThenBy", "Select", "Skip", "Take", "Reverse", "ToList", "ToArray", "AsEnumerable", "OfType", "Cast",
    };

    private static readonly SameValues Same = new(
        static (a, b) => a == b && a.Kind is ValueKind.Parameter or ValueKind.Field or ValueKind.This or ValueKind.Captured or ValueKind.Result,
        static call => call.Target is { ParameterCount: 0, HasReceiver: true } && call.Target.Name.StartsWith("get_", StringComparison.Ordinal));

    /// <summary>Whether a block only runs where a sequence has no more than a few elements: a test before it has sent all longer ones elsewhere.</summary>
    public static bool Are(ControlFlow flow, ValueFact sequence, int block)
    {
        var method = flow.Method;
        var list = Root(method, sequence);
        for (var test = 0; test < flow.Body.Blocks.Count; test++)
        {
            var asked = flow.Body.Blocks[test];
            if (asked is { IsTest: true, Compares: Comparison.Greater or Comparison.GreaterOrEqual or Comparison.Less or Comparison.LessOrEqual, Against: > 0 }
                && (asked.Compares is Comparison.Greater or Comparison.LessOrEqual ? asked.Against : asked.Against - 1) <= Longest
                && Counted(method, asked.Tested) is { } counted
                && Same.Are(method, counted, list, Deepest)
                && (flow.Dominates(test, block) || IsAskedWhereThere(flow, test, block, counted))
                && !Following.Of(flow.Body, [asked.Compares is Comparison.Greater or Comparison.GreaterOrEqual ? asked.WhenTrue : asked.WhenFalse], [test]).Contains(block))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there are only few different ones of a type: the values of an enum of our own.</summary>
    public static bool IsOfFew(CodeGraph graph, TypeName type) =>
        graph.Types.Find(type.Assembly, type.Name) is { Fact: { Base.Name: "System.Enum" } fact } && fact.Fields.Count(f => f.Has(FieldTraits.Constant)) is > 0 and <= Sequence.Handful;

    private static ValueFact Root(MethodFact method, ValueFact sequence)
    {
        for (var steps = 0; steps < Deepest && Values.Source(method, sequence) is { Target.Type: "System.Linq.Enumerable" } call && Keeping.Contains(call.Target.Name); steps++)
        {
            sequence = Values.Argument(call, 0);
        }

        return sequence;
    }

    /// <summary>The list of which the length is asked; an array is tested itself.</summary>
    private static ValueFact? Counted(MethodFact method, ValueFact tested) => Values.Source(method, tested) switch
    {
        { Target: { Name: "get_Count", ParameterCount: 0 } } count => count.Receiver,
        { Target: { Type: "System.Linq.Enumerable", Name: "Count" } } count => Values.Argument(count, 0),
        { Target.Returns: { } array } when array.Name.EndsWith("[]", StringComparison.Ordinal) => tested,
        _ => null,
    };

    /// <summary><c>list?.Count > 4</c>: where there is no list, nobody goes through it.</summary>
    private static bool IsAskedWhereThere(ControlFlow flow, int test, int block, ValueFact list) =>
        flow.Body.Blocks.Select((b, i) => (b, i)).Any(x => x.b is { IsTest: true, Compares: Comparison.None } && Same.Are(flow.Method, x.b.Tested, list, Deepest) && flow.Dominates(x.i, block) && flow.Enters(x.b.WhenTrue, test));
}
