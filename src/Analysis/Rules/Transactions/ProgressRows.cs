using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>job.State = State.Running; Save(); await WorkAsync(); job.State = State.Done; Save();</c>: a row says how far the work is, for whoever looks at it meanwhile. It would say nothing if all of it was saved at once, so that the two may
/// well be apart on purpose.
/// </summary>
internal static class ProgressRows
{
    /// <summary>Whether the same member of the same row is set to one constant before a commit, and to another before the next, with work in between.</summary>
    public static bool Are(MethodNode node, int first, int second)
    {
        var method = node.Method;
        return IsSave(node, first) && !IsSave(node, second) ? AreBelow(node, first, second) : IsSave(node, first) && States(method, first).Any(before => States(method, second).Any(then =>
            then > first && method.Flow.CanFollow(first, then)
            && method.Sites[then].Target.Id == method.Sites[before].Target.Id
            && method.Sites[then].Receiver == method.Sites[before].Receiver
            && Values.Argument(method.Sites[then], 0) != Values.Argument(method.Sites[before], 0)
            && node.Edges.Any(work => work.Site > first && work.Site < then && method.Flow.CanFollow(first, work.Site) && method.Sites[work.Site].IsAwaited)));
    }

    /// <summary>Whether what a loop saves in each turn is the state of one row, before it goes on to the work.</summary>
    public static bool AreOfTurn(MethodNode node, ControlFlow flow, int site)
    {
        var (method, body) = (node.Method, node.Method.Body);
        if (!IsSave(node, site) || flow.Loops.LastOrDefault(l => l.Contains(body.BlockOfSite[site])) is not { } loop)
        {
            return false;
        }

        var before = Enumerable.Range(0, site).Where(s => loop.Contains(body.BlockOfSite[s]) && method.Flow.CanFollow(s, site)).ToList();
        var sets = before.FindAll(s => method.Sites[s].Target.IsSetter);
        return sets.Count > 0
            && sets.TrueForAll(s => IsState(method.Sites[s]) && IsSame(method.Sites[s].Receiver))
            && !node.Effects.Any(e => e.Category == EffectCategory.DbWrite && before.Contains(e.Site))
            && node.Edges.Any(work => work.Site > site && loop.Contains(body.BlockOfSite[work.Site]) && method.Flow.CanFollow(site, work.Site) && method.Sites[work.Site].IsAwaited);

        bool IsSame(ValueFact row) => row.Kind switch
        {
            ValueKind.Parameter => true,
            ValueKind.Result or ValueKind.New => Values.Index(row) is { } made && !loop.Contains(body.BlockOfSite[made]),
            ValueKind.Local => !body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == row.Text && loop.Contains(s.Block)),
            _ => false,
        };
    }

    /// <summary><c>job.State = State.Running; Save(); await RunAsync(job);</c>, where that sets what came of it.</summary>
    private static bool AreBelow(MethodNode node, int first, int second) =>
        States(node.Method, first).Any(before => node.EdgesAt(second).Any(e => e.To.Method.Sites.Any(then => IsState(then)
            && then.Target.Id == node.Method.Sites[before].Target.Id
            && then.Receiver.Kind == ValueKind.Parameter && Values.Index(then.Receiver) is { } handed
            && Values.Argument(node.Method.Sites[second], handed) == node.Method.Sites[before].Receiver
            && Values.Argument(then, 0) != Values.Argument(node.Method.Sites[before], 0))));

    private static bool IsSave(MethodNode node, int site) =>
        node.Method.Sites[site].Target.Name is "SaveChanges" or "SaveChangesAsync" && node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit);

    private static IEnumerable<int> States(MethodFact method, int save) =>
        Enumerable.Range(0, save).Where(s => IsState(method.Sites[s]) && method.Sites[s].Receiver.Kind is not ValueKind.Unknown && method.Flow.CanFollow(s, save));

    private static bool IsState(SiteFact site) => site.Target.IsSetter && Values.Argument(site, 0).Kind is ValueKind.Number or ValueKind.Text;
}
