using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[RetryPolicy]</c>.</summary>
internal static class RetryParser
{
    private const int MostAttempts = 100;

    public static RetryModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Refusals refusals)
    {
        var attempts = attribute.Named("MaxAttempts") as int? ?? 3;
        if (attempts is < 1 or > MostAttempts)
        {
            refusals.Add(Rules.TargetCannotHold, Place("MaxAttempts"), $"MaxAttempts = {attempts} is no number of attempts: it counts the first one, so write 1 to {MostAttempts}");
            return null;
        }

        var budget = attribute.Named("Budget") as int? ?? 10;
        if (budget < 0)
        {
            refusals.Add(Rules.TargetCannotHold, Place("Budget"), $"Budget = {budget} is no number of retries: write 0 for none, or how many all callers together may have in hand");
            return null;
        }

        var @base = Durations.Named(attribute, "BaseDelay", "00:00:00.2", refusals);
        var max = Durations.Named(attribute, "MaxDelay", "00:00:30", refusals);
        if (@base > max)
        {
            refusals.Add(Rules.TargetCannotHold, Place("BaseDelay"), $"BaseDelay = {@base} is longer than MaxDelay = {max}, so no delay would ever grow: make MaxDelay the longer one");
            return null;
        }

        var on = ExceptionTypes.Named(attribute, "On", "nothing would be retried for it", refusals);
        return @base is null || max is null || on is null
            ? null
            : new(HelperNames.For(type, method, "Retries"), attempts, @base.Value.Ticks, max.Value.Ticks, budget, on.ToEquatableArray());

        Location? Place(string name) => attribute.Argument(name)?.Expression.GetLocation() ?? attribute.Place();
    }
}
