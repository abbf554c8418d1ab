using System.Text.RegularExpressions;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>await log.RefusedAsync(user);</c>, which adds a row to <c>AuthLogs</c> and saves that alone: a record of what was done, or a notification of it, which nobody's work goes on from. What was done mostly holds without it. So it does without
/// the time at which it was done: <c>user.LastSeen = now; await db.SaveChangesAsync();</c>.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class AuditRows(Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>How far below a call the row is looked for.</summary>
    private const int Near = 3;

    private static readonly Regex Record = new("(^|[a-z0-9.+])(Logs?|Audits?|History|Histories)(?!(In|Out|On|Off))([A-Z`0-9]|$)|[a-z0-9.+]Notifications?$", RegexOptions.CultureInvariant);

    /// <summary>Whether a call commits nothing but records.</summary>
    public bool Are(MethodNode node, int site) => Are(node, site, Near);

    /// <summary>Whether all that is changed between two commits of a body is a point in time.</summary>
    public static bool AreStamps(MethodNode node, int first, int second)
    {
        bool IsBetween(int site) => site != first && site != second && node.Method.Flow.CanFollow(first, site) && node.Method.Flow.CanFollow(site, second);
        return node.Effects.Any(e => e.Site == second && e.Category == EffectCategory.DbCommit)
            && !node.Effects.Any(e => e.Category == EffectCategory.DbWrite && IsBetween(e.Site))
            && Enumerable.Range(0, node.Method.Sites.Count).Where(s => node.Method.Sites[s].Target.IsSetter && IsBetween(s)).ToList() is { Count: > 0 } set
            && set.TrueForAll(s => IsStamp(node.Method.Sites[s]))
            && !node.Edges.Any(e => IsBetween(e.Site) && Changes(e.To).Any());
    }

    private bool Are(MethodNode node, int site, int depth) =>
        depth > 0
        && !node.Effects.Any(e => e.Site == site && e.Category == EffectCategory.DbCommit)
        && node.Edges.Where(e => e.Site == site && e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(b => KeepsRecords(b) || (!Changes(b).Any() && commits(b).All(s => Are(b, s, depth - 1))));

    /// <summary>A method that adds records, saves, and changes no other row.</summary>
    private static bool KeepsRecords(MethodNode node) => Changes(node).ToList() is { Count: > 0 } changes && changes.TrueForAll(c => c);

    /// <summary>What a method changes of the rows of a context, each with whether that is the addition of a record.</summary>
    private static IEnumerable<bool> Changes(MethodNode node)
    {
        for (var s = 0; s < node.Method.Sites.Count; s++)
        {
            var site = node.Method.Sites[s];
            if (site.Target.Type == "Microsoft.EntityFrameworkCore.DbSet`1" && IsChange(site.Target.Name))
            {
                yield return site.Target.Name.StartsWith("Add", StringComparison.Ordinal) && site.Target.TypeArguments.Count == 1 && Record.IsMatch(site.Target.TypeArguments[0].Name);
            }
            else if ((site.Target.Type == "Microsoft.EntityFrameworkCore.DbContext" && IsChange(site.Target.Name))
                || (site.Target.IsSetter && site.Receiver.Kind != ValueKind.New))
            {
                yield return Record.IsMatch(site.Target.Type) || IsStamp(site);
            }
        }
    }

    /// <summary>A property that holds a point in time is set.</summary>
    private static bool IsStamp(SiteFact site) =>
        site.Target.IsSetter && DocIdParameters.Of(site.Target.Id) is { Count: 1 } set && Housekeeping.IsPointInTime(set[0].Replace("System.Nullable{", "").TrimEnd('}'));

    private static bool IsChange(string name) =>
        name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Update", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) || name.StartsWith("Attach", StringComparison.Ordinal);
}
