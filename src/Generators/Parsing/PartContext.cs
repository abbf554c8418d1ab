using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>What is needed to read the members of one part of a type.</summary>
/// <param name="IsGuarded">The type has invariants, of its own or of a base class.</param>
/// <param name="NeedsScope">Whoever checks them has to know who else is inside.</param>
internal sealed record PartContext(INamedTypeSymbol Type, TypeDeclarationSyntax Part, Compilation Compilation, Refusals Refusals, bool IsGuarded, bool NeedsScope)
{
    /// <summary>How the user's sources are parsed.</summary>
    public ParseOptions Options => Part.SyntaxTree.Options;
}
