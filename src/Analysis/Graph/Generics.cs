using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Type parameters of a type (<c>`0</c>) and what stands in their place.</summary>
internal static class Generics
{
    /// <summary>The type with the arguments in the place of the type parameters; a parameter without an argument stays.</summary>
    public static TypeName Substitute(TypeName type, IReadOnlyList<TypeName> arguments)
    {
        if (ParameterIndex(type) is { } index)
        {
            return index < arguments.Count ? arguments[index] : type;
        }

        return type.Arguments.Count == 0 ? type : type with { Arguments = [.. type.Arguments.Select(a => Substitute(a, arguments))] };
    }

    /// <summary>Position of a type parameter of the type around it; null for anything else.</summary>
    public static int? ParameterIndex(TypeName type) =>
        type.Name.Length > 1 && type.Name[0] == '`' && int.TryParse(type.Name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    /// <summary>A type parameter itself, of a type or of a method.</summary>
    public static bool IsParameter(TypeName type) => type.Name.StartsWith("`", StringComparison.Ordinal);

    public static bool IsOpen(TypeName type) => IsParameter(type) || type.Arguments.Any(IsOpen);

    /// <summary>What awaiting a value of the type gives; the type itself when it is no task.</summary>
    public static TypeName Awaited(TypeName type) =>
        type.Name is "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" && type.Arguments.Count == 1 ? type.Arguments[0] : type;

    /// <summary>Whether some choice of type parameters makes both the same type.</summary>
    public static bool CanBeSame(TypeName a, TypeName b)
    {
        if (IsParameter(a) || IsParameter(b))
        {
            return true;
        }

        return a.Name == b.Name
            && a.Arguments.Count == b.Arguments.Count
            && a.Arguments.Zip(b.Arguments, CanBeSame).All(same => same);
    }
}
