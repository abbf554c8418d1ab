using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Inserts whose author has thought of the second time: a catch around them asks whether the row is there already (<c>when (e.SqlState == PostgresErrorCodes.UniqueViolation)</c>). What is refused by its key is no second row.
/// </summary>
internal sealed class KnownDuplicates(CodeGraph graph, RetryMap retries)
{
    /// <summary>PostgreSQL's unique_violation: https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
    private const string UniqueViolation = "23505";

    /// <summary>SQL Server's 2601 and 2627, MySQL's 1062, SQLite's extended 1555 and 2067.</summary>
    private static readonly HashSet<int> Numbers = [1062, 1555, 2067, 2601, 2627];

    private static readonly string[] Types = ["UniqueConstraint", "Duplicate", "AlreadyExists"];

    public bool Answer(EffectSite effect, IReadOnlyList<CallEdge> path) =>
        effect is { Category: EffectCategory.DbWrite or EffectCategory.DbCommit, Repetition: Repetition.Unclear }
        && (Around(effect.Node, effect.Site) || path.Any(edge => edge.Site >= 0 && Around(edge.From, edge.Site)));

    /// <summary>One that leads to another attempt answers nothing.</summary>
    private bool Around(MethodNode node, int site)
    {
        var block = node.Method.Body.BlockOfSite[site];
        return node.Method.Body.Regions.Any(r => r.IsCatch && r.Try.Contains(block) && IsAboutDuplicates(node, r) && retries.LoopsOf(node).All(l => l.Region != r));
    }

    private bool IsAboutDuplicates(MethodNode node, RegionFact region)
    {
        if (region.Catches?.Name is { } caught && Array.Exists(Types, t => caught.IndexOf(t, StringComparison.Ordinal) >= 0))
        {
            return true;
        }

        var method = node.Method;
        return Asks(method, block => region.Filter.Contains(block) || region.Handler.Contains(block))
            || method.Sites.Where((s, i) => region.Filter.Contains(method.Body.BlockOfSite[i]) && OpenPredicates.IsAsked(s)).Any(s => graph.Find(s.Target) is { } own && Asks(own.Method, static _ => true));
    }

    private static bool Asks(MethodFact method, Func<int, bool> isIn) =>
        method.Sites.Where((s, i) => isIn(method.Body.BlockOfSite[i])).Any(s => s.Arguments.Any(a => a is { Kind: ValueKind.Text, Text: UniqueViolation }))
        || method.Body.Blocks.Where((b, i) => isIn(i)).Any(b => b.Compares is Comparison.Equal or Comparison.NotEqual && Numbers.Contains(b.Against));
}
