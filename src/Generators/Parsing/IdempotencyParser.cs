using System.Globalization;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[Idempotent]</c>.</summary>
internal static class IdempotencyParser
{
    public static IdempotencyModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Refusals refusals)
    {
        if (attribute.Argument("Key") is not { } keyArgument || string.IsNullOrWhiteSpace(attribute.Named("Key") as string))
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"[Idempotent] on '{method.Name}' needs a key: write [Idempotent(Key = \"…\")] with an expression over its parameters that the caller repeats");
            return null;
        }

        var key = ExpressionParser.Parse(keyArgument, (string)attribute.Named("Key")!, "key", refusals);
        var hasScope = attribute.Named("Scope") is string { Length: > 0 };
        var scope = hasScope ? ExpressionParser.Parse(attribute.Argument("Scope")!, (string)attribute.Named("Scope")!, "scope", refusals) : null;
        var lease = Duration(attribute, "Lease", "00:01:00", refusals);
        var retention = Duration(attribute, "Retention", "1.00:00:00", refusals);
        if (key is null || (hasScope && scope is null) || lease is null || retention is null)
        {
            return null;
        }

        var guards = Services.Find(method, type, compilation, Services.IsGuards);
        return new(
            key,
            scope,
            lease.Value.Ticks,
            retention.Value.Ticks,
            attribute.NamedMember("OnConcurrent", "Wait"),
            attribute.NamedMember("OnFault", "Hold"),
            guards.Count == 0 ? "global::IntentContracts.IntentGuards.Default" : guards[0].Expression,
            HelperNames.For(type, method, "Contract"),
            HelperNames.For(type, method, "Key"),
            HelperNames.For(type, method, "Scope"));
    }

    private static TimeSpan? Duration(AttributeData attribute, string name, string fallback, Refusals refusals)
    {
        var text = attribute.Named(name) as string ?? fallback;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        refusals.Add(
            Rules.TargetCannotHold,
            attribute.Argument(name)?.Expression.GetLocation() ?? attribute.Place(),
            $"{name} = \"{Printable(text)}\" is no positive duration: write it as [days.]hours:minutes:seconds, such as \"{fallback}\"");
        return null;
    }

    private static string Printable(string text) =>
        new([.. (text.Length > 40 ? text.Substring(0, 40) : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
