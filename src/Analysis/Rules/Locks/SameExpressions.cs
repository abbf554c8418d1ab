using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Values that a body computes twice from the same things: <c>order.Id</c>, <c>name.ToLowerInvariant()</c>, <c>(tenant, id)</c>.</summary>
internal static class SameExpressions
{
    private const int Deepest = 5;

    public static bool Are(MethodFact method, ValueFact a, ValueFact b) => Are(method, a, b, Deepest);

    private static bool Are(MethodFact method, ValueFact a, ValueFact b, int depth)
    {
        if (a == b)
        {
            return true;
        }

        return depth > 0
            && Values.Source(method, a) is { } first
            && Values.Source(method, b) is { } second
            && first.Target.Id == second.Target.Id
            && IsPure(first)
            && (!first.Target.HasReceiver || first.Kind == SiteKind.New || Are(method, first.Receiver, second.Receiver, depth - 1))
            && Enumerable.Range(0, first.Target.ParameterCount).All(i => Are(method, Values.Argument(first, i), Values.Argument(second, i), depth - 1))
            && (first.Target.ParameterCount == 0 || first.Arguments.Concat(second.Arguments).All(argument => argument.Kind != ValueKind.Unknown));
    }

    /// <summary>A getter, a text made of a text, a tuple: asked again it says the same.</summary>
    private static bool IsPure(SiteFact site) =>
        site.Kind == SiteKind.New ? site.Target.Type.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || site.Target.Type.StartsWith("System.Tuple`", StringComparison.Ordinal)
        : CollectionCall.IsGetter(site) ? site.Target.HasReceiver && site.Target.Name is not ("get_Current" or "get_UtcNow" or "get_Now")
        : site.Target.Type == "System.String";
}
