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
internal sealed class AuditRows(CodeGraph graph, Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>How far below a call the row is looked for.</summary>
    private const int Near = 3;

    private static readonly Regex Record = new("(^|[a-z0-9.+])(Logs?|Audits?|History|Histories)(?!(In|Out|On|Off))([A-Z`0-9]|$)|[a-z0-9.+]Notifications?$", RegexOptions.CultureInvariant);

    private static readonly Regex Event = new("[a-z0-9.+]Events?$", RegexOptions.CultureInvariant);

    /// <summary>The table that a statement does nothing but insert into.</summary>
    private static readonly Regex Inserted = new(@"^\s*insert\s+into\s+(?:[\w""\[\]`]+\.)*[""\[`]?(?<table>\w+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex RecordTable = new("(^|_)(logs?|audits?|history|histories)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Changing = new(@"\b(update|delete|merge|truncate)\b|\binsert\b.*\binsert\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private HashSet<string>? _rows;

    /// <summary>Whether a call commits nothing but records.</summary>
    public bool Are(MethodNode node, int site) => Are(node, site, Near, rows: null);

    /// <summary>
    /// Whether both of two commits write nothing but records of something that is done elsewhere, of which no transaction takes it back: <c>await mails.SendAsync(mail); await events.AddAsync("sent");</c>, where the one keeps a log of mails; or a
    /// record that is begun before, and completed with what came of it. What the body has changed itself before the first is committed with that.
    /// </summary>
    public bool AreBoth(MethodNode node, int first, int second) =>
        Are(node, first, Near, Rows)
        && Are(node, second, Near, Rows)
        && (KeepsLog(node, first, Near) || KeepsLog(node, second, Near))
        && !Enumerable.Range(0, node.Method.Sites.Count).Any(s => s != first && s != second && node.Method.Flow.CanFollow(s, second)
            && (node.EffectsAt(s).Any(e => e.Category is EffectCategory.DbWrite or EffectCategory.DbCommit) || (IsSet(node.Method.Sites[s]) && Rows.Contains(node.Method.Sites[s].Target.Type))));

    /// <summary>Of what some context has a set.</summary>
    private HashSet<string> Rows => _rows ??= new(graph.Sites.Of(m => m.Type == "Microsoft.EntityFrameworkCore.DbSet`1").SelectMany(s => s.Node.Method.Sites[s.Site].Target.TypeArguments).Concat(graph.Nodes.Select(n => n.Method.Returns).Where(r => r.Name == "Microsoft.EntityFrameworkCore.DbSet`1").SelectMany(r => r.Arguments)).Select(t => t.Name), StringComparer.Ordinal);

    /// <summary>Whether one of the records is of a log: events alone are what happens, and may be rows like any others.</summary>
    private bool KeepsLog(MethodNode node, int site, int depth) =>
        depth > 0 && node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Any(e =>
            e.To.Method.Sites.Any(s => s.Target.Type == "Microsoft.EntityFrameworkCore.DbSet`1" && IsChange(s.Target.Name) && s.Target.TypeArguments.Count == 1 && Record.IsMatch(s.Target.TypeArguments[0].Name))
            || commits(e.To).Any(s => KeepsLog(e.To, s, depth - 1)));

    /// <summary>Whether all that is changed between two commits of a body is a point in time.</summary>
    public static bool AreStamps(MethodNode node, int first, int second)
    {
        bool IsBetween(int site) => site != first && site != second && node.Method.Flow.CanFollow(first, site) && node.Method.Flow.CanFollow(site, second);
        return node.EffectsAt(second).Any(e => e.Category == EffectCategory.DbCommit)
            && !node.Effects.Any(e => e.Category == EffectCategory.DbWrite && IsBetween(e.Site))
            && Enumerable.Range(0, node.Method.Sites.Count).Where(s => node.Method.Sites[s].Target.IsSetter && IsBetween(s)).ToList() is { Count: > 0 } set
            && set.TrueForAll(s => IsStamp(node.Method.Sites[s]))
            && !node.Edges.Any(e => IsBetween(e.Site) && Changes(e.To, rows: null).Any());
    }

    private bool Are(MethodNode node, int site, int depth, HashSet<string>? rows) =>
        depth > 0
        && (IsInserted(node, site) || IsAdded(node.Method.Sites[site]) || AreBelow(node, site, depth, rows));

    /// <summary><c>insert into upload_log (…) values (…)</c></summary>
    private static bool IsInserted(MethodNode node, int site) =>
        node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit)
        && SqlText.Of(node.Method, node.Method.Sites[site]) is { } sql
        && Inserted.Match(sql) is { Success: true } insert && !Changing.IsMatch(sql)
        && insert.Groups["table"].Value is var table && (RecordTable.IsMatch(table) || Record.IsMatch(table));

    /// <summary><c>await _history.CreateAsync(row)</c>, of a repository of such rows: an <c>IRepository&lt;MailHistory&gt;</c>.</summary>
    private bool IsAdded(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && site.Target is { HasReceiver: true, TypeArguments: { Count: 1 } kept } && Record.IsMatch(kept[0].Name)
        && graph.IsOwn(site.Target.Assembly) && graph.IsOwn(kept[0].Assembly)
        && (site.Target.Name.StartsWith("Add", StringComparison.Ordinal) || site.Target.Name.StartsWith("Create", StringComparison.Ordinal) || site.Target.Name.StartsWith("Insert", StringComparison.Ordinal));

    private bool AreBelow(MethodNode node, int site, int depth, HashSet<string>? rows) =>
        !node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit)
        && node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(b => KeepsRecords(b, rows) || (!Changes(b, rows).Any() && commits(b).All(s => Are(b, s, depth - 1, rows))));

    /// <summary>A method that adds records, saves, and changes no other row.</summary>
    private static bool KeepsRecords(MethodNode node, HashSet<string>? rows) => Changes(node, rows).ToList() is { Count: > 0 } changes && changes.TrueForAll(c => c);

    /// <summary>What a method changes of the rows of a context, each with whether that is the addition of a record.</summary>
    /// <param name="rows">
    /// The types of rows, where what is known of a record later is put into it as well, and an event is one beside it; null where a row of a log is added, and each object that is changed besides may be a row of something else.
    /// </param>
    private static IEnumerable<bool> Changes(MethodNode node, HashSet<string>? rows)
    {
        for (var s = 0; s < node.Method.Sites.Count; s++)
        {
            var site = node.Method.Sites[s];
            if (site.Target.Type == "Microsoft.EntityFrameworkCore.DbSet`1" && IsChange(site.Target.Name))
            {
                yield return (site.Target.Name.StartsWith("Add", StringComparison.Ordinal) || (rows is not null && site.Target.Name.StartsWith("Update", StringComparison.Ordinal)))
                    && site.Target.TypeArguments.Count == 1
                    && (Record.IsMatch(site.Target.TypeArguments[0].Name) || (rows is not null && Event.IsMatch(site.Target.TypeArguments[0].Name)));
            }
            else if ((site.Target.Type == "Microsoft.EntityFrameworkCore.DbContext" && IsChange(site.Target.Name)) || (IsSet(site) && rows?.Contains(site.Target.Type) != false))
            {
                yield return Record.IsMatch(site.Target.Type) || IsStamp(site);
            }
        }
    }

    private static bool IsSet(SiteFact site) => site.Target.IsSetter && site.Receiver.Kind != ValueKind.New;

    /// <summary>A property that holds a point in time is set.</summary>
    private static bool IsStamp(SiteFact site) =>
        site.Target.IsSetter && DocIdParameters.Of(site.Target.Id) is { Count: 1 } set && Housekeeping.IsPointInTime(set[0].Replace("System.Nullable{", "").TrimEnd('}'));

    private static bool IsChange(string name) =>
        name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Update", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) || name.StartsWith("Attach", StringComparison.Ordinal);
}
