using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>
/// The namespaces and types around a declaration with their usings, copied with the same nesting, so that an expression means in the generated
/// file what it means where the user wrote it.
/// </summary>
internal static class Nesting
{
    public static EquatableArray<string> Usings(CompilationUnitSyntax file) => Usings(file.Externs, file.Usings);

    public static EquatableArray<Scope> Of(TypeDeclarationSyntax part)
    {
        var scopes = new List<Scope>();
        for (SyntaxNode? at = part; at is not null; at = at.Parent)
        {
            if (at is TypeDeclarationSyntax type)
            {
                scopes.Add(new((type.Modifiers.Any(SyntaxKind.UnsafeKeyword) ? "unsafe partial " : "partial ") + Keyword(type) + " " + type.Identifier.Text + TypeParameters(type), EquatableArray<string>.Empty));
            }
            else if (at is BaseNamespaceDeclarationSyntax space)
            {
                scopes.Add(new("namespace " + OneLine(space.Name), Usings(space.Externs, space.Usings)));
            }
        }

        scopes.Reverse();
        return scopes.ToEquatableArray();
    }

    /// <summary>Whether something is missing in it: repeated in a generated file, what follows there would be read as something else.</summary>
    public static bool IsHalfWritten(SyntaxNode node) => node.ContainsDiagnostics && node.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);

    private static EquatableArray<string> Usings(SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings) =>
        externs.Where(e => !IsHalfWritten(e)).Select(OneLine)
            .Concat(usings.Where(u => !u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && !u.ContainsSkippedText && !IsHalfWritten(u)).Select(OneLine))
            .ToEquatableArray();

    private static string Keyword(TypeDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax record when record.ClassOrStructKeyword.RawKind != 0 => "record " + record.ClassOrStructKeyword.Text,
        _ => type.Keyword.Text,
    };

    private static string TypeParameters(TypeDeclarationSyntax type) =>
        type.TypeParameterList is { Parameters.Count: > 0 } list
            ? "<" + string.Join(", ", list.Parameters.Select(p => (p.VarianceKeyword.Text + " " + p.Identifier.Text).Trim())) + ">"
            : "";

    // Tokens only: a comment or a conditional directive between them is the user's own.
    private static string OneLine(SyntaxNode node)
    {
        var text = "";
        foreach (var token in node.DescendantTokens())
        {
            var needsBlank = text.Length > 0 && IsWordLike(text[text.Length - 1]) && token.Text.Length > 0 && IsWordLike(token.Text[0]);
            text += token.IsKind(SyntaxKind.EqualsToken) ? " = " : (needsBlank ? " " : "") + token.Text;
        }

        return text;
    }

    private static bool IsWordLike(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';
}
