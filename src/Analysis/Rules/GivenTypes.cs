using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>What a test for a type says of an argument: null is of none, and an object of a class is no number, nor the other way round.</summary>
internal static class GivenTypes
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "System.Boolean", "System.Byte", "System.SByte", "System.Char", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal",
        "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.String",
    };

    /// <summary>Whether <c>argument is type</c>; null when the code does not say.</summary>
    public static bool? Answers(MethodFact caller, ValueFact argument, string type)
    {
        switch (argument.Kind)
        {
            case ValueKind.Null:
                return false;
            case ValueKind.Text:
                return type == "System.String" || IsOfPlain(type) ? true : Plain.Contains(type) ? false : null;
            case ValueKind.Number when Plain.Contains(type):
                return type == "System.String" ? false : null; // which of the numbers, the code does not show
        }

        if (StaticTypes.Of(caller, argument)?.Name is not { } shown || shown.StartsWith("`", StringComparison.Ordinal) || shown.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal))
        {
            return null;
        }

        // What is declared as an interface, or as what all values are, can be a number in a box.
        return argument.Kind == ValueKind.New && shown == type ? true
            : Plain.Contains(type) && shown != type && IsNoBox(shown) ? false
            : Plain.Contains(shown) && shown != type && shown != "System.String" && !IsOfPlain(type) && !IsInterface(type) ? false
            : null;
    }

    /// <summary>Whether what has a member of this type can be a number, or another value that is never null and says nothing by that.</summary>
    public static bool IsValue(string type) => (Plain.Contains(type) && type != "System.String") || IsOfPlain(type) || type is "System.Nullable`1" or "System.Enum";

    private static bool IsNoBox(string shown) =>
        !IsInterface(shown) && shown is not ("System.Object" or "System.ValueType" or "System.Enum" or "System.Nullable`1" or "System.Dynamic.DynamicObject");

    private static bool IsInterface(string name)
    {
        var own = name.Substring(name.LastIndexOfAny(['.', '+']) + 1);
        return own.Length > 1 && own[0] == 'I' && char.IsUpper(own[1]);
    }

    private static bool IsOfPlain(string type) => type is "System.Object" or "System.ValueType" or "System.IComparable" or "System.IConvertible" or "System.IFormattable";
}
