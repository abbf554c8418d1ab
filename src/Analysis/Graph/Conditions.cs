using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>A condition and the generated member that evaluates it.</summary>
internal sealed record Condition(AssemblyFacts Assembly, ManifestCondition Written, MethodNode Evaluator)
{
    private const int Shown = 60;

    /// <summary>The condition in quotes, as much of it as a message has room for.</summary>
    public string Quoted => "\"" + (Written.Text.Length <= Shown ? Written.Text : Written.Text.Substring(0, Shown - 1) + "…") + "\"";
}

/// <summary>Every condition whose evaluator is in the graph, in the order of the manifests.</summary>
internal sealed class Conditions
{
    public Conditions(CodeGraph graph)
    {
        All = [.. graph.Assemblies.Where(a => a.Manifest.Conditions.Count > 0).SelectMany(assembly => In(graph, assembly))];
    }

    public IReadOnlyList<Condition> All { get; }

    /// <summary>The manifest names an evaluator without its parameters: its name is the only one in its type.</summary>
    private static IEnumerable<Condition> In(CodeGraph graph, AssemblyFacts assembly)
    {
        var evaluators = assembly.Manifest.Conditions.Select(c => WithoutParameters(c.Evaluator)).Distinct(StringComparer.Ordinal)
            .ToDictionary(id => id, _ => (MethodNode?)null, StringComparer.Ordinal);
        foreach (var node in graph.NodesOf(assembly))
        {
            if (node.Method.Owner == node.Method.Id && WithoutParameters(node.Method.Id) is var id && evaluators.ContainsKey(id))
            {
                evaluators[id] = node;
            }
        }

        foreach (var condition in assembly.Manifest.Conditions)
        {
            if (evaluators[WithoutParameters(condition.Evaluator)] is { } evaluator)
            {
                yield return new(assembly, condition, evaluator);
            }
        }
    }

    private static string WithoutParameters(string id)
    {
        var paren = id.IndexOf('(');
        var plain = paren < 0 ? id : id.Substring(0, paren);
        var arity = plain.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? plain : plain.Substring(0, arity);
    }
}
