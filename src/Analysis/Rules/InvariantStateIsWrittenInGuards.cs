using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: what an invariant reads is written where the invariant is checked afterwards.</summary>
internal sealed class InvariantStateIsWrittenInGuards : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var states = InvariantState.All(context.Graph, context.Conditions);
        var writes = FieldWrites.Of(context.Graph, [.. states.SelectMany(s => s.Fields)]);
        var cores = new HashSet<string>(context.Graph.Assemblies.SelectMany(a => a.Manifest.Guards).Select(g => g.Core), StringComparer.Ordinal);
        foreach (var state in states)
        {
            var types = new HashSet<TypeFact>(TypeHierarchy.SelfAndDerived(state.Type).Select(t => t.Fact));
            foreach (var write in state.Fields.SelectMany(field => writes[field]))
            {
                // Whoever uses the core of a property has been told so already.
                if (write.Node.Assembly == context.Built
                    && write.Setter?.ShellOfCore is null
                    && !cores.Contains(write.Field.Id)
                    && !IsMaking(context.Graph, types, write)
                    && context.Callers.WayAround(write.Node.Owner(context.Graph), node => IsChecked(context.Graph, types, node, write.Node)) is { } around)
                {
                    yield return Breach(context.Graph, state, types, write, around.Start, around.Path);
                }
            }
        }
    }

    private static bool IsChecked(CodeGraph graph, HashSet<TypeFact> types, MethodNode node, MethodNode writer) =>
        (types.Contains(node.Type) && (Generated.IsOurs(node) || (Cores.IsConstructor(node) && node != writer)))
        || (types.Contains(node.Type) && Cores.ShellAround(graph, node) is { } shell && GuardOrder.Declares(shell.Guard, GuardWords.Invariant))
        || InvariantChecks.AreIn(graph, node);

    /// <summary>A constructor writes the object that it makes, and is asked for its check by another law.</summary>
    private static bool IsMaking(CodeGraph graph, HashSet<TypeFact> types, FieldWrite write) =>
        write.Node.Owner(graph) is var owner
        && types.Contains(owner.Type)
        && Cores.IsConstructor(owner)
        && write.Receiver.Kind is ValueKind.This or ValueKind.Unknown;

    private static Violation Breach(
        CodeGraph graph, InvariantState state, HashSet<TypeFact> types, FieldWrite write, MethodNode start, IReadOnlyList<CallEdge> path)
    {
        var writer = write.Node.Owner(graph);
        var name = AutoProperties.NameOf(write.Field);
        return new(
            RuleTable.NothingGoesAroundGuards,
            Certain: true,
            Entry: null,
            path,
            new SiteLocation(write.Node, write.Site),
            "state",
            writer.Method.Id + "→" + write.Field.Id,
            $"{Names.Short(writer)} writes {name}, which the invariant {state.ReadBy(write.Field).Quoted} reads, and nothing checks it afterwards",
            "",
            Remedy(state, types, write, start),
            start);
    }

    private static string Remedy(InvariantState state, HashSet<TypeFact> types, FieldWrite write, MethodNode start)
    {
        // A static member has no object to check at its exit.
        if (types.Contains(start.Type) && !start.Method.Has(MethodTraits.Static) && write.Receiver.Kind == ValueKind.This)
        {
            return $"make {Names.Short(start)} partial with a core, or end it with {IntentNames.EnsureInvariants}()";
        }

        var guarded = write.Setter is null ? "" : $", or make {Names.Short(write.Setter)} partial, so that its setter checks";
        return (write.Receiver.Kind == ValueKind.New ? "hand it to a constructor" : $"change it through a guarded member of {Names.Type(state.Type.Fact.Name)}") + guarded;
    }
}
