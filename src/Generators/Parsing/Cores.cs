using System.Text;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Finds the member that holds the body of a shell.</summary>
internal static class Cores
{
    public static bool IsNamed(INamedTypeSymbol type, IMethodSymbol shell) => !type.GetMembers(shell.Name + IntentNames.CoreSuffix).IsEmpty;

    /// <summary>The core with the shell's parameters and result, or null after saying which signature to write.</summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type, IMethodSymbol shell, Location? place, Refusals refusals)
    {
        var problem = "has no core";
        foreach (var member in type.GetMembers(shell.Name + IntentNames.CoreSuffix))
        {
            if (member is not IMethodSymbol core)
            {
                continue;
            }

            if (Difference(shell, core) is not { } difference)
            {
                return core;
            }

            problem = difference;
        }

        refusals.Add(Rules.CoreMissing, place, $"'{shell.Name}' {problem}: declare '{Signature(shell)}' with the body");
        return null;
    }

    /// <summary>Whether the core is an iterator: nothing of it has run when it returns.</summary>
    public static bool IsIterator(IMethodSymbol core)
    {
        foreach (var reference in core.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is MethodDeclarationSyntax { Body: { } body }
                && body.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(n => n is YieldStatementSyntax))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Difference(IMethodSymbol shell, IMethodSymbol core)
    {
        if (shell.Arity != core.Arity || shell.Parameters.Length != core.Parameters.Length)
        {
            return "has a core with other parameters";
        }

        var same = core.Arity == 0 ? core : core.Construct([.. shell.TypeParameters]);
        for (var i = 0; i < shell.Parameters.Length; i++)
        {
            if (shell.Parameters[i].RefKind != core.Parameters[i].RefKind
                || !SymbolEqualityComparer.Default.Equals(shell.Parameters[i].Type, same.Parameters[i].Type))
            {
                return "has a core with other parameters";
            }
        }

        return shell.RefKind != core.RefKind || !SymbolEqualityComparer.Default.Equals(shell.ReturnType, same.ReturnType) ? "has a core with another result"
            : shell.IsStatic != core.IsStatic ? shell.IsStatic ? "is static and its core is not" : "has a static core"
            : core.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal ? null
            : "has a core that anybody can call around the guard";
    }

    /// <summary>The core to write for a shell.</summary>
    public static string Signature(IMethodSymbol shell)
    {
        var text = new StringBuilder("private ").Append(shell.IsStatic ? "static " : "");
        text.Append(shell.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" });
        text.Append(CSharpText.Brief(shell.ReturnType)).Append(' ').Append(shell.Name).Append(IntentNames.CoreSuffix);
        if (shell.Arity > 0)
        {
            text.Append('<').Append(string.Join(", ", shell.TypeParameters.Select(t => t.Name))).Append('>');
        }

        text.Append('(').Append(string.Join(", ", shell.Parameters.Select(Parameter))).Append(')');
        foreach (var reference in shell.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is MethodDeclarationSyntax { ConstraintClauses.Count: > 0 } declaration)
            {
                text.Append(' ').Append(declaration.ConstraintClauses.ToString());
            }
        }

        return text.ToString().Replace('\n', ' ').Replace('\r', ' ');
    }

    private static string Parameter(IParameterSymbol parameter)
    {
        var kind = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
        return kind + CSharpText.Brief(parameter.Type) + " " + CSharpText.Name(parameter.Name);
    }
}
