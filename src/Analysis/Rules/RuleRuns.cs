using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Work;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// Runs the laws: those of one area after the other, areas side by side where the machine has processors for it. Areas share nothing but what is complete or made for it
/// (docs/decisions/0079-areas-side-by-side.md), and what they find is put together in the order of the laws, so that nobody can tell which was done first.
/// </summary>
internal static class RuleRuns
{
    /// <summary>The heaviest first.</summary>
    private static readonly IReadOnlyList<Func<IRule, bool>> Areas =
    [
        static rule => rule is RetriesMustNotStack or RetriedEffectsAreIdempotent or RetriesStandOutsideTransactions or RetriesAreCancelled or RetriesAreSelective or RetriesAwaitTheirWork
            or CommitsNeedOneBoundary or EffectsInTransactionsAreEnlisted or PropagationsFit or FailuresEndTheirTransaction or ScopesFlowOverAwait or ContextsStayInTheirTransaction
            or StrategiesOwnTransactions or OneContextPerTransaction,
        static rule => rule is GuardedStateNeedsItsLock or SharedStateIsWrittenUnderOneLock or CountersAreAtomicEverywhere or LazyStateIsTestedUnderItsLock or ConcurrentCollectionsAreAskedOnce
            or WhatConcurrentDictionariesHoldIsGuarded or NothingWaitsUnderALock or LocksAreTakenInOneOrder or ThreadSafeTypesGuardTheirState or GuardsExistAndStay or LocksGuard or LocksAreGivenBack
            or AsyncCodeDoesNotBlock or BlockingIsNotHidden,
        static rule => rule is FailuresAreNotSwallowed or WorkIsObserved or CausesAreKept,
        static rule => rule is QueriesAreNotPerItem or RemoteCallsAreNotPerItem,
    ];

    /// <summary>All that the laws find, in their order, without what the arguments of a path's calls keep from happening.</summary>
    public static IReadOnlyList<Violation> All(RuleContext context)
    {
        // The last ones look at what the others have silenced.
        var rules = RuleList.All.Where(rule => context.Entries.Count > 0 || rule is not IPathRule).ToList();
        var last = rules.Where(rule => rule is RefusalsRefuseSomething).ToList();
        var found = new Dictionary<IRule, List<Violation>>();
        if (context.SeesEverything && context.Entries.Count > 0)
        {
            context.Graph.Settle();
            var areas = Areas.Select(area => rules.Where(area).ToList()).ToList();
            areas.Add([.. rules.Except(areas.SelectMany(area => area)).Except(last)]);

            // The heaviest has the context itself: what it works out the lock may have asked before, and the documents ask again.
            var contexts = areas.ConvertAll(area => area == areas[0] ? context : context.Apart());
            foreach (var area in InParallel.Each(Enumerable.Range(0, areas.Count).ToList(), i => -i, i => Run(areas[i], contexts[i])))
            {
                foreach (var (rule, violations) in area.GetAwaiter().GetResult()) // it is done
                {
                    found.Add(rule, violations);
                }
            }
        }

        foreach (var (rule, violations) in Run(rules.Where(rule => !found.ContainsKey(rule)), context))
        {
            found.Add(rule, violations);
        }

        return [.. rules.SelectMany(rule => found[rule])];
    }

    private static List<(IRule Rule, List<Violation> Found)> Run(IEnumerable<IRule> rules, RuleContext context) =>
        [.. rules.Select(rule => (rule, rule.Check(context).Where(v => !(v.IsOfItsPath && context.GivenArguments.Exclude(v.Path, SiteAtTheEnd(v)))).ToList()))];

    /// <summary>Where the path ends, if what is reported stands in the method that it leads to.</summary>
    private static int SiteAtTheEnd(Violation violation) =>
        violation is { Location: SiteLocation location, Path.Count: > 0 } && violation.Path[violation.Path.Count - 1].To == location.Node ? location.Site : -1;
}
