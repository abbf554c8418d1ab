using System.Collections.Immutable;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntentContracts.Generators.Analyzers;

/// <summary>
/// A constructor cannot have a shell (its core could not set readonly members), so it ends with a call of the generated check, and this
/// analyzer sees to it.
/// </summary>
/// <remarks>
/// Not seen, because no user code runs there: the parameterless constructor that every struct has (<c>default</c>), the copy constructor that the compiler
/// writes for a record (it copies an instance that was checked), and initialisers after a constructor (<c>with</c>, <c>new() { … }</c>).
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstructorsMustEnsureInvariants : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ConstructorSkipsInvariants];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (IntentAttributes.AreReferenced(start.Compilation))
            {
                start.RegisterSymbolAction(static c => CheckUnwritten(c), SymbolKind.NamedType);
                start.RegisterOperationBlockAction(static c => CheckWritten(c));
            }
        });
    }

    private static void CheckUnwritten(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!InvariantParser.Declares(type) || !InvariantParser.CanBeChecked(type, null, Refusals.Unheard))
        {
            return;
        }

        var refusals = new Refusals(context.ReportDiagnostic);
        foreach (var constructor in type.InstanceConstructors)
        {
            if (Services.IsPrimary(constructor) && !constructor.IsImplicitlyDeclared)
            {
                var parameters = string.Join(", ", constructor.Parameters.Select(p => CSharpText.Brief(p.Type) + " " + CSharpText.Name(p.Name)));
                refusals.Add(
                    Rules.ConstructorSkipsInvariants,
                    type.Locations.FirstOrDefault(),
                    $"the primary constructor of '{type.Name}' cannot check its invariants: write '{Access(constructor)} {type.Name}({parameters}) {{ …; {IntentNames.EnsureInvariants}(); }}' instead");
            }
            else if (constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true } && type.TypeKind == TypeKind.Class)
            {
                refusals.Add(
                    Rules.ConstructorSkipsInvariants,
                    type.Locations.FirstOrDefault(),
                    $"'{type.Name}' can be made without checking its invariants: write '{Access(constructor)} {type.Name}() {{ …; {IntentNames.EnsureInvariants}(); }}'");
            }
        }
    }

    private static void CheckWritten(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false } constructor
            || constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not ConstructorDeclarationSyntax syntax
            || !InvariantParser.IsGuarded(constructor.ContainingType)
            || (InvariantParser.Declares(constructor.ContainingType) && !InvariantParser.CanBeChecked(constructor.ContainingType, null, Refusals.Unheard))
            || IsCheckedElsewhere(constructor.ContainingType, syntax))
        {
            return;
        }

        foreach (var block in context.OperationBlocks)
        {
            if (block is IBlockOperation && !EndsWithCheck(context.GetControlFlowGraph(block), constructor.ContainingType))
            {
                new Refusals(context.ReportDiagnostic).Add(
                    Rules.ConstructorSkipsInvariants,
                    syntax.Identifier.GetLocation(),
                    $"this constructor of '{constructor.ContainingType.Name}' can end without checking its invariants: make '{IntentNames.EnsureInvariants}();' its last statement on every path that returns");
            }
        }
    }

    // Another constructor has ended with the check, and nothing runs after it.
    private static bool IsCheckedElsewhere(INamedTypeSymbol type, ConstructorDeclarationSyntax syntax) =>
        syntax is { ExpressionBody: null, Body: { Statements.Count: 0 } }
        && (syntax.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer) || !InvariantParser.Declares(type));

    private static bool EndsWithCheck(ControlFlowGraph graph, INamedTypeSymbol type) =>
        EndsWithCheck(graph.Blocks[graph.Blocks.Length - 1], InvariantParser.Declares(type) ? type : null, []);

    // Backwards from the exit: every block that leads there must end with the call, or be empty and follow only such blocks.
    private static bool EndsWithCheck(BasicBlock block, INamedTypeSymbol? declaring, HashSet<BasicBlock> seen)
    {
        if (!seen.Add(block))
        {
            return true;
        }

        if (!block.Operations.IsEmpty)
        {
            return block.BranchValue is null && IsCheck(block.Operations[block.Operations.Length - 1], declaring);
        }

        return block.Kind != BasicBlockKind.Entry
            && block.BranchValue is null
            && block.Predecessors.All(p => EndsWithCheck(p.Source, declaring, seen));
    }

    // In a type with conditions of its own, the base's check is not enough.
    private static bool IsCheck(IOperation operation, INamedTypeSymbol? declaring) =>
        operation is IExpressionStatementOperation
        {
            Operation: IInvocationOperation
            {
                Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
                TargetMethod: { Name: IntentNames.EnsureInvariants, Parameters.IsEmpty: true } check,
            },
        }
        && (declaring is null || SymbolEqualityComparer.Default.Equals(check.ContainingType, declaring));

    private static string Access(IMethodSymbol constructor) => SyntaxFacts.GetText(constructor.DeclaredAccessibility);
}
