using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>A body that an owner answers for, as it is now.</summary>
/// <param name="Id">DocId of the member that declares.</param>
/// <param name="Areas">What it decides, in words: "idempotency and transactions".</param>
internal sealed record AnsweredBody(string Member, string Id, string Fingerprint, string Areas, string Owner, Location Place);

/// <summary>IC4002: a body with a decision that is not delegated is the one that its owner approved.</summary>
internal static class LockBodies
{
    /// <summary>The bodies of the project itself, and of what its entry points run, in the order of the text.</summary>
    public static IReadOnlyList<AnsweredBody> Now(RuleContext context, HashSet<MethodNode> reached)
    {
        var bodies = new List<AnsweredBody>();
        foreach (var node in context.Graph.Focus.Where(n => n.Assembly == context.Built || reached.Contains(n)))
        {
            var areas = IntentNames.NeverDelegated.Where(n => node.Method.Attributes.Concat(node.Method.Related).Any(a => a.Type == n.Key)).Select(n => n.Value).Distinct().ToList();
            var core = areas.Count == 0 ? null : node.Guard is { } guard ? context.Graph.Find(node.Assembly.Name, guard.Core) : node;
            if (core is { Method.Fingerprint.Length: > 0 })
            {
                bodies.Add(new(LockNames.Of(node.Method.Id), node.Method.Id, core.Method.Fingerprint, Words(areas), context.Ownership.Of(node), new SiteLocation(core, -1)));
            }
        }

        return [.. bodies.OrderBy(b => b.Member, StringComparer.Ordinal).ThenBy(b => b.Fingerprint, StringComparer.Ordinal)];
    }

    /// <summary>The lines from now on: what is approved, and what was and still exists.</summary>
    /// <param name="approve">Names, separated by ';'.</param>
    public static IReadOnlyList<LockBody> Approve(IReadOnlyList<AnsweredBody> now, IReadOnlyList<LockBody> before, string approve, string by, DateTime today)
    {
        var names = Names(approve);
        var day = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var lines = new List<LockBody>();
        foreach (var body in now)
        {
            if (names.Any(n => IsCalled(body, n)))
            {
                // Who approved what has not changed since, keeps the credit.
                lines.Add(before.FirstOrDefault(b => b.Member == body.Member && IsSame(b.Fingerprint, body.Fingerprint)) ?? new(body.Member, body.Fingerprint, by, day));
            }
            else if (before.FirstOrDefault(b => b.Member == body.Member) is { } kept)
            {
                lines.Add(kept);
            }
        }

        return lines;
    }

    /// <summary>Names that no such body has.</summary>
    public static IEnumerable<string> Unknown(IReadOnlyList<AnsweredBody> now, string approve) => Names(approve).Where(n => n != "*" && !now.Any(b => IsCalled(b, n)));

    public static IEnumerable<Violation> Check(IReadOnlyList<AnsweredBody> now, IReadOnlyList<LockBody> approved)
    {
        foreach (var body in now)
        {
            var line = approved.FirstOrDefault(b => b.Member == body.Member && IsSame(b.Fingerprint, body.Fingerprint)) ?? approved.FirstOrDefault(b => b.Member == body.Member);
            if (line is not null && IsSame(line.Fingerprint, body.Fingerprint))
            {
                continue;
            }

            var name = LockNames.Short(body.Member);
            var since = line is null ? "and nobody has approved its body" : $"and its body changed since {line.ApprovedBy} approved it on {line.ApprovedOn}";
            yield return new(
                RuleTable.BodyNotApproved,
                Certain: true,
                Entry: null,
                [],
                body.Place,
                "body",
                body.Id,
                $"{name} decides {body.Areas}, {since}",
                "",
                $"{(body.Owner.Length == 0 ? "its owner" : body.Owner)} approves with intent approve {name}, or dotnet build -p:IntentApprove={name} -p:IntentApprovedBy=…");
        }
    }

    /// <summary>
    /// The same exact form; or the same coarse form, where one was compiled with optimisations and the other without: a false alarm in every build of the other configuration would teach people to approve
    /// without reading.
    /// </summary>
    internal static bool IsSame(string approved, string now)
    {
        var a = approved.Split('-');
        var n = now.Split('-');
        return a[0] == n[0] || (a.Length == 3 && n.Length == 3 && a[2] != n[2] && a[1] == n[1]);
    }

    private static List<string> Names(string approve) => [.. approve.Split(';').Select(n => n.Trim()).Where(n => n.Length > 0)];

    private static bool IsCalled(AnsweredBody body, string name) =>
        name == "*" || name == body.Id || name == body.Member || name == LockNames.Reference(body.Member) || name == LockNames.Short(body.Member);

    private static string Words(List<string> areas) =>
        areas.Count == 1 ? areas[0] : string.Join(", ", areas.Take(areas.Count - 1)) + " and " + areas[areas.Count - 1];
}
