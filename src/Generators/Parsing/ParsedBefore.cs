using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>The transforms of the pipeline, each with what it has read before. One per generator: nothing is static.</summary>
internal sealed class ParsedBefore
{
    private static readonly object NoSeverities = new();

    private readonly SameDeclarations _declarations = new();
    private readonly Remembered<ParsedPart> _parts = new();
    private readonly Remembered<DeclaredIntents> _intents = new();
    private readonly Remembered<FileSeverities> _severities = new();

    public ParsedPart? Part(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var declarations = _declarations.As(compilation, cancellationToken);
        if (_parts.TryGet(context.Node, declarations, compilation, out var before))
        {
            return before;
        }

        var part = (TypeDeclarationSyntax)context.Node;
        return context.SemanticModel.GetDeclaredSymbol(part, cancellationToken) is INamedTypeSymbol type
            ? _parts.Put(part, declarations, TreesOf(type, part.SyntaxTree), PartParser.Parse(type, part, compilation, Refusals.Unheard, cancellationToken))
            : null;
    }

    public DeclaredIntents? Intents(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var declarations = _declarations.As(compilation, cancellationToken);
        return _intents.TryGet(context.Node, declarations, compilation, out var before)
            ? before
            : _intents.Put(context.Node, declarations, [], IntentParser.Parse(context, cancellationToken));
    }

    public FileSeverities Severities(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        var settings = (object?)compilation.Options.SyntaxTreeOptionsProvider ?? NoSeverities;
        return _severities.TryGet(context.Node, settings, compilation, out var before)
            ? before!
            : _severities.Put(context.Node, settings, [], SeverityParser.OfFile(context, cancellationToken))!;
    }

    // Where bodies and places of the other declarations of a type are looked at: its cores, its base classes, its contracts.
    private static List<SyntaxTree> TreesOf(INamedTypeSymbol type, SyntaxTree own)
    {
        var trees = new List<SyntaxTree>();
        for (var at = type; at is not null; at = at.ContainingType)
        {
            Add(at);
        }

        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            Add(at);
        }

        foreach (var contract in type.AllInterfaces)
        {
            Add(contract);
        }

        return trees;

        void Add(INamedTypeSymbol declared)
        {
            foreach (var reference in declared.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree != own && !trees.Contains(reference.SyntaxTree))
                {
                    trees.Add(reference.SyntaxTree);
                }
            }
        }
    }
}
