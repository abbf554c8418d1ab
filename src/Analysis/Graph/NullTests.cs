using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Tests that ask by a call whether there is anything: an <c>==</c> of the type's own (<c>if (_currency == null)</c>, where that is an entity that compares by its key), <c>ReferenceEquals</c>, <c>string.IsNullOrEmpty</c>. What is asked about is the
/// operand, and not the answer of the call.
/// </summary>
internal static class NullTests
{
    /// <summary>What a test is about, and whether it is there (not null, not empty) on the way on which the test has come out so.</summary>
    public static (ValueFact Tested, bool IsTrue) Of(MethodFact method, (ValueFact Tested, bool IsTrue) known)
    {
        if (Values.Source(method, known.Tested) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } asked)
        {
            return known;
        }

        return asked.Target switch
        {
            { Name: "op_Equality" or "ReferenceEquals" } or { Name: "Equals", HasReceiver: false } when Operand(asked) is { } operand => (operand, !known.IsTrue),
            { Name: "op_Inequality" } when Operand(asked) is { } operand => (operand, known.IsTrue),
            { Type: "System.String", Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } => (Values.Argument(asked, 0), !known.IsTrue),
            _ => known,
        };
    }

    /// <summary>What is compared with nothing.</summary>
    private static ValueFact? Operand(SiteFact compares) =>
        IsNothing(Values.Argument(compares, 1)) ? Values.Argument(compares, 0)
        : IsNothing(Values.Argument(compares, 0)) ? Values.Argument(compares, 1)
        : null;

    private static bool IsNothing(ValueFact value) => value is { Kind: ValueKind.Null } or { Kind: ValueKind.Field, Text: "F:System.Guid.Empty" or "F:System.String.Empty" };
}
