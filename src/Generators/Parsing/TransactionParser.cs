using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads <c>[TransactionBoundary]</c> and finds what the transaction can run in.</summary>
internal static class TransactionParser
{
    private const string ContextRunner = "IntentContracts.EntityFrameworkCore.DbContextTransactionRunner";

    public static TransactionModel? Parse(IMethodSymbol method, INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Refusals refusals)
    {
        var context = attribute.Named("Context") as ITypeSymbol;
        var place = attribute.Place();
        var runners = Services.Find(method, type, compilation, t => Services.IsRunner(t) && Matches(t, context));
        if (runners.Count == 1)
        {
            return new(runners[0].Expression, IsMade: false, attribute.NamedMember("Isolation", "Unspecified"), attribute.NamedMember("Propagation", "Required"));
        }

        var contexts = runners.Count > 0 ? (IReadOnlyList<Service>)[] : Services.Find(method, type, compilation, t => Services.IsDbContext(t) && Matches(t, context));
        if (runners.Count > 1 || contexts.Count > 1)
        {
            var several = string.Join(", ", runners.Concat(contexts).Select(s => s.Expression.StartsWith("this.", StringComparison.Ordinal) ? s.Expression.Substring(5) : s.Expression));
            refusals.Add(Rules.TargetCannotHold, place, $"[TransactionBoundary] on '{method.Name}' could run in several ({several}): choose with Context = typeof(…), or pass the one to use as a parameter");
            return null;
        }

        if (contexts.Count == 0)
        {
            var wanted = context is null ? "ITransactionRunner or DbContext" : CSharpText.Brief(context);
            refusals.Add(Rules.TargetCannotHold, place, $"[TransactionBoundary] on '{method.Name}' has nothing to run in: give '{type.Name}' a field, property or constructor parameter of type {wanted}");
            return null;
        }

        if (compilation.GetTypesByMetadataName(ContextRunner).IsEmpty)
        {
            refusals.Add(Rules.TargetCannotHold, place, $"[TransactionBoundary] on '{method.Name}' finds a DbContext and nothing that opens its transactions: reference IntentContracts.EntityFrameworkCore");
            return null;
        }

        return new($"new global::{ContextRunner}({contexts[0].Expression})", IsMade: true, attribute.NamedMember("Isolation", "Unspecified"), attribute.NamedMember("Propagation", "Required"));
    }

    private static bool Matches(ITypeSymbol type, ITypeSymbol? wanted)
    {
        if (wanted is null)
        {
            return true;
        }

        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, wanted))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i, wanted));
    }
}
