using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Locks on an object that the body has made and gives to nobody: <c>var result = new Result(); … lock (result) { result.Rows = Load(); } return result;</c>. Nobody can want one of them as well: it is only superfluous, and nobody waits for it.
/// </summary>
internal static class OwnLocks
{
    private const string Made = "made:";

    public static bool Are(MethodFact method, HeldLock held)
    {
        if (!held.Name.StartsWith(Made, StringComparison.Ordinal))
        {
            return false;
        }

        var made = new ValueFact(ValueKind.New, held.Name.Substring(Made.Length));
        return !method.Sites.Any(s => s.Target.Type != "System.Threading.Monitor" && s.Arguments.Any(Is)) && !method.Body.Steps.Any(s => s.Kind == StepKind.Capture && Is(s.Value));

        bool Is(ValueFact value) => value == made || value.Elements.Contains(made);
    }
}
