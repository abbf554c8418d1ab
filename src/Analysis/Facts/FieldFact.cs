namespace IntentContracts.Analysis.Facts;

[Flags]
internal enum FieldTraits
{
    None = 0,
    Static = 1,

    /// <summary>Written in constructors only.</summary>
    ReadOnly = 2,
    Constant = 4,
    Volatile = 8,

    /// <summary>Visible beyond its type: not private.</summary>
    Visible = 16,

    /// <summary>The compiler's: what stands behind an auto-implemented property or a field-like event.</summary>
    Backing = 32,

    /// <summary>[ThreadStatic].</summary>
    PerThread = 64,
}

/// <summary>A field that a user declared, or that stands behind a property that one did.</summary>
/// <param name="Id">DocId; that of the field, also behind a property.</param>
/// <param name="Attributes">Of our vocabulary, on the field or on the property that it stands behind.</param>
internal sealed record FieldFact(string Id, string Name, TypeName Type, FieldTraits Traits, IReadOnlyList<AttributeFact> Attributes)
{
    public bool Has(FieldTraits trait) => (Traits & trait) == trait;
}
