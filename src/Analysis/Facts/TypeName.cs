using System.Text;

namespace IntentContracts.Analysis.Facts;

/// <summary>A type as it is used: the definition's DocId name, the assembly that the metadata says it is in, and its type arguments.</summary>
/// <param name="Assembly">Simple name of the referenced assembly (not followed through type forwarders); the own name for own types; empty for type parameters.</param>
/// <param name="Name">
/// Definition name: <c>System.Collections.Generic.List`1</c>. A type parameter is <c>`0</c> (of the type) or <c>``0</c> (of the method). An array is its
/// element followed by <c>[]</c> (<c>[0:,0:]</c> for two dimensions); by-reference and pointer types end in <c>@</c> and <c>*</c>.
/// </param>
/// <param name="Arguments">Of the type and the types around it, outermost first; for an array those of its element.</param>
internal sealed record TypeName(string Assembly, string Name, IReadOnlyList<TypeName> Arguments)
{
    /// <summary>As a DocId writes it in a signature: <c>System.Collections.Generic.List{System.String}.Enumerator</c>.</summary>
    public override string ToString()
    {
        if (Arguments.Count == 0)
        {
            return Name;
        }

        // Arguments stand where the arities stood: Outer`1.Inner`2[] takes one, then two.
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < Name.Length; i++)
        {
            if (Name[i] != '`')
            {
                text.Append(Name[i]);
                continue;
            }

            var arity = 0;
            while (i + 1 < Name.Length && Name[i + 1] is >= '0' and <= '9' && arity < 10_000)
            {
                arity = (arity * 10) + Name[++i] - '0';
            }

            text.Append('{');
            for (var a = 0; a < arity && next < Arguments.Count; a++)
            {
                text.Append(a == 0 ? "" : ",").Append(Arguments[next++]);
            }

            text.Append('}');
        }

        return text.ToString();
    }
}
