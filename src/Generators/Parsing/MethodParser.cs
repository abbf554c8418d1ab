using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads a partial method.</summary>
internal static class MethodParser
{
    public static ParsedMember? Parse(PartContext context, MethodDeclarationSyntax declaration, IMethodSymbol method)
    {
        var declared = DeclaredGuards.Of(method);
        var place = declaration.Identifier.GetLocation();
        if (!declared.Any && !Ours.IsMeant(context, method, declaration, Cores.IsNamed(context.Type, method)))
        {
            return null;
        }

        if (Ours.IsTaken(context, method.PartialImplementationPart, method.Name, declared.Any, place)
            || !TypeShape.CanBeExtended(context.Type, $"'{method.Name}'", place, context.Refusals))
        {
            return null;
        }

        var modifiers = declaration.ParameterList.Parameters.Select(MemberParser.ParameterModifiers).ToList();
        var parsed = OperationParser.Parse(
            context,
            method,
            declared,
            place,
            modifiers,
            () => Cores.Find(context.Type, method, place, context.Refusals) is { } core ? (Cores.CallOf(context.Type, method, core), core) : null);
        var operation = parsed.Operation;
        var head = $"{MemberParser.Modifiers(declaration)}partial {operation.Return.Type} {CSharpText.Name(method.Name)}{operation.TypeParameters}"
            + $"({MemberParser.ParameterList(operation.Parameters)}{VariableArguments(method)}){Constraints.Of(method, restated: true)}";
        var documentation = DocumentationComment.Of(declaration);
        return new(
            new(head, documentation.WithIntents(Told.Of([operation])).ToEquatableArray(), new([new GuardedBody("", operation)])),
            [parsed],
            Summaries.Of(method, documentation));
    }

    // Refused, and repeated: a declaration without its implementing part stops the compiler before it runs the analyzer that says why.
    private static string VariableArguments(IMethodSymbol method) => !method.IsVararg ? "" : method.Parameters.IsEmpty ? "__arglist" : ", __arglist";
}
