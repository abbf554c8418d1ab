using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Commits that answer for their own failure: <c>try { db.Audits.Add(…); Save(); } catch (Exception e) { log.LogError(e, …); }</c>. Whoever wrote that has decided that what is done besides holds without them.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class BestEffort(RuleContext context, Func<MethodNode, IEnumerable<int>> commits)
{
    private readonly Recording _recording = new(context.Graph, context.Catalogue);
    private readonly Dictionary<MethodNode, bool> _answer = [];

    /// <summary>Whether the second of two commits of one body is caught for itself, here or below.</summary>
    public bool IsBeside(MethodNode node, int first, int second) =>
        AnswersBelow(node, second) || Caught(node, second).Any(r => !r.Try.Contains(node.Method.Body.BlockOfSite[first]));

    /// <summary>Whether what a call commits is caught by what it calls.</summary>
    public bool AnswersBelow(MethodNode node, int site) =>
        !node.Effects.Any(e => e.Site == site && e.Category == Catalogues.EffectCategory.DbCommit)
        && node.Edges.Where(e => e.Site == site && commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(Answers);

    private bool Answers(MethodNode node)
    {
        if (!_answer.TryGetValue(node, out var known))
        {
            _answer[node] = false; // who calls itself answers for nothing by that
            _answer[node] = known = commits(node).ToList() is { Count: > 0 } sites && sites.TrueForAll(s => Caught(node, s).Any() || AnswersBelow(node, s));
        }

        return known;
    }

    /// <summary>The tries around a site whose handlers take every failure, say so, and let none out.</summary>
    private IEnumerable<RegionFact> Caught(MethodNode node, int site)
    {
        var body = node.Method.Body;
        return context.Flows.Of(node.Method).Protecting(body.BlockOfSite[site]).Where(r =>
            r is { IsCatch: true, Filter.Count: 0, Catches.Name: "System.Exception" or "System.Object" }
            && !body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && r.Handler.Contains(s.Block))
            && Enumerable.Range(0, node.Method.Sites.Count).Any(s => r.Handler.Contains(body.BlockOfSite[s]) && (_recording.IsRecord(node.Method.Sites[s]) || node.Edges.Any(e => e.Site == s && _recording.Records(e.To))))
            && !context.Flows.Of(node.Method).Loops.Any(l => l.Retries is not null && l.Contains(body.BlockOfSite[site])));
    }
}
