using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>A <c>[StateMachine]</c> with the symbols that it names.</summary>
internal sealed record Machine(INamedTypeSymbol Type, AttributeData Attribute, ISymbol State, INamedTypeSymbol Enumeration, string? Initial, IReadOnlyList<string> Terminal)
{
    public IEnumerable<string> States => Enumeration.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.Name);
}

/// <summary>Reads <c>[StateMachine]</c>.</summary>
internal static class MachineParser
{
    /// <summary>The machine of a type or of a base class; null when there is none, or after saying what cannot hold.</summary>
    public static Machine? Find(INamedTypeSymbol type, Compilation compilation, Refusals refusals)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (IntentAttributes.Find(at, IntentNames.StateMachine) is { } attribute)
            {
                var isOwn = ReferenceEquals(at, type);
                return Parse(at, type, attribute, compilation, isOwn ? refusals : Refusals.Unheard);
            }
        }

        return null;
    }

    public static MachineModel Model(Machine machine) => new(
        machine.Type.GetDocumentationCommentId() ?? "",
        machine.State.GetDocumentationCommentId() ?? "",
        machine.Initial ?? "",
        machine.Terminal.ToEquatableArray(),
        machine.States.ToEquatableArray(),
        CSharpText.Place(machine.Attribute.Place()));

    /// <summary>The name of the enumeration's member that a constant is; null after saying that it is none.</summary>
    public static string? NameOf(TypedConstant constant, INamedTypeSymbol enumeration, Location? place, Refusals refusals)
    {
        if (!constant.IsNull && SymbolEqualityComparer.Default.Equals(constant.Type, enumeration))
        {
            foreach (var member in enumeration.GetMembers())
            {
                if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, constant.Value))
                {
                    return field.Name;
                }
            }
        }

        refusals.Add(Rules.TargetCannotHold, place, $"this is no member of '{enumeration.Name}', which the state is: write {enumeration.Name}.{enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault()?.Name ?? "…"}");
        return null;
    }

    private static Machine? Parse(INamedTypeSymbol type, INamedTypeSymbol user, AttributeData attribute, Compilation compilation, Refusals refusals)
    {
        var place = attribute.Argument(null)?.Expression.GetLocation() ?? attribute.Place();
        var name = attribute.Text() ?? "";
        var state = type.GetMembers(name).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol);
        if (state is null)
        {
            refusals.Add(Rules.TargetCannotHold, place, $"'{type.Name}' has no field or property '{name}' that could hold its state: write [StateMachine(nameof(Status), …)]");
            return null;
        }

        if ((state as IFieldSymbol)?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
        {
            enumeration = ((state as IPropertySymbol)?.Type as INamedTypeSymbol)!;
        }

        if (enumeration is not { TypeKind: TypeKind.Enum })
        {
            refusals.Add(Rules.TargetCannotHold, place, $"the state '{type.Name}.{name}' is not of an enumeration, so its states cannot be listed: make it an enum");
            return null;
        }

        if (Problem(type, user, state, compilation) is { } problem)
        {
            refusals.Add(Rules.TargetCannotHold, place, $"the state '{type.Name}.{name}' {problem}");
            return null;
        }

        var initial = attribute.NamedConstant("Initial");
        if (initial is null)
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"[StateMachine] on '{type.Name}' does not say where it begins: add Initial = {enumeration.Name}.{enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault()?.Name ?? "…"}");
        }

        return new(
            type,
            attribute,
            state,
            enumeration,
            initial is null ? null : NameOf(initial.Value, enumeration, attribute.Argument("Initial")?.Expression.GetLocation(), refusals),
            [.. attribute.NamedArray("Terminal").Select(t => NameOf(t, enumeration, attribute.Argument("Terminal")?.Expression.GetLocation(), refusals)).OfType<string>()]);
    }

    // The guard puts the state back when the core fails: that must be an assignment and nothing more.
    private static string? Problem(INamedTypeSymbol type, INamedTypeSymbol user, ISymbol state, Compilation compilation) => state switch
    {
        { IsStatic: true } => "is static and no instance's: make it an instance member",
        IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } => "cannot be set: remove readonly",
        IPropertySymbol { SetMethod: null } => "cannot be set: give it a private setter",
        IPropertySymbol { SetMethod.IsInitOnly: true } => "can only be set while the object is made: give it a private setter instead of init",
        IPropertySymbol property when type.DeclaringSyntaxReferences.Length > 0 && !IsAuto(type, property) => "has accessors of its own, and the guard has to put the old value back when the core fails: make it an auto-implemented property or a field",
        IPropertySymbol property when !compilation.IsSymbolAccessibleWithin(property.SetMethod!, user) => $"cannot be set from '{user.Name}': make its setter protected",
        _ => compilation.IsSymbolAccessibleWithin(state, user) ? null : $"cannot be set from '{user.Name}': make it protected",
    };

    private static bool IsAuto(INamedTypeSymbol type, IPropertySymbol property) =>
        type.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
