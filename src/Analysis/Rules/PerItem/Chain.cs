using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>What a value of a body was computed from, as far as the body shows it.</summary>
internal static class Chain
{
    /// <summary>Past this many steps a value is taken to come from elsewhere.</summary>
    private const int Longest = 96;

    /// <summary>The calls that a value depends on, through receivers, arguments and locals; nearest first.</summary>
    public static IEnumerable<int> Sites(MethodFact method, ValueFact value)
    {
        var seen = new HashSet<ValueFact> { value };
        var queue = new Queue<ValueFact>(seen);
        while (queue.Count > 0 && seen.Count < Longest)
        {
            var next = queue.Dequeue();
            IEnumerable<ValueFact> from = [];
            if (next.Kind is ValueKind.Result or ValueKind.New && Values.Index(next) is { } site && site < method.Sites.Count)
            {
                yield return site;
                from = method.Sites[site].Arguments.Concat([method.Sites[site].Receiver]);
            }
            else if (next.Kind == ValueKind.Local)
            {
                from = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == next.Text).Select(s => s.Value);
            }
            else if (next.Kind == ValueKind.Many)
            {
                from = next.Elements;
            }

            foreach (var further in from)
            {
                if (further.Kind != ValueKind.Unknown && seen.Add(further))
                {
                    queue.Enqueue(further);
                }
            }
        }
    }

    /// <summary>Whether a value depends on the result of a call.</summary>
    public static bool Leads(MethodFact method, ValueFact value, int site) => Sites(method, value).Contains(site);
}
