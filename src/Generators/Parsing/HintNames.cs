using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Names of generated files: the type's metadata name, so that nested, generic and equally named types keep apart.</summary>
internal static class HintNames
{
    private const string Prefix = "Guards/";

    public static string Of(INamedTypeSymbol type, int ordinal)
    {
        var name = new StringBuilder(type.MetadataName);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name.Insert(0, outer.MetadataName + "+");
        }

        if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            name.Insert(0, space.ToDisplayString() + ".");
        }

        return Prefix + Escape(name.ToString()) + (ordinal == 1 ? "" : "." + ordinal.ToString(CultureInfo.InvariantCulture));
    }

    // Roslyn refuses other characters in a hint name, and C# allows many of them in an identifier.
    public static string Escape(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '`' ? c.ToString() : "-" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
}
