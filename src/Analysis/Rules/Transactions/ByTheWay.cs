using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// What a lookup commits by the way. It removes what has run out, and says that there is none: <c>if (token.Ends &lt; DateTime.UtcNow) { tokens.Where(t => t.Key == key).ExecuteDelete(); return null; } return token;</c>. Or it puts right what it
/// loads into a cache: <c>if (_cache.Get(id) is { } plan) return plan; …; Save(); _cache.Set(id, plan); return plan;</c>. Another execution could have done it as well, so that nothing that is committed besides is half of anything with it.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class ByTheWay(RuleContext context, Func<MethodNode, IEnumerable<int>> commits)
{
    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal) { "op_LessThan", "op_LessThanOrEqual", "op_GreaterThan", "op_GreaterThanOrEqual" };

    private readonly Dictionary<MethodNode, bool> _known = [];
    private readonly Remembered _remembered = new(context);

    /// <summary>Whether a call commits nothing but that.</summary>
    public bool Are(MethodNode node, int site) =>
        !node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit)
        && node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(Are);

    private bool Are(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known[node] = false; // who calls itself looks nothing up by that
            _known[node] = known = commits(node).ToList() is { Count: > 0 } sites && sites.TrueForAll(s => Are(node, s) || Fills(node, s) || (Removes(node, s) && IsOver(node, s) && SaysNone(node, s)));
        }

        return known;
    }

    /// <summary>Who asks for something is given what is kept, or what is loaded to be kept; a flag that is kept says that something was done.</summary>
    private bool Fills(MethodNode node, int site) =>
        !Generics.Awaited(node.Method.Returns).Name.StartsWith("System.", StringComparison.Ordinal) && _remembered.Is(node, site);

    private static bool Removes(MethodNode node, int site) => node.Method.Sites[site].Target.Name switch
    {
        "ExecuteDelete" or "ExecuteDeleteAsync" => true,
        "SaveChanges" or "SaveChangesAsync" => node.Effects.Where(e => e.Category == EffectCategory.DbWrite && node.Method.Flow.CanFollow(e.Site, site)).ToList() is { Count: > 0 } writes
            && writes.TrueForAll(w => node.Method.Sites[w.Site].Target.Name is "Remove" or "RemoveRange"),
        _ => false,
    };

    /// <summary>Behind a comparison of two points in time, one of which is now.</summary>
    private bool IsOver(MethodNode node, int site) =>
        context.Flows.Of(node.Method).Known(node.Method.Body.BlockOfSite[site]).Any(known =>
            Values.Source(node.Method, known.Tested) is { } test && Comparisons.Contains(test.Target.Name) && Housekeeping.IsPointInTime(test.Target.Type) && test.Arguments.Any(a => IsNow(node.Method, a)));

    private static bool IsNow(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.Local
            ? method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && s.Value.Kind == ValueKind.Result && IsNow(method, s.Value))
            : Values.Source(method, value) is { } clock && Housekeeping.IsClock(clock);

    /// <summary>On every way behind it the method answers that there is none, and not on all of its ways.</summary>
    private static bool SaysNone(MethodNode node, int site)
    {
        var answers = node.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        var behind = Following.Of(node.Method.Body, node.Method.Body.BlockOfSite[site]);
        var then = answers.FindAll(a => behind.Contains(a.Block));
        return then.Count > 0 && then.TrueForAll(a => IsNone(a.Value)) && answers.Exists(a => !IsNone(a.Value));
    }

    private static bool IsNone(ValueFact value) => value.Kind == ValueKind.Null;
}
