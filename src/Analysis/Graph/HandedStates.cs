using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What a lambda gets as state from the call that it is handed to: <c>strategy.ExecuteAsync((db, work), static state => … state.work())</c>. It captures nothing, so nothing else says that it runs the caller's delegate.
/// </summary>
internal static class HandedStates
{
    private const string Tuple = "System.ValueTuple`";

    /// <summary>As what the lambda knows a delegate that the call is given beside it, or in a tuple beside it.</summary>
    public static List<ValueFact> Of(MethodFact method, SiteFact call, Func<ValueFact, bool> isDelegate)
    {
        var states = new List<ValueFact>();
        foreach (var argument in call.Arguments)
        {
            if (isDelegate(argument))
            {
                states.Add(new(ValueKind.Parameter, "0"));
            }
            else if (Values.Source(method, argument) is { Kind: SiteKind.New } made && made.Target.Type.StartsWith(Tuple, StringComparison.Ordinal))
            {
                states.AddRange(Enumerable.Range(0, made.Arguments.Count).Where(i => isDelegate(made.Arguments[i])).Select(i => new ValueFact(ValueKind.Field, $"F:{made.Target.Type}.Item{i + 1}")));
            }
        }

        return states;
    }
}
