using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads a partial property or indexer: each accessor is an operation of its own.</summary>
internal static class PropertyParser
{
    public static ParsedMember? Parse(PartContext context, BasePropertyDeclarationSyntax declaration, IPropertySymbol property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().ToList();
        var place = Ours.Place(declaration);
        var name = property.IsIndexer ? "this[]" : property.Name;
        var declares = accessors.Any(a => DeclaredGuards.Of(a).Any);
        if (!declares && !Ours.IsMeant(context, property, declaration, Cores.IsNamed(context.Type, property)))
        {
            return null;
        }

        if (Ours.IsTaken(context, property.PartialImplementationPart, name, declares, place)
            || !TypeShape.CanBeExtended(context.Type, $"'{name}'", place, context.Refusals))
        {
            return null;
        }

        var modifiers = declaration is IndexerDeclarationSyntax { ParameterList.Parameters: var parameters } ? [.. parameters.Select(MemberParser.ParameterModifiers)] : new List<string>();
        var parsed = new List<ParsedOperation>();
        var bodies = new List<GuardedBody>();
        foreach (var syntax in declaration.AccessorList!.Accessors)
        {
            var accessor = syntax.IsKind(SyntaxKind.GetAccessorDeclaration) ? property.GetMethod : property.SetMethod;
            if (accessor is null)
            {
                continue;
            }

            var operation = OperationParser.Parse(
                context,
                accessor,
                DeclaredGuards.Of(accessor),
                place,
                modifiers,
                () => Cores.Find(context.Type, property, accessor, place, context.Refusals));
            parsed.Add(operation);
            bodies.Add(new(string.Concat(syntax.Modifiers.Select(m => m.Text + " ")) + syntax.Keyword.Text, operation.Operation));
        }

        if (parsed.Count == 0)
        {
            return null; // half-written: the compiler says so
        }

        var head = MemberParser.Modifiers(declaration) + "partial " + MemberShape.ReferencePrefix(property.RefKind) + CSharpText.Of(property.Type) + " "
            + (property.IsIndexer
                ? $"this[{MemberParser.ParameterList(property.Parameters.Select((p, i) => Parameters.Of(p, i < modifiers.Count ? modifiers[i] : "")))}]"
                : CSharpText.Name(property.Name));
        var documentation = DocumentationComment.Of(declaration);
        return new(
            new(head, documentation.WithIntents(Told.Of([.. parsed.Select(p => p.Operation)])).ToEquatableArray(), bodies.ToEquatableArray()),
            parsed,
            Summaries.Of(property, documentation));
    }
}
