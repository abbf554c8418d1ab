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

    /// <summary>Whether the second of two commits of one body is caught for itself, here or below, where nobody asks what has become of it.</summary>
    public bool IsBeside(MethodNode node, int first, int second) =>
        (AnswersBelow(node, second) && !(IsHeard(node, second) && ChangesBetween(node, first, second))) || Caught(node, second).Any(r => !r.Try.Contains(node.Method.Body.BlockOfSite[first]));

    /// <summary>Whether what a call commits is caught by what it calls.</summary>
    public bool AnswersBelow(MethodNode node, int site) =>
        !node.EffectsAt(site).Any(e => e.Category == Catalogues.EffectCategory.DbCommit)
        && node.EdgesAt(site).Where(e => commits(e.To).Any()).Select(e => e.To).Distinct().ToList() is { Count: > 0 } below
        && below.TrueForAll(Answers);

    /// <summary><c>if (!await rooms.TryStoreAsync(room)) return Problem();</c>: whoever calls asks whether it has been stored, and leaves when it has not. That is no failure of which he wants to know nothing.</summary>
    private static bool IsHeard(MethodNode node, int site)
    {
        var method = node.Method;
        var names = CallAnswers.Names(method, site);
        return method.Body.Blocks.Any(test => test.IsTest && test.Compares == Comparison.None && test.WhenTrue != test.WhenFalse && Says(test.Tested) && !Following.Leads(method.Body, test.WhenFalse, test.WhenTrue)
            && method.Body.BlockOfSite[site] is var at && Following.Of(method.Body, at).Contains(test.WhenFalse));

        // The answer itself, or the part of it that says so.
        bool Says(ValueFact tested) => tested.Kind switch
        {
            ValueKind.Field => tested.Text.StartsWith("F:System.ValueTuple`", StringComparison.Ordinal) && method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == tested.Text && names.Contains(s.Receiver)),
            ValueKind.Result when !names.Contains(tested) => Values.Source(method, tested) is { Target: { HasReceiver: true, ParameterCount: 0, Returns.Name: "System.Boolean" } } part && names.Contains(part.Receiver),
            _ => names.Contains(tested) && method.Sites[site].Target.Returns is { } returns && Generics.Awaited(returns).Name == "System.Boolean",
        };
    }

    /// <summary>Behind a statement that has done everything at once there is nothing to store.</summary>
    private static bool ChangesBetween(MethodNode node, int first, int second)
    {
        var method = node.Method;
        return node.Effects.Any(e => e.Category == Catalogues.EffectCategory.DbWrite && IsBetween(e.Site))
            || Enumerable.Range(0, method.Sites.Count).Any(s => method.Sites[s].Target.IsSetter && IsBetween(s));

        bool IsBetween(int site) => site != first && site != second && method.Flow.CanFollow(first, site) && method.Flow.CanFollow(site, second);
    }

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
            && Enumerable.Range(0, node.Method.Sites.Count).Any(s => r.Handler.Contains(body.BlockOfSite[s]) && (_recording.IsRecord(node.Method.Sites[s]) || node.EdgesAt(s).Any(e => _recording.Records(e.To))))
            && !context.Flows.Of(node.Method).Loops.Any(l => l.Retries is not null && l.Contains(body.BlockOfSite[site])));
    }
}
