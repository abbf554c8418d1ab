using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[Idempotent]</c>.</summary>
internal static class IdempotencyParser
{
    public static IdempotencyModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Refusals refusals)
    {
        if (attribute.Argument("Key") is not { } keyArgument || string.IsNullOrWhiteSpace(attribute.Named("Key") as string))
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"[Idempotent] on '{method.Name}' needs a key: write [Idempotent(Key = \"…\")] with an expression over its parameters that the caller repeats");
            return null;
        }

        var key = ExpressionParser.Parse(keyArgument, (string)attribute.Named("Key")!, "key", refusals);
        var hasScope = attribute.Named("Scope") is string { Length: > 0 };
        var scope = hasScope ? ExpressionParser.Parse(attribute.Argument("Scope")!, (string)attribute.Named("Scope")!, "scope", refusals) : null;
        var lease = Durations.Named(attribute, "Lease", "00:01:00", refusals);
        var retention = Durations.Named(attribute, "Retention", "1.00:00:00", refusals);
        var failures = Failures(attribute, refusals);
        if (key is null || (hasScope && scope is null) || lease is null || retention is null || failures is null)
        {
            return null;
        }

        return new(
            key,
            scope,
            lease.Value.Ticks,
            retention.Value.Ticks,
            attribute.NamedMember("OnConcurrent", "Wait"),
            attribute.NamedMember("OnFault", "Auto"),
            failures.ToEquatableArray(),
            attribute.Named("MarksEffects") is true,
            HelperNames.For(type, method, "Contract"),
            HelperNames.For(type, method, "Key"),
            HelperNames.For(type, method, "Scope"));
    }

    // Recorded by type and message, so it must be possible to make one of a message.
    private static List<string>? Failures(AttributeData attribute, Refusals refusals)
    {
        foreach (var type in attribute.NamedArray("ReplayFailures").Select(c => c.Value).OfType<INamedTypeSymbol>())
        {
            if (type.IsAbstract || !type.InstanceConstructors.Any(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.Length == 1 && c.Parameters[0].Type.SpecialType == SpecialType.System_String))
            {
                refusals.Add(Rules.TargetCannotHold, attribute.Argument("ReplayFailures")?.Expression.GetLocation(), $"'{CSharpText.Brief(type)}' in ReplayFailures cannot be thrown again for a duplicate: give it a public constructor that takes the message alone");
                return null;
            }
        }

        return ExceptionTypes.Named(attribute, "ReplayFailures", "nothing could be replayed", refusals);
    }
}
