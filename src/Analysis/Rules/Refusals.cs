using System.Collections.Concurrent;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// Which refusals have silenced something. A rule that stops at a refusal looks behind it, and says so when there would have been something to report: what is left over has nothing to refuse any more (IC0009).
/// </summary>
internal sealed class Refusals
{
    private readonly ConcurrentDictionary<(string Target, string Attribute), bool> _used = new();

    /// <param name="node">The method that carries the attribute.</param>
    public void Use(MethodNode node, string attribute) => Use(node.Assembly.Name, node.Method.Id, attribute);

    /// <param name="target">DocId of what carries the attribute: a type, field or property.</param>
    public void Use(string assembly, string target, string attribute) => _used.TryAdd((assembly + ":" + target, attribute), true);

    public bool IsUsed(string assembly, string target, string attribute) => _used.ContainsKey((assembly + ":" + target, attribute));
}
