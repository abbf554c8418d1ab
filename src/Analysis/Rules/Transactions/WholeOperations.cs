using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Methods that load a row, change it and save it: <c>foreach (var id in ids) await visits.EndAsync(id);</c>. Each call is complete in itself, and whoever runs it for several may well mean them one by one. A repository's <c>Update(row)</c> is
/// none: what it saves somebody else has changed.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class WholeOperations(Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>How many calls below a loop one is looked for, and how far below it its query.</summary>
    private const int Near = 3;

    /// <summary>Whether what a call of a body commits are such operations only.</summary>
    public bool Are(MethodNode node, int site) => Are(node, site, Near);

    /// <summary>
    /// <c>await faults.ResolveAsync("token"); await faults.ResolveAsync("login");</c>: the same operation twice in a row is what a loop over both would do, as each is complete in itself. Of two different ones, which belong together as the steps of one thing
    /// do, that cannot be said.
    /// </summary>
    public bool AreRepeated(MethodNode node, int first, int second) =>
        node.Method.Sites[first] is var one && node.Method.Sites[second] is var other
        && one.Target.Id == other.Target.Id && one.Receiver == other.Receiver
        && Are(node, first) && Are(node, second);

    private bool Are(MethodNode node, int site, int depth) =>
        depth > 0
        && !node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbCommit)
        && node.EdgesAt(site).Where(e => e.To != node && commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(to => IsOne(to) || commits(to).All(s => Are(to, s, depth - 1)));

    /// <summary>A lambda that is run for each item is the body of the loop.</summary>
    private bool IsOne(MethodNode node) => !node.Method.Has(MethodTraits.Lambda) && commits(node).All(commit => Loads(node, commit));

    private static bool Loads(MethodNode node, int commit) => Enumerable.Range(0, node.Method.Sites.Count).Any(read =>
        read != commit
        && node.Method.Flow.CanFollow(read, commit)
        && RowQueries.Are(node, read, Near)
        && !IsHanded(node.Method, RowQueries.RowOf(node.Method.Sites[read].Target))
        && Changes(node.Method, read, commit));

    /// <summary>Who is handed the row saves what somebody else has changed.</summary>
    private static bool IsHanded(MethodFact method, string row) => method.Parameters.Any(p => p.Name == row || Generics.IsParameter(p));

    /// <summary>A member of the row is set, something is put into one of its lists, or it is handed on to whoever removes or saves it.</summary>
    private static bool Changes(MethodFact method, int read, int commit)
    {
        var rows = new HashSet<ValueFact> { Values.ResultOf(read) };
        rows.UnionWith(method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Value == Values.ResultOf(read)).Select(s => new ValueFact(ValueKind.Local, s.Slot)));
        return Enumerable.Range(0, method.Sites.Count).Any(s => s != read && (s == commit || method.Flow.CanFollow(s, commit)) && method.Sites[s] is var site
            && ((site.Target.Name.StartsWith("set_", StringComparison.Ordinal) && rows.Contains(site.Receiver))
                || ((s == commit || site.Target.Name.StartsWith("Remove", StringComparison.Ordinal) || site.Target.Name.StartsWith("Update", StringComparison.Ordinal)) && site.Arguments.Any(rows.Contains))
                || (site.Target.Name is "Add" or "Remove" or "Clear" or "AddRange" && Values.Source(method, site.Receiver) is { } list && list.Target.Name.StartsWith("get_", StringComparison.Ordinal) && rows.Contains(list.Receiver))));
    }
}
