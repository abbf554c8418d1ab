using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>
/// What an entry point does as a Mermaid sequence diagram, in the order of the source: types are participants, a boundary and each retry are blocks around what they hold, the other guards
/// are notes where they begin. A dashed arrow is a possible call. Only effects with a path are drawn.
/// </summary>
internal sealed class SequenceDiagram
{
    private readonly List<string> _participants = [];
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public static string Draw(EntryReport entry)
    {
        var diagram = new SequenceDiagram();
        var caller = diagram.Participant("caller", entry.Title, "actor");
        foreach (var root in CallTree.Of(entry))
        {
            diagram.Add(root, caller, 1);
        }

        return string.Join("\n", ["sequenceDiagram", .. diagram._participants, .. diagram._lines]);
    }

    private void Add(CallTree node, string from, int depth)
    {
        if (node.Effect is { } effect)
        {
            var to = Participant("effect " + Target(effect.Kind), Target(effect.Kind), "participant");
            var times = effect.Attempts > 1 ? ", up to ×" + Words.Number(effect.Attempts) : "";
            Blocks(effect.Retries, depth, inner => Line(inner, from + (effect.Certain ? "->>" : "-->>") + to + ": " + MermaidText.Text(effect.Kind + " " + effect.Subject + times)));
        }
        else if (node.Step is { } step)
        {
            var dot = step.Name.LastIndexOf('.');
            var to = Participant("type " + step.Name.Substring(0, Math.Max(dot, 0)), dot > 0 ? step.Name.Substring(0, dot) : step.Name, "participant");
            Blocks(step.Retries, depth, inner =>
            {
                Line(inner, from + "->>" + to + ": " + MermaidText.Text(step.Name.Substring(dot + 1)));
                Guards(step.OpensTransaction ? [.. step.Guards, GuardWords.Transaction] : step.Guards, to, inner, body => node.Children.ForEach(child => Add(child, to, body)));
            });
        }
    }

    private void Blocks(IReadOnlyList<RetryReport> retries, int depth, Action<int> inside)
    {
        foreach (var retry in retries)
        {
            Line(depth++, "loop " + MermaidText.Text(retry.Name + ", up to ×" + retry.Attempts));
        }

        inside(depth);
        foreach (var _ in retries)
        {
            Line(--depth, "end");
        }
    }

    // Those that come one after the other are one note; a boundary has an end that a reader must see.
    private void Guards(IReadOnlyList<string> guards, string at, int depth, Action<int> inside)
    {
        var start = depth;
        var notes = new List<string>();
        foreach (var guard in guards)
        {
            if (guard == GuardWords.Transaction)
            {
                Note(notes, at, depth);
                Line(depth++, "critical in one transaction");
            }
            else
            {
                notes.Add(GuardOrder.Text(guard));
            }
        }

        Note(notes, at, depth);
        inside(depth);
        while (depth > start)
        {
            Line(--depth, "end");
        }
    }

    private void Note(List<string> guards, string at, int depth)
    {
        if (guards.Count > 0)
        {
            Line(depth, "Note over " + at + ": " + MermaidText.Text(string.Join(" → ", guards)));
            guards.Clear();
        }
    }

    private string Participant(string key, string name, string kind)
    {
        if (!_ids.TryGetValue(key, out var id))
        {
            id = "p" + Words.Number(_ids.Count);
            _ids.Add(key, id);
            _participants.Add("    " + kind + " " + id + " as " + MermaidText.Text(name));
        }

        return id;
    }

    private static string Target(string kind) => kind switch
    {
        "db read" or "db write" or "db commit" => "database",
        "file write" => "files",
        "publish" => "messages",
        _ => kind,
    };

    private void Line(int depth, string text) => _lines.Add(new string(' ', depth * 4) + text);
}
