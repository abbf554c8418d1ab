using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Removal of what time has gone over: <c>tickets.Where(t => t.Ends &lt; now).ExecuteDelete()</c>. What stays behind when it fails is removed the next time, and what is done besides means the same with it and without.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class Housekeeping(Func<MethodNode, IEnumerable<int>> commits)
{
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal) { "get_UtcNow", "get_Now", "GetUtcNow", "GetLocalNow", "get_Today", "GetCurrentInstant", "get_UtcToday" };

    /// <summary>How deep a query is read.</summary>
    private const int Deep = 24;

    private readonly Dictionary<(MethodNode, bool), bool> _known = [];

    public static bool IsClock(SiteFact site) => Clocks.Contains(site.Target.Name);

    public static bool IsPointInTime(string type) => type is "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "NodaTime.Instant" or "NodaTime.LocalDate" or "NodaTime.LocalDateTime";

    /// <summary>Whether what a site commits is nothing but such removals, here or in what it calls.</summary>
    public bool Is(MethodNode node, int site) => Is(node, site, hasClock: false);

    /// <param name="hasClock">Whoever calls has read the clock: what is removed may be handed over.</param>
    private bool Is(MethodNode node, int site, bool hasClock)
    {
        hasClock = hasClock || node.Method.Sites.Any(IsClock);
        if (node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit))
        {
            return hasClock && (node.Method.Sites[site].Target.Name is "ExecuteDelete" or "ExecuteDeleteAsync" ? IsByTime(node, Values.ResultOf(site), Deep) : Removes(node, site));
        }

        var below = node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct().ToList();
        return below.Count > 0 && below.TrueForAll(to => Is(to, hasClock));
    }

    private bool Is(MethodNode node, bool hasClock)
    {
        if (!_known.TryGetValue((node, hasClock), out var known))
        {
            _known[(node, hasClock)] = false; // who calls itself cleans nothing by that
            _known[(node, hasClock)] = known = commits(node).ToList() is { Count: > 0 } sites && sites.TrueForAll(s => Is(node, s, hasClock));
        }

        return known;
    }

    /// <summary><c>db.RemoveRange(expired); Save();</c>, where nothing else is changed.</summary>
    private static bool Removes(MethodNode node, int save)
    {
        var writes = node.Effects.Where(e => e.Category == EffectCategory.DbWrite && node.Method.Flow.CanFollow(e.Site, save)).ToList();
        return node.Method.Sites[save].Target.Name is "SaveChanges" or "SaveChangesAsync"
            && writes.Count > 0
            && writes.TrueForAll(w => node.Method.Sites[w.Site].Target.Name is "RemoveRange" && IsByTime(node, node.Method.Sites[w.Site].Arguments is { Count: > 0 } rows ? rows[0] : ValueFact.Unknown, Deep));
    }

    /// <summary>Whether a query takes only rows of which a time has passed.</summary>
    private static bool IsByTime(MethodNode node, ValueFact value, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        if (value.Kind == ValueKind.Local)
        {
            return node.Method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && IsByTime(node, s.Value, depth - 1));
        }

        if (Values.Source(node.Method, value) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } call)
        {
            return false;
        }

        if (call.Target.Type == "System.Linq.Expressions.Expression")
        {
            return call.Target.Name switch
            {
                "LessThan" or "LessThanOrEqual" => IsTime(node.Method, call) && IsOfRow(node.Method, Values.Argument(call, 0)),
                "GreaterThan" or "GreaterThanOrEqual" => IsTime(node.Method, call) && IsOfRow(node.Method, Values.Argument(call, 1)),
                "AndAlso" => call.Arguments.Any(a => IsByTime(node, a, depth - 1)),
                "Lambda" => IsByTime(node, Values.Argument(call, 0), depth - 1),
                _ => false,
            };
        }

        // Where(IsExpired(limit)): an own member that puts the condition together.
        return call.Arguments.Any(a => IsByTime(node, a, depth - 1))
            || (call.Target.HasReceiver && IsByTime(node, call.Receiver, depth - 1))
            || (call.Target.Returns?.Name == "System.Linq.Expressions.Expression`1"
                && node.EdgesAt(Values.Index(value)).Select(e => e.To).ToList() is { Count: > 0 } made
                && made.TrueForAll(m => m.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && IsByTime(m, s.Value, depth - 1))));
    }

    /// <summary>Compares by an operator of a type of points in time.</summary>
    private static bool IsTime(MethodFact method, SiteFact compares) =>
        compares.Arguments.Count > 3
        && Values.Source(method, compares.Arguments[3]) is { Target.Name: "GetMethodFromHandle" }
        && Values.Index(compares.Arguments[3]) is > 0 and var index
        && Enumerable.Range(0, index).Reverse().Select(i => method.Sites[i]).FirstOrDefault(s => s.Kind == SiteKind.MethodToken) is { } compared && IsPointInTime(compared.Target.Type);

    /// <summary>A member of the row, or of what hangs on it.</summary>
    private static bool IsOfRow(MethodFact method, ValueFact value)
    {
        for (var steps = 0; steps < Deep && Values.Source(method, value) is { Target: { Type: "System.Linq.Expressions.Expression" } expression } call; steps++)
        {
            if (expression.Name == "Parameter")
            {
                return true;
            }

            if (expression.Name is not ("Property" or "Field" or "Convert"))
            {
                return false;
            }

            value = Values.Argument(call, 0);
        }

        return false;
    }
}
