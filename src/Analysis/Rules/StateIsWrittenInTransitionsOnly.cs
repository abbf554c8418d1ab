using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1601: the state of a state machine changes in its transitions and where an object is made, and nowhere else in the solution.</summary>
internal sealed class StateIsWrittenInTransitionsOnly : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var machines = context.Graph.Assemblies
            .SelectMany(assembly => assembly.Manifest.Machines.Select(machine => Find(context.Graph, assembly, machine)))
            .OfType<Machine>()
            .ToList();
        var writes = FieldWrites.Of(context.Graph, [.. machines.Select(m => m.Field)]);
        return machines.SelectMany(machine => Check(context, machine, writes[machine.Field]));
    }

    private static Machine? Find(CodeGraph graph, AssemblyFacts assembly, ManifestMachine machine) =>
        machine.Type.Length > 2 && graph.Types.Find(assembly.Name, machine.Type.Substring(2)) is { } type
            ? new(type, (assembly.Name, AutoProperties.FieldId(type.Fact.Name, machine.Member)))
            : null;

    private static IEnumerable<Violation> Check(RuleContext context, Machine machine, IEnumerable<FieldWrite> writes)
    {
        var graph = context.Graph;
        var types = new HashSet<TypeFact>(TypeHierarchy.SelfAndDerived(machine.Type).Select(t => t.Fact));
        var shells = Transitions(graph, types);
        var searches = new Dictionary<MethodNode, IReadOnlyList<PathSearch>>();
        foreach (var write in writes)
        {
            // What a library writes, its own build has reported.
            if ((write.Node.Assembly == context.Built || !write.Node.Assembly.WasChecked)
                && !IsMaking(graph, types, write)
                && context.Callers.WayAround(write.Node.Owner(graph), node => IsAllowed(node, write.Node)) is { } around)
            {
                // What comes through a transition is no way around one.
                if (!searches.TryGetValue(write.Node, out var known))
                {
                    var leads = graph.CallsBackwards.Leading([write.Node]);
                    searches.Add(write.Node, known = [.. context.Entries.Select(e => new PathSearch(e.Node, node => IsAllowed(node, write.Node), leads))]);
                }

                foreach (var violation in WithEntries(context, known, Breach(types, shells, write, write.Node.Owner(graph), around.Start, around.Path)))
                {
                    yield return violation;
                }
            }
        }

        bool IsAllowed(MethodNode node, MethodNode writer) =>
            (types.Contains(node.Type) && (Generated.IsOurs(node) || (Cores.IsConstructor(node) && node != writer)))
            || (Cores.ShellAround(graph, node) is { } shell && shells.Contains(shell));
    }

    private static HashSet<MethodNode> Transitions(CodeGraph graph, HashSet<TypeFact> types) =>
    [
        .. graph.Assemblies
            .SelectMany(a => a.Manifest.Transitions.Select(t => graph.Find(a.Name, t.Shell)))
            .OfType<MethodNode>()
            .Where(shell => types.Contains(shell.Type)),
    ];

    /// <summary>A constructor gives the state to the object that it makes, not to others.</summary>
    private static bool IsMaking(CodeGraph graph, HashSet<TypeFact> types, FieldWrite write) =>
        write.Node.Owner(graph) is var owner
        && types.Contains(owner.Type)
        && Cores.IsConstructor(owner)
        && write.Receiver.Kind is ValueKind.This or ValueKind.Unknown;

    private static Violation Breach(
        HashSet<TypeFact> types, HashSet<MethodNode> shells, FieldWrite write, MethodNode writer, MethodNode start, IReadOnlyList<CallEdge> path)
    {
        var state = AutoProperties.NameOf(write.Field);
        var names = shells.Select(Names.Short).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal).ToList();
        var call = names.Count switch
        {
            0 => "",
            1 => "call " + names[0],
            2 => $"call {names[0]} or {names[1]}",
            _ => $"call {names[0]}, {names[1]} or another transition",
        };
        return new(
            RuleTable.StateWrittenOutsideTransition,
            Certain: true,
            Entry: null,
            path,
            new SiteLocation(write.Node, write.Site),
            "state",
            writer.Method.Id + "→" + write.Field.Id,
            $"{Names.Short(writer)} writes {state} outside a transition",
            "",
            Remedy(types.Contains(start.Type), write, start, call),
            start);
    }

    private static string Remedy(bool isOwn, FieldWrite write, MethodNode start, string call)
    {
        // An object that is being made has been in no state yet.
        if (write.Receiver.Kind == ValueKind.New)
        {
            return "give the state to the constructor";
        }

        var declare = isOwn && !start.Method.Has(MethodTraits.Static) && !start.Method.Has(MethodTraits.Constructor) ? "declare [Transition] on " + Names.Short(start) : "";
        return call.Length == 0 ? declare.Length == 0 ? "let the type change its state itself, with [Transition]" : declare
            : declare.Length == 0 ? call
            : call + ", or " + declare;
    }

    /// <summary>The same breach once for each entry point that reaches it; as it is when none does.</summary>
    private static IEnumerable<Violation> WithEntries(RuleContext context, IReadOnlyList<PathSearch> searches, Violation breach)
    {
        var writer = ((SiteLocation)breach.Location).Node;
        var isReached = false;
        for (var i = 0; i < searches.Count; i++)
        {
            if (!context.Entries[i].IsStartup && searches[i].Reaches(writer))
            {
                isReached = true;
                yield return breach with { Entry = context.Entries[i], Path = searches[i].PathTo(writer), Start = null };
            }
        }

        if (!isReached)
        {
            yield return breach;
        }
    }

    /// <summary>A type with a state, and the field that holds it.</summary>
    private sealed record Machine(TypeNode Type, (string Assembly, string Id) Field);
}
