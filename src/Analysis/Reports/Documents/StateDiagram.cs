using System.Globalization;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>
/// A state machine as a Mermaid state diagram. States are numbered: a name from source could be a keyword of Mermaid. Each edge says which member takes it and who
/// can trigger that.
/// </summary>
internal static class StateDiagram
{
    /// <summary>How many entry points an edge names before it counts the rest: the table below the picture has all.</summary>
    private const int Named = 2;

    public static string Draw(DocumentMap map, MachineReport machine)
    {
        var states = machine.States
            .Concat(machine.Edges.SelectMany(e => new[] { e.From, e.To }))
            .Distinct(StringComparer.Ordinal)
            .Select((name, i) => (name, Id: "s" + i.ToString(CultureInfo.InvariantCulture)))
            .ToDictionary(s => s.name, s => s.Id, StringComparer.Ordinal);
        var lines = new List<string> { "stateDiagram-v2" };
        lines.AddRange(states.Select(s => "    state " + MermaidText.Label(s.Key) + " as " + s.Value));
        if (states.TryGetValue(machine.Initial, out var initial))
        {
            lines.Add("    [*] --> " + initial);
        }

        lines.AddRange(machine.Edges.Select(e => "    " + states[e.From] + " --> " + states[e.To] + " : " + MermaidText.Text(Label(map, e))));
        lines.AddRange(machine.Terminal.Where(states.ContainsKey).Select(t => "    " + states[t] + " --> [*]"));
        return string.Join("\n", lines);
    }

    private static string Label(DocumentMap map, EdgeReport edge)
    {
        var member = map.Member(edge.MemberId);
        var entries = member is null ? [] : map.EntriesOf(member);
        var more = entries.Count > Named ? " +" + Words.Number(entries.Count - Named) : "";
        return (member?.Name ?? edge.MemberId) + (entries.Count == 0 ? ", no entry point" : " by " + string.Join(", ", entries.Take(Named).Select(e => e.Item.Title)) + more);
    }
}
