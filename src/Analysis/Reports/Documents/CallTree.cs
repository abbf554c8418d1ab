using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>The paths of an entry point laid on one another: a step, what it calls and what it does, in the order of the source.</summary>
/// <param name="Step">Null for an effect.</param>
/// <param name="Effect">Null for a step.</param>
internal sealed record CallTree(StepReport? Step, EffectReport? Effect, Place At, List<CallTree> Children)
{
    public static IReadOnlyList<CallTree> Of(EntryReport entry)
    {
        var roots = new List<CallTree>();
        foreach (var effect in entry.Effects.Where(e => e.Path.Count > 0))
        {
            var level = roots;
            foreach (var step in effect.Path)
            {
                var node = level.Find(n => n.Step is not null && n.Step.Id == step.Id && n.At == step.Call);
                if (node is null)
                {
                    level.Add(node = new(step, null, step.Call, []));
                }

                level = node.Children;
            }

            level.Add(new(null, effect, effect.Place, []));
        }

        Sort(roots);
        return roots;
    }

    // Stable, so that calls of one line stay in the order of the effects.
    private static void Sort(List<CallTree> level)
    {
        var sorted = level.OrderBy(n => n.At.File, StringComparer.Ordinal).ThenBy(n => n.At.Line).ThenBy(n => n.At.Column).ToList();
        level.Clear();
        level.AddRange(sorted);
        level.ForEach(n => Sort(n.Children));
    }
}
