namespace IntentContracts.Analysis.Facts;

[Flags]
internal enum TypeTraits
{
    None = 0,
    Interface = 1,
    Abstract = 2,
    Sealed = 4,

    /// <summary>Visible outside the assembly, as are the types around it.</summary>
    ExternallyVisible = 8,

    /// <summary>Carries CompilerGenerated or GeneratedCode, or is nested in a type that does.</summary>
    Generated = 16,

    ValueType = 32,
    Delegate = 64,
}

/// <param name="Name">Without "T:", as a DocId spells a definition: <c>Shop.Outer.Inner`1</c>.</param>
/// <param name="Base">Null for interfaces and System.Object.</param>
/// <param name="Fields">In metadata order; those that only the compiler knows (caches of delegates) are left out.</param>
/// <param name="Constraints">Which types must stand for its type parameters; what is said with a word (<c>class</c>, <c>new()</c>) is left out.</param>
/// <param name="Enclosing">Name of the type around it; empty when it stands in a namespace.</param>
internal sealed record TypeFact(
    string Name,
    string Namespace,
    string Enclosing,
    TypeTraits Traits,
    TypeName? Base,
    IReadOnlyList<TypeName> Interfaces,
    IReadOnlyList<AttributeFact> Attributes,
    IReadOnlyList<FieldFact> Fields,
    IReadOnlyList<ConstraintFact> Constraints);

/// <summary><c>where T : IThing</c>.</summary>
/// <param name="Parameter">Position of the type parameter, those of the types around it counted.</param>
internal sealed record ConstraintFact(int Parameter, TypeName Type);
