using IntentContracts.CodeFixes.Edits;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Checks;

/// <summary>
/// Writes a primary constructor out, where that is mechanical: its parameters only initialise fields and properties. A parameter that a member uses is a hidden field, and one of a
/// record is a property; what those should be called and who may see them is not for a tool to say.
/// </summary>
internal static class PrimaryConstructor
{
    public static bool Add(EditContext context, TypeDeclarationSyntax type, Changes changes)
    {
        if (type is RecordDeclarationSyntax
            || type.OpenBraceToken.IsKind(SyntaxKind.None)
            || type.ParameterList is not { } list
            || type.BaseList?.Types.Any(t => t is PrimaryConstructorBaseTypeSyntax) == true
            || context.Model.GetDeclaredSymbol(type, context.Cancellation) is not { } symbol
            || symbol.BaseType is not { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }
            || symbol.DeclaringSyntaxReferences.Length - Generated(symbol) > 1
            || type.AttributeLists.Any(l => l.Target is not null)
            || list.DescendantTrivia().Any(t => t.IsDirective)
            || type.GetLeadingTrivia().ToFullString().Contains("<param"))
        {
            return false;
        }

        var uses = type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => IsParameter(context, symbol, n)).ToList();
        var initialised = type.Members.SelectMany(Initialised).ToList();
        var first = initialised.FindIndex(i => uses.Any(u => i.Value.Span.Contains(u.Span)));
        var moved = first < 0 ? [] : initialised.Skip(first).ToList();
        if (uses.Any(u => !moved.Any(m => m.Value.Span.Contains(u.Span)))
            || moved.Any(m => m.Value.Value is InitializerExpressionSyntax || m.Value.DescendantTrivia().Any(t => t.IsDirective)))
        {
            return false;
        }

        var parameters = new HashSet<string>(list.Parameters.Select(p => p.Identifier.ValueText));
        var access = symbol.IsAbstract ? "protected" : "public";
        var lines = new List<string> { $"{access} {type.Identifier.Text}{list}", "{" };
        var step = Layout.Step(context.Text);
        foreach (var (name, value, end) in moved)
        {
            lines.Add(step + (parameters.Contains(name.ValueText) ? "this." : "") + name.Text + " = " + value.Value + ";");
            changes.Remove(value.EqualsToken.GetPreviousToken().Span.End, end);
        }

        changes.Remove(list.OpenParenToken.SpanStart, list.CloseParenToken.Span.End);
        UnwrittenConstructor.Insert(context, type, [.. lines, step + IntentNames.EnsureInvariants + "();", "}"], changes);
        return true;
    }

    private static bool IsParameter(EditContext context, INamedTypeSymbol type, IdentifierNameSyntax name) =>
        context.Model.GetSymbolInfo(name, context.Cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type)
        && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation).Parent?.Parent is TypeDeclarationSyntax;

    // All initialisers from the first that mentions a parameter on move, so that they run in the order in which they ran.
    private static IEnumerable<(SyntaxToken Name, EqualsValueClauseSyntax Value, int End)> Initialised(MemberDeclarationSyntax member)
    {
        if (member.Modifiers.Any(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ConstKeyword))
        {
            yield break;
        }

        if (member is PropertyDeclarationSyntax { Initializer: { } value } property)
        {
            yield return (property.Identifier, value, property.SemicolonToken.Span.End);
        }

        foreach (var variable in (member as BaseFieldDeclarationSyntax)?.Declaration.Variables ?? [])
        {
            if (variable.Initializer is { } initial)
            {
                yield return (variable.Identifier, initial, initial.Span.End);
            }
        }
    }

    private static int Generated(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Count(r => Generators.Parsing.GeneratedFiles.IsOurs(r.SyntaxTree));
}
