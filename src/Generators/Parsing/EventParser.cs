using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads a partial event (C# 14): adding and removing are operations of their own.</summary>
internal static class EventParser
{
    public static ParsedMember? Parse(PartContext context, EventFieldDeclarationSyntax declaration, IEventSymbol @event)
    {
        if (@event.AddMethod is not { } add || @event.RemoveMethod is not { } remove)
        {
            return null;
        }

        var place = Ours.Place(declaration);
        var declares = DeclaredGuards.Of(add).Any;
        if ((!declares && !Ours.IsMeant(context, @event, declaration, Cores.IsNamed(context.Type, @event)))
            || !TypeShape.CanBeExtended(context.Type, $"'{@event.Name}'", place, context.Refusals))
        {
            return null;
        }

        var parsed = new[] { add, remove }
            .Select(accessor => OperationParser.Parse(
                context,
                accessor,
                DeclaredGuards.Of(accessor),
                place,
                [],
                () => Cores.Find(context.Type, @event, accessor, place, context.Refusals)))
            .ToList();
        var head = $"{MemberParser.Modifiers(declaration)}partial event {CSharpText.Of(@event.Type)} {CSharpText.Name(@event.Name)}";
        var documentation = DocumentationComment.Of(declaration);
        return new(
            new(
                head,
                documentation.WithIntents(Told.Of([.. parsed.Select(p => p.Operation)])).ToEquatableArray(),
                new([new GuardedBody("add", parsed[0].Operation), new GuardedBody("remove", parsed[1].Operation)])),
            parsed,
            Summaries.Of(@event, documentation));
    }
}
