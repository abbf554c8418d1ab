using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Type parameters of a type (<c>`0</c>) and what stands in their place.</summary>
internal static class Generics
{
    /// <summary>The type with the arguments in the place of the type parameters, also of those in <c>T[]</c> and <c>ref T</c>; a parameter without an argument stays.</summary>
    public static TypeName Substitute(TypeName type, IReadOnlyList<TypeName> arguments)
    {
        if (IsParameter(type))
        {
            var end = 1;
            while (end < type.Name.Length && type.Name[end] is >= '0' and <= '9')
            {
                end++;
            }

            return ParameterIndex(type with { Name = type.Name.Substring(0, end) }) is { } index && index < arguments.Count
                ? arguments[index] with { Name = arguments[index].Name + type.Name.Substring(end) }
                : type;
        }

        return type.Arguments.Count == 0 ? type : type with { Arguments = [.. type.Arguments.Select(a => Substitute(a, arguments))] };
    }

    /// <summary>The type with what a call closes the type and the method over in the place of their type parameters, in words of the method that makes the call.</summary>
    public static TypeName Close(TypeName type, MethodRef call, MethodFact caller) => InWordsOf(caller, Close(type, call));

    /// <summary>In the body of an async method or iterator the type parameters of the method stand behind those of the type, since both are the state machine's.</summary>
    public static TypeName InWordsOf(MethodFact method, TypeName type)
    {
        if (ParameterIndex(type) is { } index)
        {
            return Arity(method.Type) is var own && index >= own ? type with { Name = "``" + (index - own).ToString(CultureInfo.InvariantCulture) } : type;
        }

        return type.Arguments.Count == 0 ? type : type with { Arguments = [.. type.Arguments.Select(a => InWordsOf(method, a))] };
    }

    /// <summary>How many type parameters a type has, with those of the types around it: <c>Outer`1.Inner`2</c> has three.</summary>
    private static int Arity(string type) =>
        type.Split('`').Skip(1).Sum(part => int.TryParse(new string([.. part.TakeWhile(char.IsDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0);

    private static TypeName Close(TypeName type, MethodRef call)
    {
        if (IsParameter(type))
        {
            return MethodParameterIndex(type) is { } index ? (index < call.MethodArguments.Count ? call.MethodArguments[index] : type) : Substitute(type, call.TypeArguments);
        }

        return type.Arguments.Count == 0 ? type : type with { Arguments = [.. type.Arguments.Select(a => Close(a, call))] };
    }

    private static int? MethodParameterIndex(TypeName type) =>
        type.Name.StartsWith("``", StringComparison.Ordinal) && int.TryParse(type.Name.Substring(2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

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
