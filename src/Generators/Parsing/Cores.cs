using System.Text;
using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Finds the member that holds the body of a shell.</summary>
internal static class Cores
{
    /// <summary>Whether there is a member of the core's name, whatever its shape.</summary>
    public static bool IsNamed(INamedTypeSymbol type, ISymbol shell) => shell is IPropertySymbol { IsIndexer: true }
        ? !type.GetMembers("GetItem" + IntentNames.CoreSuffix).IsEmpty || !type.GetMembers("SetItem" + IntentNames.CoreSuffix).IsEmpty
        : !type.GetMembers(NameOf(shell)).IsEmpty;

    /// <summary>What the core of a method, constructor, property or event is called; that of an accessor of an indexer, <c>GetItemCore</c> or <c>SetItemCore</c>.</summary>
    public static string NameOf(ISymbol shell) => shell switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => shell.ContainingType.Name + IntentNames.CoreSuffix,
        IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "GetItem" + IntentNames.CoreSuffix,
        IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "SetItem" + IntentNames.CoreSuffix,
        _ => shell.Name + IntentNames.CoreSuffix,
    };

    /// <summary>The core with the shell's parameters and result, or null after saying which signature to write.</summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type, IMethodSymbol shell, Location? place, Refusals refusals)
    {
        var problem = "has no core";
        foreach (var member in type.GetMembers(NameOf(shell)))
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

        var name = shell.MethodKind == MethodKind.Constructor ? $"the constructor of '{type.Name}'" : $"'{(shell.AssociatedSymbol ?? shell).Name}'";
        refusals.Add(Rules.CoreMissing, place, $"{name} {problem}: declare '{Signature(shell)}' with the body");
        return null;
    }

    /// <summary>The core of an accessor: the property or event of the core's name, or for an indexer a method.</summary>
    public static (CoreCall Call, ISymbol Core)? Find(INamedTypeSymbol type, ISymbol member, IMethodSymbol accessor, Location place, Refusals refusals)
    {
        if (member is IPropertySymbol { IsIndexer: true })
        {
            return Find(type, accessor, place, refusals) is { } method ? (new CoreCall(CoreForm.Method, method.Name), method) : null;
        }

        var form = accessor.MethodKind switch
        {
            MethodKind.PropertyGet => CoreForm.Getter,
            MethodKind.PropertySet => CoreForm.Setter,
            MethodKind.EventAdd => CoreForm.Adder,
            _ => CoreForm.Remover,
        };
        var problem = "has no core";
        foreach (var core in type.GetMembers(NameOf(member)))
        {
            if (Difference(member, core, form, accessor.IsInitOnly) is not { } difference)
            {
                return (new(form, core.Name), form switch
                {
                    CoreForm.Getter => (core as IPropertySymbol)?.GetMethod ?? core,
                    CoreForm.Setter => (core as IPropertySymbol)?.SetMethod ?? core,
                    CoreForm.Adder => (core as IEventSymbol)?.AddMethod ?? core,
                    _ => (core as IEventSymbol)?.RemoveMethod ?? core,
                });
            }

            problem = difference;
        }

        refusals.Add(Rules.CoreMissing, place, $"'{member.Name}' {problem}: declare '{Signature(member)}'");
        return null;
    }

    /// <summary>How a shell calls its core. The core of an ordinary method may be static where the shell is not: one that touches nothing of the instance.</summary>
    public static CoreCall CallOf(INamedTypeSymbol type, IMethodSymbol shell, IMethodSymbol core) =>
        new(CoreForm.Method, NameOf(shell), core.IsStatic && !shell.IsStatic ? CSharpText.Of(type) + "." : "");

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

    private static string? Difference(ISymbol shell, ISymbol core, CoreForm form, bool isInit)
    {
        var (type, accessor) = core switch
        {
            IPropertySymbol property => (property.Type, form == CoreForm.Getter ? property.GetMethod is not null : property.SetMethod is { } set && (isInit || !set.IsInitOnly)),
            IFieldSymbol field => (field.Type, form is CoreForm.Getter or CoreForm.Adder or CoreForm.Remover || isInit || !field.IsReadOnly),
            IEventSymbol @event => (@event.Type, true),
            _ => (null, false),
        };
        var wanted = shell is IPropertySymbol declared ? declared.Type : ((IEventSymbol)shell).Type;
        return type is null || !SymbolEqualityComparer.Default.Equals(type, wanted) ? "has a core of another type"
            : shell.IsStatic != core.IsStatic ? shell.IsStatic ? "is static and its core is not" : "has a static core"
            : !accessor ? "has a core without the accessor that it needs"
            : core.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal ? null
            : "has a core that anybody can use around the guard";
    }

    private static string Signature(ISymbol member)
    {
        var isStatic = member.IsStatic ? "static " : "";
        if (member is IEventSymbol @event)
        {
            return $"private {isStatic}event {CSharpText.Brief(@event.Type)} {NameOf(member)};";
        }

        var property = (IPropertySymbol)member;
        var accessors = (property.GetMethod is null ? "" : "get; ") + (property.SetMethod is null ? "" : property.SetMethod.IsInitOnly ? "init; " : "set; ");
        return $"private {isStatic}{CSharpText.Brief(property.Type)} {NameOf(member)} {{ {accessors}}}";
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

        // Arguments go by position: the same names in another order are a mistake that compiles.
        if (!shell.Parameters.Select(p => p.Name).SequenceEqual(core.Parameters.Select(p => p.Name))
            && new HashSet<string>(shell.Parameters.Select(p => p.Name)).SetEquals(core.Parameters.Select(p => p.Name)))
        {
            return "has a core with the same parameters in another order";
        }

        return shell.RefKind != core.RefKind || !SymbolEqualityComparer.Default.Equals(shell.ReturnType, same.ReturnType) ? "has a core with another result"
            : (shell.IsStatic && !core.IsStatic) || (shell.MethodKind != MethodKind.Ordinary && shell.IsStatic != core.IsStatic) ? shell.IsStatic ? "is static and its core is not" : "has a static core"
            : core.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal ? null
            : "has a core that anybody can call around the guard";
    }

    /// <summary>The core to write for a shell.</summary>
    public static string Signature(IMethodSymbol shell)
    {
        var text = new StringBuilder("private ").Append(shell.IsStatic ? "static " : "");
        text.Append(shell.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" });
        text.Append(CSharpText.Brief(shell.ReturnType)).Append(' ').Append(NameOf(shell));
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
