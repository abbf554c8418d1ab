using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Whether two values of one body are the same: because they are one, or because the same calls make them from the same things.</summary>
/// <param name="isOne">Which values are the same without a look at what made them.</param>
/// <param name="repeats">Which calls give the same again when they are given the same.</param>
internal sealed class SameValues(Func<ValueFact, ValueFact, bool> isOne, Func<SiteFact, bool> repeats)
{
    /// <param name="depth">How deep it looks, the values themselves included: a value that stands deeper is not the same.</param>
    public bool Are(MethodFact method, ValueFact a, ValueFact b, int depth) =>
        depth > 0
        && (isOne(a, b)
            || (Values.Source(method, a) is { } first
                && Values.Source(method, b) is { } second
                && first.Target.Id == second.Target.Id
                && repeats(first)
                && repeats(second)
                && (!first.Target.HasReceiver || first.Kind == SiteKind.New || first.Receiver == second.Receiver || Are(method, first.Receiver, second.Receiver, depth - 1))
                && Enumerable.Range(0, first.Target.ParameterCount).All(i => Are(method, Values.Argument(first, i), Values.Argument(second, i), depth - 1))));
}
