using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Analyzers;

/// <summary>Contracts without a body: conditions hold for every implementation and are judged here; other guards would guard nothing.</summary>
internal static class AbstractContracts
{
    // A claim or a boundary declared on an interface member is judged on the paths through it: no guard of its own is expected.
    private static readonly string[] NeedABody = [IntentNames.AfterCommit, IntentNames.Deadline, IntentNames.Exclusive, IntentNames.RetryPolicy, IntentNames.Transition];

    public static void Check(INamedTypeSymbol type, ISymbol member, Refusals refusals, Location? place)
    {
        if (NeedABody.FirstOrDefault(n => IntentAttributes.Has(member, n)) is { } intent)
        {
            refusals.Add(Rules.TargetCannotHold, place, $"[{IntentAttributes.ShortName(intent)}] on '{type.Name}.{member.Name}' guards nothing, since there is no body here: declare it on the implementations");
        }

        var operations = member switch
        {
            IMethodSymbol method => [method],
            IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
            IEventSymbol { AddMethod: { } add } => [add],
            _ => [],
        };
        if (member.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference)
        {
            return;
        }

        foreach (var operation in operations)
        {
            if (ContractSources.Declares(operation))
            {
                ConditionParser.Parse(type, operation, reference.SyntaxTree.Options, refusals);
            }
        }
    }

    /// <summary>Invariants of an interface, which its implementations check.</summary>
    public static void CheckInvariants(INamedTypeSymbol type, Refusals refusals, CancellationToken cancellationToken)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.Is(IntentNames.Invariant) && attribute.Text() is { } text && attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax && attribute.Argument(null) is { } argument)
            {
                ExpressionParser.Parse(argument, ConditionText.Of(attribute, text, type, []), "condition", refusals);
            }
        }
    }
}
