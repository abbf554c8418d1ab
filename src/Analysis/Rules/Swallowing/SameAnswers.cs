using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Whether two answers of a method are one and the same: nobody who gets them can tell which way it went.</summary>
internal static class SameAnswers
{
    private const int Deepest = 4;

    public static bool Are(MethodFact method, ValueFact a, ValueFact b) => Are(method, a, b, Deepest);

    private static bool Are(MethodFact method, ValueFact a, ValueFact b, int depth) =>
        depth > 0 && a.Kind == b.Kind && a.Kind switch
        {
            ValueKind.Number or ValueKind.Text or ValueKind.Null or ValueKind.Parameter or ValueKind.This or ValueKind.Field => a.Text == b.Text,
            ValueKind.Result or ValueKind.New => AreMade(method, a, b, depth),
            _ => false,
        };

    private static bool AreMade(MethodFact method, ValueFact a, ValueFact b, int depth) =>
        Values.Source(method, a) is { } left
        && Values.Source(method, b) is { } right
        && left.Target.Id == right.Target.Id
        && left.Arguments.Count == left.Target.ParameterCount
        && right.Arguments.Count == left.Arguments.Count
        && IsValue(left)
        && left.Arguments.Zip(right.Arguments, (l, r) => Are(method, l, r, depth - 1)).All(same => same);

    /// <summary>It makes an answer and does nothing else: a constructor, a static property, a factory of the type itself, what an action says to its caller.</summary>
    private static bool IsValue(SiteFact made) =>
        made.Kind == SiteKind.New
        || (!made.Target.HasReceiver && (made.Target.Name is "FromResult" or "op_Implicit" || made.Target.Name.StartsWith("get_", StringComparison.Ordinal) || made.Target.Returns?.Name == made.Target.Type))
        || made.Target.Type is "Microsoft.AspNetCore.Http.TypedResults" or "Microsoft.AspNetCore.Http.Results"
        || (made.Target.Type == "Microsoft.AspNetCore.Mvc.ControllerBase" && !made.Target.Name.StartsWith("get_", StringComparison.Ordinal));
}
