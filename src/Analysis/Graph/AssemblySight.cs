using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Which own assemblies another one uses, directly or not. A library's own check sees that far and no further: who implements its interfaces
/// elsewhere, only the program knows.
/// </summary>
internal sealed class AssemblySight
{
    private readonly Dictionary<string, HashSet<string>> _sees = new(StringComparer.Ordinal);

    public AssemblySight(CodeGraph graph)
    {
        foreach (var assembly in graph.Assemblies)
        {
            _sees.Add(assembly.Name, [assembly.Name]);
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                Note(graph, node.Assembly.Name, site.Target.Assembly);
            }
        }

        foreach (var type in graph.Types.All)
        {
            foreach (var above in type.Fact.Interfaces.Concat(type.Fact.Base is null ? [] : [type.Fact.Base]))
            {
                Note(graph, type.Assembly, above.Assembly);
            }
        }

        Close();
    }

    /// <summary>Whether the check of <paramref name="assembly"/> itself has gone along the whole path; its manifest shows that it was checked.</summary>
    public bool HasJudged(AssemblyFacts assembly, IEnumerable<MethodNode> path) =>
        assembly.WasChecked && path.All(node => _sees[assembly.Name].Contains(node.Assembly.Name));

    /// <summary>Whether an assembly uses another one, directly or not, or is it.</summary>
    public bool Sees(AssemblyFacts assembly, AssemblyFacts other) => _sees[assembly.Name].Contains(other.Name);

    private void Note(CodeGraph graph, string from, string to)
    {
        if (graph.IsOwn(to))
        {
            _sees[from].Add(to);
        }
    }

    private void Close()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var seen in _sees.Values)
            {
                var further = seen.SelectMany(name => _sees[name]).Where(name => !seen.Contains(name)).ToList();
                seen.UnionWith(further);
                changed |= further.Count > 0;
            }
        }
    }
}
