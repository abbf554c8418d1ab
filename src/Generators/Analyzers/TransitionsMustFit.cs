using System.Collections.Immutable;
using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntentContracts.Generators.Analyzers;

/// <summary>IC1603: every state of a machine is reached, is left unless it is terminal, and never leads two ways from one member.</summary>
/// <remarks>A class that can be derived from may get the missing transitions there: only what contradicts itself is reported for it.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TransitionsMustFit : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.TransitionsDoNotFit, Rules.TargetCannotHold];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (IntentAttributes.AreReferenced(start.Compilation))
            {
                start.RegisterSymbolAction(static c => Check(c), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var refusals = new Refusals(context.ReportDiagnostic);
        if (!IntentAttributes.Has(type, IntentNames.StateMachine) || MachineParser.Find(type, context.Compilation, refusals) is not { Initial: { } initial } machine)
        {
            return;
        }

        var edges = new List<(string From, string To)>();
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            var own = Edges(method, machine);
            edges.AddRange(own.SelectMany(e => e.From.Select(f => (f, e.To))));
            if (own.SelectMany(e => e.From).GroupBy(f => f).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                refusals.Add(Rules.TransitionsDoNotFit, method.Locations.FirstOrDefault(), $"'{method.Name}' leads from {twice.Key} to more than one state, so its guard cannot know which: make them two methods");
            }
        }

        var place = machine.Attribute.Place();
        if (machine.Terminal.FirstOrDefault(t => edges.Any(e => e.From == t && e.To != t)) is { } left)
        {
            refusals.Add(Rules.TransitionsDoNotFit, place, $"{left} is terminal, and a transition leads on from it: remove it from Terminal, or from the transition's From");
        }

        // An edge that was refused may be the one that is missing.
        var isWhole = type.GetMembers().OfType<IMethodSymbol>().All(m => m.GetAttributes().Count(a => a.Is(IntentNames.Transition)) == Edges(m, machine).Count);
        if (isWhole && (type.IsSealed || type.TypeKind == TypeKind.Struct))
        {
            CheckReach(machine, initial, edges, place, refusals);
        }
    }

    private static void CheckReach(Machine machine, string initial, List<(string From, string To)> edges, Location? place, Refusals refusals)
    {
        var reached = new HashSet<string> { initial };
        while (edges.FirstOrDefault(e => reached.Contains(e.From) && !reached.Contains(e.To)) is { To: { } next })
        {
            reached.Add(next);
        }

        var used = edges.SelectMany(e => new[] { e.From, e.To }).Concat(machine.Terminal).Distinct().ToList();
        if (used.Where(s => !reached.Contains(s)).ToList() is { Count: > 0 } unreached)
        {
            refusals.Add(Rules.TransitionsDoNotFit, place, $"no transition leads to {string.Join(", ", unreached)} from {initial}: add it, or remove the state from the transitions and Terminal");
        }

        if (reached.Where(s => !machine.Terminal.Contains(s) && edges.All(e => e.From != s)).ToList() is { Count: > 0 } dead)
        {
            refusals.Add(Rules.TransitionsDoNotFit, place, $"nothing leads on from {string.Join(", ", dead)}: declare it Terminal, or add a transition");
        }
    }

    private static List<EdgeModel> Edges(IMethodSymbol method, Machine machine) =>
        [.. method.GetAttributes().Where(a => a.Is(IntentNames.Transition)).Select(a => TransitionParser.Edge(a, machine, Refusals.Unheard)).OfType<EdgeModel>()];
}
