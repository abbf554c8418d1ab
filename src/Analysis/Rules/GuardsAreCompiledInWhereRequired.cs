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
        if (!context.Graph.Nodes.Any(IsIncomplete))
        {
            yield break;
        }

        foreach (var entry in context.Entries.Where(e => !e.IsStartup))
        {
            var search = new PathSearch(entry.Node, _ => false);
            foreach (var shell in search.Reached.Where(IsIncomplete))
            {
                yield return Breach(entry, search, shell);
            }
        }
    }

    private static bool IsIncomplete(MethodNode node) => node.Guard is { } guard && guard.Order.Any(IsRequired);

    // What other laws take for a decision. A condition, a lock or a time that a project leaves out is its own choice, which the documents show.
    private static bool IsRequired(string word) =>
        GuardOrder.IsOff(word) && (GuardOrder.Kind(word) is GuardWords.Idempotent or GuardWords.Transaction);

    private static Violation Breach(EntryPoint entry, PathSearch search, MethodNode shell)
    {
        var missing = shell.Guard!.Order.Where(IsRequired).Select(GuardOrder.Kind).ToList();
        var kinds = string.Join(", ", missing.Select(kind => char.ToUpperInvariant(kind[0]) + kind.Substring(1) + "=Observe"));
        return new(
            RuleTable.GuardCompiledOut,
            search.IsCertain(shell),
            entry,
            search.PathTo(shell),
            new ManifestLocation(shell.Assembly, shell.Guard.Span, shell),
            "guard",
            shell.Method.Id,
            $"{Names.Short(shell)} is declared {string.Join(", ", missing)} and runs without: the property IntentGuards of {shell.Assembly.Name} compiled the guard out",
            "",
            $"set IntentGuards to Enforce or {kinds}, or remove the declaration");
    }
}
