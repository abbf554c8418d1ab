using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC5002: what one guarded member runs inside its guards, another one's guards must be able to stand. On one member the generator sees to the order; across
/// members only the calls show it.
/// </summary>
internal sealed class GuardsNestTheRightWay : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        AssemblySight? sight = null;
        foreach (var outer in context.Graph.Focus)
        {
            if (outer.Guard is null || !CanBeWrong(outer))
            {
                continue;
            }

            foreach (var breach in Check(outer))
            {
                // The outer member's own build has reported it, if it could see the inner one.
                if (outer.Assembly == context.Built
                    || (context.SeesEverything && !(sight ??= new(context.Graph)).HasJudged(outer.Assembly, breach.Path.Select(e => e.To))))
                {
                    yield return breach;
                }
            }
        }
    }

    private static bool CanBeWrong(MethodNode outer) =>
        Runs(outer, GuardWords.Transaction) || Runs(outer, GuardWords.Exclusive) || Retries(outer);

    private static IEnumerable<Violation> Check(MethodNode outer) =>
        RetriesInTransaction(outer).Concat(ClaimsInRetry(outer)).Concat(LocksInLock(outer));

    private static IEnumerable<Violation> RetriesInTransaction(MethodNode outer)
    {
        // A member that retries its own transaction owns retrying: what it calls makes one attempt.
        if (!Runs(outer, GuardWords.Transaction) || Runs(outer, GuardWords.Retry))
        {
            yield break;
        }

        // What stands inside a further transaction or retry is said of that one.
        var search = new CertainSearch(outer, n => Runs(n, GuardWords.Transaction) || Retries(n));
        foreach (var inner in search.Reached.Where(n => n != outer && Retries(n)))
        {
            yield return Breach(
                outer,
                inner,
                search,
                certain: true,
                "retry in transaction",
                $"{Names.Short(inner)} retries inside the transaction of {Names.Short(outer)}: what an attempt has written is not undone before the next one",
                $"put [RetryPolicy] on {Names.Short(outer)}: there each attempt has a transaction of its own");
        }
    }

    private static IEnumerable<Violation> ClaimsInRetry(MethodNode outer)
    {
        if (!Retries(outer))
        {
            yield break;
        }

        var search = new CertainSearch(outer, n => Retries(n) || Holds(n));
        foreach (var inner in search.Reached.Where(n => n != outer && Holds(n)))
        {
            yield return Breach(
                outer,
                inner,
                search,
                certain: true,
                "idempotency in retry",
                $"{Names.Short(outer)} retries {Names.Short(inner)}, whose key is held after a failure: no further attempt can succeed",
                (Runs(outer, GuardWords.Idempotent) ? $"leave the claim to {Names.Short(outer)}" : $"put [Idempotent] on {Names.Short(outer)}")
                    + $", or OnFault = FaultedClaim.Release on {Names.Short(inner)}");
        }
    }

    private static IEnumerable<Violation> LocksInLock(MethodNode outer)
    {
        if (!Runs(outer, GuardWords.Exclusive))
        {
            yield break;
        }

        var search = new CertainSearch(outer, n => Runs(n, GuardWords.Exclusive) && Group(n) == Group(outer));
        foreach (var inner in search.Reached.Where(n => Runs(n, GuardWords.Exclusive) && Group(n) == Group(outer)))
        {
            yield return Breach(
                outer,
                inner,
                search,
                certain: false, // whether the keys are equal, only the run shows
                "exclusive in exclusive",
                $"{Names.Short(inner)} may wait for the lock that {Names.Short(outer)} holds: for the same key it throws ExclusiveReentryException",
                "call the unguarded part, or give one of them another Group");
        }
    }

    private static bool Runs(MethodNode node, string kind) => GuardOrder.Runs(node.Guard, kind);

    /// <summary>A policy of one attempt retries nothing.</summary>
    private static bool Retries(MethodNode node) =>
        Runs(node, GuardWords.Retry)
        && !(int.TryParse(Intent(node, IntentNames.RetryPolicy)?.Get("MaxAttempts"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var attempts) && attempts <= 1);

    /// <summary>Whether a failure certainly leaves the key taken: FaultedClaim.Auto is 0 and the default, Hold is 1. Auto frees it where the claim rolls back, or nothing was marked.</summary>
    private static bool Holds(MethodNode node)
    {
        if (!Runs(node, GuardWords.Idempotent) || Intent(node, IntentNames.Idempotent) is not { } intent)
        {
            return false;
        }

        var isAuto = intent.Get("OnFault") is null or "0";
        return intent.Get("OnFault") == "1" || (isAuto && !Runs(node, GuardWords.Transaction) && intent.Get("MarksEffects") is null);
    }

    private static string Group(MethodNode node) => Intent(node, IntentNames.Exclusive)?.Get("Group") is { Length: > 0 } group ? group : "T:" + node.Type.Name;

    private static AttributeFact? Intent(MethodNode node, string attribute) => node.Method.Attributes.FirstOrDefault(a => a.Type == attribute);

    private static Violation Breach(
        MethodNode outer, MethodNode inner, CertainSearch search, bool certain, string what, string problem, string remedy)
    {
        var path = search.PathTo(inner);
        var call = path[path.Count - 1];
        return new(
            RuleTable.GuardsNestedWrongly,
            certain,
            Entry: null,
            path,
            new SiteLocation(call.From, call.Site),
            what,
            outer.Method.Id + "→" + inner.Method.Id,
            problem,
            "",
            remedy,
            outer);
    }
}
