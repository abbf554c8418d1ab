using System.Collections.Immutable;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace IntentContracts.Generators.Analyzers;

/// <summary>Says why a declared guard is not written: by running the generator's own parsing and listening to what it refuses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardsMustHold : DiagnosticAnalyzer
{
    private static readonly string[] GuardIntents = [IntentNames.Idempotent, IntentNames.TransactionBoundary];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.TargetCannotHold, Rules.ExpressionInvalid, Rules.ShapeCannotBeGuarded, Rules.CoreMissing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!IntentAttributes.AreReferenced(start.Compilation))
            {
                return;
            }

            start.RegisterSymbolAction(static c => Check(c), SymbolKind.NamedType);
            start.RegisterOperationAction(static c => CheckNested(c), OperationKind.LocalFunction, OperationKind.AnonymousFunction);
        });
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var refusals = new Refusals(context.ReportDiagnostic);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (!GeneratedFiles.IsOurs(reference.SyntaxTree) && reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax part)
            {
                PartParser.Parse(type, part, context.Compilation, refusals, context.CancellationToken);
            }
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsPartialDefinition: false, PartialDefinitionPart: null, IsAbstract: false } method
                && GuardOn(method) is { } intent)
            {
                refusals.Add(Problem(method) is null ? Rules.TargetCannotHold : Rules.ShapeCannotBeGuarded, method.Locations.FirstOrDefault(), Message(method, intent));
            }
        }
    }

    private static void CheckNested(OperationAnalysisContext context)
    {
        var method = context.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (GuardOn(method) is { } intent)
        {
            var what = method.MethodKind == MethodKind.LocalFunction ? $"the local function '{method.Name}'" : "a lambda";
            new Refusals(context.ReportDiagnostic).Add(
                Rules.ShapeCannotBeGuarded,
                IntentAttributes.Find(method, intent)?.Place(),
                $"[{IntentAttributes.ShortName(intent)}] on {what} guards nothing: move its body into a partial method of a type, and declare the intent there");
        }
    }

    private static string? GuardOn(IMethodSymbol method) => GuardIntents.FirstOrDefault(i => IntentAttributes.Has(method, i));

    private static string Message(IMethodSymbol method, string intent)
    {
        var name = $"[{IntentAttributes.ShortName(intent)}] on '{method.Name}'";
        return Problem(method) is { } problem
            ? $"{name} guards nothing: {problem}"
            : $"{name} guards nothing because the method is not partial: declare '{Declaration(method)};' and move the body into '{Cores.Signature(method)}'";
    }

    private static string? Problem(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation cannot be partial; implement the member implicitly, or call a partial method from it",
        MethodKind.Ordinary => null,
        _ => "only an ordinary method can be partial; move the body into one, and declare the intent there",
    };

    private static string Declaration(IMethodSymbol method)
    {
        var modifiers = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax syntax
            ? string.Concat(syntax.Modifiers.Where(m => !m.IsKind(SyntaxKind.AsyncKeyword)).Select(m => m.Text + " "))
            : "";
        return $"{modifiers}partial {CSharpText.Brief(method.ReturnType)} {CSharpText.Name(method.Name)}(…)";
    }
}
