using System.Globalization;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>
/// The paths of one entry point as one Mermaid flowchart: methods are boxes, guards are hexagons in front of the method they wrap, outermost first,
/// effects are rounded. A dotted arrow is a possible call. Only effects with a path are drawn: Mermaid gives up at 500 edges.
/// </summary>
internal sealed class PathDiagram
{
    private readonly List<string> _nodes = [];
    private readonly List<string> _edges = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);

    public static string Draw(EntryReport entry)
    {
        var diagram = new PathDiagram();
        foreach (var effect in entry.Effects.Where(effect => effect.Path.Count > 0))
        {
            diagram.Add(entry, effect);
        }

        return string.Join("\n", ["flowchart TD", .. diagram._nodes, .. diagram._edges]);
    }

    private void Add(EntryReport entry, EffectReport effect)
    {
        var previous = "";
        foreach (var step in effect.Path)
        {
            // The caller's first sight of a guarded method is its outermost guard.
            for (var g = 0; g < step.Guards.Count; g++)
            {
                var guard = Node("guard " + Number(g) + " " + step.Id, "{{" + MermaidText.Label(GuardOrder.Text(step.Guards[g])) + "}}");
                Edge(previous, guard, effect.Certain);
                previous = guard;
            }

            var name = previous.Length == 0 && step.Id == entry.Id ? entry.Title : step.Name;
            var node = Node("step " + step.Id, "[" + MermaidText.Label(name) + "]");
            Edge(previous, node, effect.Certain);
            previous = node;
        }

        var isDatabase = effect.Kind.StartsWith("db", StringComparison.Ordinal);
        var label = MermaidText.Label(effect.Kind + ": " + effect.Subject);
        Edge(previous, Node("effect " + effect.Kind + " " + effect.Subject + " " + effect.Place, isDatabase ? "[(" + label + ")]" : "([" + label + "])"), effect.Certain);
    }

    private string Node(string key, string shape)
    {
        if (!_ids.TryGetValue(key, out var id))
        {
            id = "n" + Number(_ids.Count);
            _ids.Add(key, id);
            _nodes.Add("    " + id + shape);
        }

        return id;
    }

    private void Edge(string from, string to, bool certain)
    {
        if (from.Length > 0 && _drawn.Add(from + ">" + to))
        {
            _edges.Add("    " + from + (certain ? " --> " : " -.-> ") + to);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
