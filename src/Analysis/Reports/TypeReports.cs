using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>The types of which something is promised: invariants, a state machine, conditions of members.</summary>
internal sealed class TypeReports(RuleContext context, SourceMap places, IReadOnlyDictionary<string, string> summaries, IReadOnlyList<MemberReport> members)
{
    private readonly ILookup<string, MemberReport> _members = members.ToLookup(m => m.Type, StringComparer.Ordinal);

    public List<TypeReport> Build()
    {
        var conditioned = new HashSet<string>(members.Where(m => m.Conditions.Count > 0).Select(m => m.Type), StringComparer.Ordinal);
        var types = new List<TypeReport>();
        foreach (var assembly in context.Graph.Assemblies)
        {
            var invariants = Declarations.In(context.Graph, assembly)
                .Where(d => d.Attribute.Type == IntentNames.Invariant && d.Type is not null)
                .ToLookup(d => d.Type!.Name, StringComparer.Ordinal);
            var machines = assembly.Manifest.Machines.ToLookup(m => m.Type, StringComparer.Ordinal);
            foreach (var type in assembly.Types)
            {
                var id = "T:" + type.Name;
                if (invariants.Contains(type.Name) || machines.Contains(id) || conditioned.Contains(id))
                {
                    types.Add(Type(assembly, type, [.. invariants[type.Name]], [.. machines[id]]));
                }
            }
        }

        return [.. types.OrderBy(t => t.Id, StringComparer.Ordinal)];
    }

    private TypeReport Type(AssemblyFacts assembly, TypeFact type, IReadOnlyList<Declaration> invariants, IReadOnlyList<ManifestMachine> machines)
    {
        var id = "T:" + type.Name;
        var own = _members[id];
        var place = invariants.Count > 0 ? places.Place(invariants[0].Location).Place
            : machines.Count > 0 ? places.OfManifest(assembly, machines[0].Span).Place
            : own.Select(m => m.Place).FirstOrDefault() ?? Place.None;
        return new(
            id,
            Names.Type(type.Name),
            context.Ownership.Of(assembly, type),
            summaries.TryGetValue(id, out var summary) ? summary : "",
            place,
            [.. invariants.Select(d => new InvariantReport(d.Attribute.Argument(0) ?? "", d.Attribute.Get("Because") ?? "", places.Place(d.Location).Place))],
            [.. CheckingMembers(assembly, type)],
            [.. machines.Select(m => Machine(assembly, type, m))]);
    }

    private IEnumerable<string> CheckingMembers(AssemblyFacts assembly, TypeFact type) => (context.Graph.Types.Find(assembly.Name, type.Name)?.Methods ?? [])
        .Where(n => GuardOrder.Runs(n.Guard, GuardWords.Invariant))
        .Select(Names.Short).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal);

    private MachineReport Machine(AssemblyFacts assembly, TypeFact type, ManifestMachine machine)
    {
        var order = machine.States.Select((state, i) => (state, i)).ToDictionary(s => s.state, s => s.i, StringComparer.Ordinal);
        var types = TypesWith(assembly, type, machine);
        var edges = types
            .SelectMany(t => _members[t])
            .SelectMany(m => m.Transitions.SelectMany(t => t.From.Select(from => new EdgeReport(from, t.To, m.Id, t.Place))))
            .OrderBy(e => Position(e.From)).ThenBy(e => Position(e.To)).ThenBy(e => e.MemberId, StringComparer.Ordinal);
        return new(
            Names.Type(type.Name) + "." + machine.Member.Substring(machine.Member.LastIndexOf('.') + 1),
            machine.Initial,
            machine.Terminal,
            machine.States,
            places.OfManifest(assembly, machine.Span).Place,
            [.. edges]);

        int Position(string state) => order.TryGetValue(state, out var position) ? position : int.MaxValue;
    }

    /// <summary>The type and those below it that have no machine of their own: their transitions are edges of this one.</summary>
    private HashSet<string> TypesWith(AssemblyFacts assembly, TypeFact type, ManifestMachine machine)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { machine.Type };
        var queue = new Queue<TypeNode>();
        if (context.Graph.Types.Find(assembly.Name, type.Name) is { } root)
        {
            queue.Enqueue(root);
        }

        while (queue.Count > 0)
        {
            foreach (var derived in queue.Dequeue().Derived)
            {
                var id = "T:" + derived.Fact.Name;
                var facts = context.Graph.Assemblies.First(a => a.Name == derived.Assembly);
                if (facts.Manifest.Machines.All(m => m.Type != id) && ids.Add(id))
                {
                    queue.Enqueue(derived);
                }
            }
        }

        return ids;
    }
}
