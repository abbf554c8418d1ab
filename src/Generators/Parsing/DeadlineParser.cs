using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[Deadline]</c>.</summary>
internal static class DeadlineParser
{
    public static DeadlineModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Refusals refusals)
    {
        if (!method.Parameters.Any(p => IntentAttributes.IsNamed(p.Type, "System.Threading.CancellationToken")))
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"[Deadline] on '{method.Name}' has no way to say that the time is up: add a CancellationToken parameter, and hand it on to what the core waits for");
            return null;
        }

        return Durations.Only(attribute, "Deadline", "00:00:05", refusals) is { } atMost
            ? new(HelperNames.For(type, method, "Deadline"), atMost.Ticks)
            : null;
    }
}
