using System.Globalization;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Names for members that the generator adds beside a shell: overloads are numbered, and a name the user took is left alone.</summary>
internal static class HelperNames
{
    public static string For(INamedTypeSymbol type, IMethodSymbol shell, string suffix)
    {
        var number = 1;
        foreach (var member in type.GetMembers(shell.Name))
        {
            if (SymbolEqualityComparer.Default.Equals(member, shell))
            {
                break;
            }

            number++;
        }

        var name = shell.Name + (number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture)) + suffix;
        while (type.MemberNames.Contains(name) || name == type.Name)
        {
            name += "_";
        }

        return name;
    }
}
