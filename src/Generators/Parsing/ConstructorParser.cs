using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads a partial constructor (C# 14). Its core is a method, which cannot set readonly members: where there are some, the constructor stays whole.</summary>
internal static class ConstructorParser
{
    public static ParsedMember? Parse(PartContext context, ConstructorDeclarationSyntax declaration, IMethodSymbol constructor)
    {
        var declared = DeclaredGuards.Of(constructor);
        var place = declaration.Identifier.GetLocation();
        if (constructor.IsStatic || (!declared.Any && !Ours.IsMeant(context, constructor, declaration, Cores.IsNamed(context.Type, constructor)))
            || !TypeShape.CanBeExtended(context.Type, $"the constructor of '{context.Type.Name}'", place, context.Refusals))
        {
            return null;
        }

        var modifiers = declaration.ParameterList.Parameters.Select(MemberParser.ParameterModifiers).ToList();
        var parsed = OperationParser.Parse(
            context,
            constructor,
            declared,
            place,
            modifiers,
            () => Cores.Find(context.Type, constructor, place, context.Refusals) is { } core ? (new CoreCall(CoreForm.Method, Cores.NameOf(constructor)), core) : null);
        var head = $"{MemberParser.Modifiers(declaration)}partial {CSharpText.Name(context.Type.Name)}({MemberParser.ParameterList(parsed.Operation.Parameters)})";
        var documentation = DocumentationComment.Of(declaration);
        return new(
            new(head, documentation.WithIntents(Told.Of([parsed.Operation])).ToEquatableArray(), new([new GuardedBody("", parsed.Operation)])),
            [parsed],
            Summaries.Of(constructor, documentation));
    }
}
