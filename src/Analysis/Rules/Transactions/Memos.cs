using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>if (_keys is null) { …; Save(); _keys = keys; } return _keys;</c>: what an object has found once it keeps, and whoever asks it a second time is answered from its field. The two questions commit once.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class Memos(RuleContext context, Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>How far below a call of an object its own question is looked for.</summary>
    private const int Near = 4;

    private readonly Dictionary<MethodNode, bool> _known = [];

    /// <summary>Whether two calls of a body come to one question of the same object and to no other commit: whichever asks first, the other is answered from what was kept.</summary>
    public bool AreOne(MethodNode node, int first, int second)
    {
        var (one, other) = (node.Method.Sites[first], node.Method.Sites[second]);
        return one.Receiver == other.Receiver
            && one.Receiver.Kind is ValueKind.This or ValueKind.Field or ValueKind.Parameter or ValueKind.Captured or ValueKind.Result or ValueKind.New
            && Asked(node, first, Near) is { } asked
            && Asked(node, second, Near) is { } again
            && asked == again;
    }

    /// <summary>The one method that keeps its answer, by which alone a call comes to a commit; null where there are others.</summary>
    private MethodNode? Asked(MethodNode node, int site, int depth)
    {
        var called = depth == 0 || node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit) ? []
            : node.EdgesAt(site).Where(e => e.To != node).Select(e => e.To).Distinct().ToList();
        return called.Count == 1 ? Keeps(called[0]) ? called[0] : Below(called[0], depth - 1) : null;
    }

    private MethodNode? Below(MethodNode node, int depth)
    {
        var asked = commits(node).Select(s => node.Method.Sites[s].Receiver.Kind == ValueKind.This ? Asked(node, s, depth) : null).Distinct().ToList();
        return asked.Count == 1 ? asked[0] : null;
    }

    private bool Keeps(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known[node] = known = commits(node).ToList() is { Count: > 0 } sites && sites.TrueForAll(s => IsKeptBehind(node, s));
        }

        return known;
    }

    /// <summary>A commit stands behind a test that a field holds nothing, and no way leads from it to the end that does not set the field.</summary>
    private bool IsKeptBehind(MethodNode node, int site)
    {
        var flow = context.Flows.Of(node.Method);
        var body = node.Method.Body;
        var block = body.BlockOfSite[site];
        return flow.Known(block).Any(known => known is { IsTrue: false, Tested.Kind: ValueKind.Field } && IsOnlySetHere(node, known.Tested.Text)
            && Sets(node, known.Tested.Text).Where(s => s > site || body.BlockOfSite[s] != block).Select(s => body.BlockOfSite[s]) is var sets
            && (sets.Contains(block) || !Following.Of(body, [block], [.. sets]).Any(b => body.Blocks[b].Next.Count == 0)));
    }

    /// <summary>Whether nobody else takes back what the field holds; a constructor is done by then.</summary>
    private bool IsOnlySetHere(MethodNode node, string field) =>
        Sets(node, field).All(s => Values.Argument(node.Method.Sites[s], 0).Kind != ValueKind.Null)
        && context.Graph.Types.Find(node.Assembly.Name, node.Type.Name) is { } type
        && type.Methods.TrueForAll(m => m == node || m.Method.Has(MethodTraits.Constructor) || !Sets(m, field).Any());

    private static IEnumerable<int> Sets(MethodNode node, string field) =>
        Enumerable.Range(0, node.Method.Sites.Count).Where(s => node.Method.Sites[s] is { Kind: SiteKind.FieldWrite } write && write.Target.Id == field);
}
