using System.Globalization;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Documentation ids as the C# compiler writes them (ECMA-334, annex D), from metadata names.</summary>
internal static class DocIds
{
    public static string Method(string type, string name, MethodShape shape)
    {
        var id = "M:" + type + "." + Escape(name);
        if (shape.GenericArity > 0)
        {
            id += "``" + shape.GenericArity.ToString(CultureInfo.InvariantCulture);
        }

        if (shape.Parameters.Count > 0)
        {
            id += "(" + string.Join(",", shape.Parameters) + ")";
        }

        // Conversions may differ by their result alone.
        return name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit" ? id + "~" + shape.Returns : id;
    }

    public static string Field(string type, string name) => "F:" + type + "." + Escape(name);

    public static string Type(string type) => "T:" + type;

    private static string Escape(string name) =>
        name.IndexOfAny(['.', '<', '>']) < 0 ? name : name.Replace('.', '#').Replace('<', '{').Replace('>', '}');
}
