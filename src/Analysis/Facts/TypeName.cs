namespace IntentContracts.Analysis.Facts;

/// <summary>A type as it is used: the definition's DocId name, the assembly that the metadata says it is in, and its type arguments.</summary>
/// <param name="Assembly">Simple name of the referenced assembly (not followed through type forwarders); the own name for own types; empty for type parameters.</param>
/// <param name="Name">
/// Definition name: <c>System.Collections.Generic.List`1</c>. A type parameter is <c>`0</c> (of the type) or <c>``0</c> (of the method). An array is its
/// element followed by <c>[]</c>; by-reference and pointer types end in <c>@</c> and <c>*</c>.
/// </param>
internal sealed record TypeName(string Assembly, string Name, IReadOnlyList<TypeName> Arguments)
{
    /// <summary>As a DocId writes it in a signature: <c>System.Collections.Generic.List{System.String}</c>.</summary>
    public override string ToString()
    {
        if (Arguments.Count == 0)
        {
            return Name;
        }

        var tick = Name.LastIndexOf('`');
        return (tick < 0 ? Name : Name.Substring(0, tick)) + "{" + string.Join(",", Arguments) + "}";
    }
}
