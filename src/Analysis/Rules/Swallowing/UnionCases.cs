using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Answers that are one of several things: <c>Task&lt;OneOf&lt;Parcel, NotFound, Error&gt;&gt;</c>. <c>return new Error();</c> is converted to that on the way, and whoever gets it has to ask which of them it is; that the case holds nothing takes nothing from what it says.
/// </summary>
internal static class UnionCases
{
    private static readonly string[] Failures = ["Error", "Fail", "Fault", "Exception", "Problem", "Timeout", "TimedOut", "Unavailable", "Unreachable", "Invalid", "Refus", "Reject", "Denied", "Abort", "Cancel", "Broken", "Offline", "Unsuccessful"];

    /// <summary>What says that there is nothing says the same of what could not be asked.</summary>
    private static readonly string[] Nothings = ["NotFound", "None", "Nothing", "Empty", "Missing", "Unit", "Success", "Ok", "Done", "Yes", "No"];

    /// <param name="others">What the method answers without a failure.</param>
    /// <param name="takesAll">Whether the handler takes every failure.</param>
    public static bool SayItFailed(MethodFact method, ValueFact answer, IEnumerable<ValueFact> others, bool takesAll)
    {
        if (Case(method, answer) is not { } failed)
        {
            return false;
        }

        var cases = others.Select(o => Case(method, o)).ToList();
        return cases.Exists(c => c is not null && c.Value.Type != failed.Type)
            && (Array.Exists(Failures, f => failed.Type.IndexOf(f, StringComparison.Ordinal) >= 0)
                || (failed.IsArgument && !cases.Exists(c => c is null || c.Value.Type == failed.Type) && !(takesAll && Array.Exists(Nothings, n => failed.Type == n))));
    }

    /// <summary>From which type an answer is converted, by its own name, and whether that is one of those that the union is made of.</summary>
    private static (string Type, bool IsArgument)? Case(MethodFact method, ValueFact answer)
    {
        if (Values.Source(method, answer) is not { } made)
        {
            return null;
        }

        if (made.Target is { Name: "FromResult" } or { Type: "System.Threading.Tasks.ValueTask`1", Name: ".ctor" })
        {
            return Case(method, Values.Argument(made, 0));
        }

        if (made.Target is not { Name: "op_Implicit", TypeArguments.Count: > 0 } || made.Target.Type.StartsWith("System.", StringComparison.Ordinal) || made.Target.Type.StartsWith("Microsoft.", StringComparison.Ordinal))
        {
            return null;
        }

        var from = DocIdParameters.Of(made.Target.Id)[0];
        var closed = SuccessShapes.Closed(from, made.Target);
        return (Names.Type(closed), closed != from);
    }
}
