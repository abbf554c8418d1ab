using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Private dictionaries that nothing is ever removed from, and that nobody else gets hold of: what was there stays.</summary>
internal sealed class GrowingDictionaries(CodeGraph graph)
{
    private static readonly string[] Shrinks = ["TryRemove", "Remove", "Clear"];

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    public bool Has(MethodNode node, ValueFact dictionary)
    {
        if (dictionary.Kind != ValueKind.Field)
        {
            return false;
        }

        if (!_known.TryGetValue(dictionary.Text, out var grows))
        {
            _known[dictionary.Text] = grows = IsPrivate(node, dictionary.Text) && !graph.Nodes.Any(n => LetsGo(n.Method, dictionary));
        }

        return grows;
    }

    private bool IsPrivate(MethodNode node, string field) =>
        node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == field) is { } read
        && graph.Types.Find(read.Target.Assembly, read.Target.Type)?.Fact.Fields.FirstOrDefault(f => f.Id == field) is { } fact
        && !fact.Has(FieldTraits.Visible) && !fact.Has(FieldTraits.Backing) && fact.Has(FieldTraits.ReadOnly);

    /// <summary>Whether a body removes from it, or hands it to whoever may.</summary>
    private static bool LetsGo(MethodFact method, ValueFact dictionary) =>
        method.Sites.Any(s => (s.Receiver == dictionary && Shrinks.Contains(s.Target.Name)) || (s.Arguments.Any(a => a == dictionary || a.Elements.Contains(dictionary)) && s.Target.Type != "System.Linq.Enumerable"))
        || method.Body.Steps.Any(s => s.Value == dictionary);
}
