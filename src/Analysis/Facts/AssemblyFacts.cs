using System.Reflection;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts;

/// <summary>What one assembly says by itself, whatever it is compiled against: read once, cached by MVID.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="Types">In metadata order.</param>
/// <param name="Methods">Folded: a user's method holds the body of its state machine; a lambda or local function is a method of its own that names its owner.</param>
/// <param name="Attributes">On the assembly itself.</param>
/// <param name="Documents">Source files named in the symbols, as the symbols spell them.</param>
/// <param name="HasSymbols">False when no PDB was found: then every <see cref="SourceSpan"/> is <see cref="SourceSpan.None"/>.</param>
internal sealed record AssemblyFacts(
    string Name,
    Guid Mvid,
    IReadOnlyList<TypeFact> Types,
    IReadOnlyList<MethodFact> Methods,
    IReadOnlyList<AttributeFact> Attributes,
    IReadOnlyList<string> Documents,
    Manifest Manifest,
    bool HasSymbols)
{
    private IReadOnlyList<MethodRef>? _named;

    /// <summary>Each member that a body names, once: some hundreds where there are ten thousand sites.</summary>
    public IReadOnlyList<MethodRef> Named => _named ??= [.. Methods.SelectMany(m => m.Sites).Select(s => s.Target).Distinct(ByReference<MethodRef>.Instance)];

    /// <summary>The package is at work in its project: its own build has run the check.</summary>
    public bool WasChecked => Attributes.Any(a => a.Type == typeof(AssemblyMetadataAttribute).FullName && a.Argument(0) == Manifest.MetadataKey);
}
