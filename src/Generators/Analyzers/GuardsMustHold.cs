using System.Collections.Immutable;
using IntentContracts.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace IntentContracts.Generators.Analyzers;

/// <summary>Says why a declared guard is not written: by running the generator's own parsing and listening to what it refuses, and by looking at what that never sees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardsMustHold : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.TargetCannotHold, Rules.ExpressionInvalid, Rules.OverrideWeakens, Rules.ShapeCannotBeGuarded, Rules.CoreMissing];

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
            if (member is not IMethodSymbol { AssociatedSymbol: not null } && UnguardedMembers.GuardOn(member) is { } intent)
            {
                UnguardedMembers.Check(type, member, intent, refusals, context.CancellationToken);
            }
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            AbstractContracts.CheckInvariants(type, refusals, context.CancellationToken);
        }
    }

    private static void CheckNested(OperationAnalysisContext context)
    {
        var method = context.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (UnguardedMembers.GuardOn(method) is { } intent)
        {
            var what = method.MethodKind == MethodKind.LocalFunction ? $"the local function '{method.Name}'" : "a lambda";
            new Refusals(context.ReportDiagnostic).Add(
                Rules.ShapeCannotBeGuarded,
                (IntentAttributes.Find(method, intent) ?? method.Parameters.Select(p => IntentAttributes.Find(p, intent)).FirstOrDefault(a => a is not null))?.Place(),
                $"[{IntentAttributes.ShortName(intent)}] on {what} guards nothing: move its body into a partial method of a type, and declare the intent there");
        }
    }
}
