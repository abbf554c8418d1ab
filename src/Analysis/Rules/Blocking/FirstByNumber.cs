using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>What the number that <c>Task.WaitAny(a, b)</c> gives says of a and b: where it has been compared, and one number is left, the task of that number is done.</summary>
internal static class FirstByNumber
{
    /// <summary>What WaitAny gives when the time is over.</summary>
    private const int None = -1;

    /// <summary>The task that is done when a body goes on from one block to another; null where the way says of none that it is.</summary>
    public static ValueFact? Of(MethodFact method, int block, int next)
    {
        var test = method.Body.Blocks[block];
        if (test.IsTest && test.WhenTrue != test.WhenFalse && Waited(method, test.Tested) is { } asked)
        {
            return Only(method, asked, n => (next == test.WhenTrue) == (test.Compares == Comparison.None ? n != 0 : LoopTurns.Holds(n, test.Compares, test.Against)));
        }

        var cases = method.Body.Cases.Where(c => c.Block == block).ToList();
        return cases.Count > 0 && Waited(method, cases[0].Asked) is { } chosen && cases.TrueForAll(c => c.Asked == cases[0].Asked)
            ? Only(method, chosen, n => (cases.Find(c => LoopTurns.Holds(n, c.Compares, c.Against)) is { } hit ? hit.WhenTrue : cases[0].WhenFalse) == next)
            : null;
    }

    private static ValueFact? Only(MethodFact method, SiteFact wait, Func<int, bool> isLeft)
    {
        if (TaskValues.Root(method, Values.Argument(wait, 0)) is not { Kind: ValueKind.Many } tasks)
        {
            return null;
        }

        // With a limit of time, or a token, none may be done.
        var first = wait.Target.ParameterCount > 1 ? None : 0;
        var left = Enumerable.Range(first, tasks.Elements.Count - first).Where(isLeft).ToList();
        return left is { Count: 1 } && left[0] != None ? tasks.Elements[left[0]] : null;
    }

    private static SiteFact? Waited(MethodFact method, ValueFact number)
    {
        if (number.Kind == ValueKind.Local)
        {
            var stores = method.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.Increment && s.Slot == number.Text).ToList();
            return stores.Count == 1 && stores[0] is { Kind: StepKind.LocalWrite, Value.Kind: ValueKind.Result } ? Waited(method, stores[0].Value) : null;
        }

        return Values.Source(method, number) is { Target: { Type: "System.Threading.Tasks.Task", Name: "WaitAny" } } wait ? wait : null;
    }
}
