using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Whether the cancellation that a handler catches is a time limit that the method has set itself: nobody has asked for an end, the other side has not answered. A source that others can cancel, too, is left alone.
/// </summary>
internal static class OwnTimeouts
{
    private const string Source = "System.Threading.CancellationTokenSource";

    /// <summary>Whether a call is given the token of a source that the method makes, limits in time and keeps to itself.</summary>
    public static bool Limits(MethodFact method, int site) =>
        method.Sites[site].Arguments.Any(a => Values.Source(method, a) is { Target: { Type: Source, Name: "get_Token" } } token && IsLimited(method, token.Receiver));

    private static bool IsLimited(MethodFact method, ValueFact source)
    {
        var made = Values.Source(method, source);
        var isNew = made is { Kind: SiteKind.New, Target.Type: Source };
        if (!isNew && made is not { Target: { Type: Source, Name: "CreateLinkedTokenSource" } })
        {
            return false;
        }

        var used = method.Sites.Where(s => s.Receiver == source).Select(s => s.Target.Name).ToList();
        return ((isNew && made!.Target.ParameterCount > 0) || used.Contains("CancelAfter"))
            && used.TrueForAll(name => name is "get_Token" or "CancelAfter" or "Dispose" or "get_IsCancellationRequested")
            && !method.Sites.Any(s => s.Kind != SiteKind.FieldRead && s.Arguments.Any(a => Is(a, source)))
            && !method.Body.Steps.Any(s => s.Kind is StepKind.Capture or StepKind.Return && Is(s.Value, source));
    }

    private static bool Is(ValueFact value, ValueFact source) => value == source || (value.Kind == ValueKind.Many && value.Elements.Contains(source));
}
