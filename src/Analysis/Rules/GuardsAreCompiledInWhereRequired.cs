using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC5004: what an entry point relies on is there at run time. The other laws believe a declaration: a guard that was compiled out keeps its promise to them, so
/// that this one alone speaks of it.
/// </summary>
internal sealed class GuardsAreCompiledInWhereRequired : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var incomplete = context.Graph.Focus.Where(IsIncomplete).ToList();
        if (incomplete.Count == 0)
        {
            yield break;
        }

        var leads = context.Graph.CallsBackwards.Leading(incomplete);
        foreach (var entry in context.Entries.Where(e => e.IsCritical && !e.IsStartup && leads[e.Node.Index]))
        {
            var search = new PathSearch(entry.Node, _ => false, leads);
            foreach (var shell in search.Reached.Where(IsIncomplete))
            {
                yield return Breach(entry, search.IsCertain(shell), search.PathTo(shell), shell);
            }
        }

        // When everything is looked at, most methods are entry points: one search from all of them.
        var visible = new EntryReach([.. context.Entries.Where(e => !e.IsCritical)]);
        foreach (var shell in visible.Reached.Where(IsIncomplete))
        {
            yield return Breach(visible.EntryOf(shell), visible.IsCertain(shell), visible.PathTo(shell), shell);
        }
    }

    private static bool IsIncomplete(MethodNode node) => node.Guard is { } guard && guard.Order.Any(IsRequired);

    // What other laws take for a decision. A condition, a lock or a time that a project leaves out is its own choice, which the documents show.
    private static bool IsRequired(string word) =>
        GuardOrder.IsOff(word) && (GuardOrder.Kind(word) is GuardWords.Idempotent or GuardWords.Transaction);

    private static Violation Breach(EntryPoint entry, bool certain, IReadOnlyList<CallEdge> path, MethodNode shell)
    {
        var missing = shell.Guard!.Order.Where(IsRequired).Select(GuardOrder.Kind).ToList();
        var kinds = string.Join(", ", missing.Select(kind => char.ToUpperInvariant(kind[0]) + kind.Substring(1) + "=Observe"));
        return new(
            RuleTable.GuardCompiledOut,
            certain,
            entry,
            path,
            new ManifestLocation(shell.Assembly, shell.Guard.Span, shell),
            "guard",
            shell.Method.Id,
            $"{Names.Short(shell)} is declared {string.Join(", ", missing)} and runs without: the property IntentGuards of {shell.Assembly.Name} compiled the guard out",
            "",
            $"set IntentGuards to Enforce or {kinds}, or remove the declaration");
    }
}
