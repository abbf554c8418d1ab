using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What a lambda gets as state from the call that it is handed to: <c>strategy.ExecuteAsync((db, work), static state => … state.work())</c>. It captures nothing, so nothing else says that it runs the caller's delegate.
/// </summary>
internal static class HandedStates
{
    private const string Tuple = "System.ValueTuple`";
    private const string Pair = "System.Collections.Generic.KeyValuePair`2";

    /// <summary>As what a lambda knows a delegate that the call is given beside it, or in a tuple or pair beside it; null when it is given none.</summary>
    public static Func<ValueFact, bool>? Of(MethodFact method, SiteFact call, Func<ValueFact, bool> isDelegate, MethodFact lambda)
    {
        var states = new HashSet<ValueFact>();
        var getters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in call.Arguments)
        {
            if (isDelegate(argument))
            {
                states.UnionWith(Parameters(lambda, StaticTypes.Of(method, argument)).DefaultIfEmpty(0).Select(Parameter));
            }
            else if (Values.Source(method, argument) is { Kind: SiteKind.New } made && IsSeveral(made.Target.Type))
            {
                for (var i = 0; i < made.Arguments.Count; i++)
                {
                    if (isDelegate(made.Arguments[i]))
                    {
                        states.Add(Item(made.Target.Type, i));
                        getters.Add(made.Target.Type + (made.Target.Type == Pair ? i == 0 ? ".get_Key" : ".get_Value" : $".get_Item{i + 1}"));
                    }
                }
            }
        }

        return states.Count == 0 ? null : value => states.Contains(value)
            || (value.Kind == ValueKind.Result && Values.Source(lambda, value) is { } got && getters.Contains(got.Target.Type + "." + got.Target.Name));
    }

    /// <summary>What the parameter of this number is in the body.</summary>
    public static ValueFact Parameter(int index) => new(ValueKind.Parameter, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is read as one of the items of a tuple.</summary>
    public static ValueFact Item(string tuple, int index) => new(ValueKind.Field, $"F:{tuple}.Item{index + 1}");

    /// <summary>Which item of a tuple a field is, from zero; null for any other field.</summary>
    public static int? ItemOf(string field) =>
        field.StartsWith("F:" + Tuple, StringComparison.Ordinal) && field.LastIndexOf(".Item", StringComparison.Ordinal) is > 0 and var at && int.TryParse(field.Substring(at + 5), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 8 ? number - 1 : null;

    public static bool IsTuple(string type) => type.StartsWith(Tuple, StringComparison.Ordinal);

    private static bool IsSeveral(string type) => IsTuple(type) || type == Pair || type.StartsWith("System.Tuple`", StringComparison.Ordinal);

    private static IEnumerable<int> Parameters(MethodFact lambda, TypeName? type) => Enumerable.Range(0, lambda.Parameters.Count).Where(i => lambda.Parameters[i].Name == type?.Name);
}
