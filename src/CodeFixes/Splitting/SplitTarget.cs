using IntentContracts.CodeFixes.Edits;
using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.CodeFixes.Splitting;

/// <summary>An ordinary member that can be split, as syntax and symbols show it.</summary>
/// <param name="Head">Where the modifiers or, without any, the type begins: what stands before is documentation and attributes.</param>
internal sealed record SplitTarget(EditContext Context, MemberDeclarationSyntax Syntax, INamedTypeSymbol Type, ISymbol Symbol, int Head)
{
    /// <summary>Null when the member is split already, when the language or a guard refuses its shape, or when the name of the core is taken.</summary>
    public static SplitTarget? Of(EditContext context, MemberDeclarationSyntax member)
    {
        if (member.Parent is not TypeDeclarationSyntax { Keyword.ValueText: not "extension" } type
            || type is InterfaceDeclarationSyntax
            || !HasBody(member)
            || member.Modifiers.Any(m => m.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword)
            || Members.SymbolOf(context, member) is not { ContainingType: { } owner } symbol
            || PartialTypes.AreFileLocal(owner)
            || IsCore(symbol)
            || !CanBeGuarded(owner, symbol)
            || (IsStream(member, symbol) && Operations(symbol).Any(o => IsCheckedAtExit(owner, o)))
            || !CoreNames.AreFree(owner, symbol))
        {
            return null;
        }

        var first = member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists.Last().GetLastToken().GetNextToken();
        return new(context, member, owner, symbol, first.SpanStart);
    }

    /// <summary>Whether something asks for a guard around the member: an attribute of its own, a contract that it implements, or the invariants of its type.</summary>
    public bool AsksForGuard() => Operations(Symbol).Any(o => DeclaredGuards.Of(o).Any || ChecksInvariants(Type, o));

    public string Indent => Context.Indent(Syntax.GetFirstToken().SpanStart);

    private static bool HasBody(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => method.Body is not null || method.ExpressionBody is not null,
        ConstructorDeclarationSyntax { Initializer: null } constructor => constructor.Body is not null || constructor.ExpressionBody is not null,
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => property.ExpressionBody is not null || IsWritable(property.AccessorList),
        IndexerDeclarationSyntax { ExplicitInterfaceSpecifier: null } => true,
        EventFieldDeclarationSyntax @event => @event.Declaration.Variables.Count == 1,
        EventDeclarationSyntax { ExplicitInterfaceSpecifier: null } => true,
        _ => false,
    };

    // What an auto-property without a setter holds is set by constructors, which could not reach it through a shell.
    private static bool IsWritable(AccessorListSyntax? accessors) =>
        accessors is not null
        && accessors.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null || !a.IsKind(SyntaxKind.GetAccessorDeclaration));

    // A core, or an override of one, runs inside a guard already.
    private static bool IsCore(ISymbol symbol)
    {
        const string suffix = Shared.IntentNames.CoreSuffix;
        if (!symbol.Name.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var shell = symbol.Name.Substring(0, symbol.Name.Length - suffix.Length);
        for (var at = symbol.ContainingType; at is not null; at = at.BaseType)
        {
            if (at.GetMembers(shell).Any(m => m is IMethodSymbol { IsPartialDefinition: true } or IPropertySymbol { IsPartialDefinition: true } or IEventSymbol)
                || (shell is "GetItem" or "SetItem" && at.GetMembers().Any(m => m is IPropertySymbol { IsIndexer: true, IsPartialDefinition: true })))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CanBeGuarded(INamedTypeSymbol type, ISymbol symbol) =>
        Operations(symbol).All(o => MemberShape.CanBeSplit(type, o, DeclaredGuards.Of(o), ChecksInvariants(type, o)));

    // A stream returns before it has run: what holds at the end cannot be checked.
    private static bool IsStream(MemberDeclarationSyntax member, ISymbol symbol) =>
        symbol is IMethodSymbol method && (MemberShape.Return(method).Kind == Generators.Model.ReturnKind.Stream || CoreHead.IsIterator(member));

    private static bool IsCheckedAtExit(INamedTypeSymbol type, IMethodSymbol operation) =>
        ChecksInvariants(type, operation) || DeclaredGuards.Of(operation).HasTransition || ContractSources.On(operation, Shared.IntentNames.Ensures).Any();

    private static bool ChecksInvariants(INamedTypeSymbol type, IMethodSymbol operation) =>
        !operation.IsStatic && operation.MethodKind != MethodKind.PropertyGet && InvariantParser.IsGuarded(type);

    private static IEnumerable<IMethodSymbol> Operations(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => [method],
        IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        IEventSymbol @event => new[] { @event.AddMethod, @event.RemoveMethod }.OfType<IMethodSymbol>(),
        _ => [],
    };
}
