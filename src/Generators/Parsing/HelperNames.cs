using System.Globalization;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Names for members that the generator adds beside a shell: overloads are numbered, and a name the user took is left alone.</summary>
internal static class HelperNames
{
    /// <param name="operation">A method, an accessor or a constructor.</param>
    public static string For(INamedTypeSymbol type, IMethodSymbol operation, string suffix)
    {
        var number = 1;
        foreach (var member in Overloads(type, operation))
        {
            if (SymbolEqualityComparer.Default.Equals(member, operation.AssociatedSymbol ?? operation))
            {
                break;
            }

            number++;
        }

        // Two underscores: Pay2 may well be a member of its own.
        var name = Stem(operation) + (number == 1 ? "" : "__" + number.ToString(CultureInfo.InvariantCulture)) + suffix;
        while (type.MemberNames.Contains(name) || name == type.Name)
        {
            name += "_";
        }

        return name;
    }

    private static IEnumerable<ISymbol> Overloads(INamedTypeSymbol type, IMethodSymbol operation) => operation switch
    {
        { AssociatedSymbol: { } member } => type.GetMembers(member.Name),
        { MethodKind: MethodKind.Constructor } => type.InstanceConstructors,
        _ => type.GetMembers(operation.Name),
    };

    private static string Stem(IMethodSymbol operation) => operation switch
    {
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true }, MethodKind: MethodKind.PropertyGet } => "GetItem",
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "SetItem",
        { AssociatedSymbol: { } member, MethodKind: MethodKind.PropertyGet } => "Get" + member.Name,
        { AssociatedSymbol: { } member, MethodKind: MethodKind.PropertySet } => "Set" + member.Name,
        { AssociatedSymbol: { } member, MethodKind: MethodKind.EventAdd } => "Add" + member.Name,
        { AssociatedSymbol: { } member } => "Remove" + member.Name,
        { MethodKind: MethodKind.Constructor } => "New",
        _ => operation.Name,
    };
}
