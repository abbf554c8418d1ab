using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Values that a body computes twice from the same things: <c>order.Id</c>, <c>name.ToLowerInvariant()</c>, <c>(tenant, id)</c>.</summary>
internal static class SameExpressions
{
    private const int Deepest = 6;

    private static readonly SameValues Same = new(static (a, b) => a == b, static call => IsPure(call) && ShowsWhatItIsGiven(call));

    public static bool Are(MethodFact method, ValueFact a, ValueFact b) => Same.Are(method, a, b, Deepest);

    private static bool ShowsWhatItIsGiven(SiteFact call) => call.Target.ParameterCount == 0 || call.Arguments.All(argument => argument.Kind != ValueKind.Unknown);

    /// <summary>A getter, a text made of a text, a tuple: asked again it says the same.</summary>
    private static bool IsPure(SiteFact site) =>
        site.Kind == SiteKind.New ? site.Target.Type.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || site.Target.Type.StartsWith("System.Tuple`", StringComparison.Ordinal)
        : CollectionCall.IsGetter(site) ? site.Target.HasReceiver && site.Target.Name is not ("get_Current" or "get_UtcNow" or "get_Now")
        : site.Target.Type == "System.String";
}
