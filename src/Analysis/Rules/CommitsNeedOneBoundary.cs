using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1101: commits that run one after another in one execution are one decision: together, or deliberately apart. Found in the method
/// where the two meet, whichever calls lead to them.
/// </summary>
internal sealed class CommitsNeedOneBoundary : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var meetings = new FirstMeetings(new CommitReach(context.Graph, IsDecided), IsDecided);
        foreach (var entry in context.Entries)
        {
            if (entry.IsStartup)
            {
                continue;
            }

            var search = new PathSearch(entry.Node, IsDecided);
            foreach (var node in search.Reached)
            {
                if (meetings.In(node, isLoopOfWork: entry.IsWorkLoop && node == entry.Node) is { } pair)
                {
                    yield return Breach(entry, search, node, pair);
                }
            }
        }
    }

    private static bool IsDecided(MethodNode node) =>
        node.OpensTransaction || node.Declares(IntentNames.TransactionBoundary) || node.Declares(IntentNames.NoTransaction);

    private static Violation Breach(EntryPoint entry, PathSearch search, MethodNode node, CommitPair pair)
    {
        var name = Names.Short(node);
        var first = node.Method.Sites[pair.First].Span.Line;
        var second = node.Method.Sites[pair.Second].Span.Line;
        var problem = pair.First == pair.Second
            ? $"{name} commits in a loop with no transaction boundary: a failure leaves only its first turns"
            : first > 0 && second > 0
                ? $"{name} commits twice (lines {first}, {second}) with no transaction boundary: a failure in between leaves only the first"
                : $"{name} commits twice with no transaction boundary: a failure in between leaves only the first";
        return new(
            RuleTable.CommitsNeedBoundary,
            pair.Certain && search.IsCertain(node),
            entry,
            search.PathTo(node),
            new SiteLocation(node, pair.Second),
            EffectCategory.DbCommit.Word(),
            node.Method.Id,
            problem,
            "",
            "declare [TransactionBoundary] or [NoTransaction(\"why\")]");
    }
}
