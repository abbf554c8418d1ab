using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// What both laws do: ask together what is asked for each item, or say why not. <c>[QueryPerItem]</c> answers for the loops of its member and of what that calls.
/// </summary>
internal static class PerItemLaw
{
    /// <param name="asks">The verb and object of the sentence: <c>runs a query</c>.</param>
    public static IEnumerable<Violation> Check(RuleContext context, string ruleId, EffectCategory category, string asks, Func<Question, string> remedy)
    {
        var found = new PerItemSearch(context, category).All().Where(call => !SameEachTurn.Is(context, call) && !CarriedAnswers.Are(context, call) && !KindsOfWork.Are(context, call) && !TrackedFinds.Are(context, call) && !GroupedItems.AreHanded(context.Graph, call.Node, call.Site) && !(category == EffectCategory.Http && Alternatives.Are(context, call))).ToList();
        if (found.Count == 0)
        {
            yield break;
        }

        var entries = context.Entries.Where(e => !e.IsStartup).ToList();
        var reach = new EntryReach(entries, IsDeclared, excludes: context.GivenArguments.Exclude);
        var startup = context.StartupReach;
        var critical = context.CriticalReach;
        Refused(context, found);
        var atStart = new OnlyAtStart(context);
        var work = new OwnWork(context);
        var deeds = new DoneForEach(context.Graph);
        var numbers = new Dictionary<(MethodNode, string), int>();
        foreach (var call in found.Where(f => !f.Excused))
        {
            // What only the start of the program comes to is not the service's work.
            if (!reach.Reaches(call.Node) || (startup.Reaches(call.Node) && !critical.Reaches(call.Node)))
            {
                continue;
            }

            var callee = call.Call is null ? call.Question.Subject : Names.Short(call.Call.To);
            numbers.TryGetValue((call.Node, callee), out var number);
            numbers[(call.Node, callee)] = number + 1;
            yield return new(
                ruleId,
                call.Certain && reach.IsCertain(call.Node) && !MayBeMeant(context, call, category, work, deeds) && !atStart.Is(call.Node),
                reach.EntryOf(call.Node),
                [.. reach.PathTo(call.Node), .. call.Call is null ? [] : new[] { call.Call }, .. call.Path],
                new SiteLocation(call.Node, call.Site),
                category.Word() + ":" + callee + (number == 0 ? "" : " #" + (number + 1)),
                call.Node.Method.Id,
                $"{Names.Short(call.Node)} {asks} per item {call.Where}: {(call.Call is null ? "" : Names.Short(call.Call.To) + " → ")}{call.Question.Subject}",
                call.Question.Subject,
                remedy(call.Question))
            {
                Also =
                [
                    .. call.Run is { } run ? new (Location, string)[] { (new SiteLocation(run.Node, run.Site), "runs it for each item") } : [],
                    .. (call.Question.Node, call.Question.Site) == (call.Node, call.Site) ? [] : new (Location, string)[] { (new SiteLocation(call.Question.Node, call.Question.Site), $"{asks} for each item: {call.Question.Subject}") },
                ],
            };
        }
    }

    /// <summary>Whether there is a reason to ask for one item at a time, which the code does not show to be none.</summary>
    private static bool MayBeMeant(RuleContext context, PerItemCall call, EffectCategory category, OwnWork work, DoneForEach deeds) =>
        KindsOfWork.ArePicked(context, call.Node, call.Site)
        || PipelinedReads.Are(context, call)
        || work.IsAnsweredFor(call)
        || (category == EffectCategory.DbRead ? work.IsDone(call)
            : category == EffectCategory.Http && (deeds.Is(call) || FileTransfers.Are(call) || IsLetGo(call) || VendorClients.Ask(context.Graph.IsOwn, call.Question) || CutQueries.Are(context, call)));

    /// <summary>Nobody waits for one before the next is sent: <c>_ = NotifyAsync(node);</c>.</summary>
    private static bool IsLetGo(PerItemCall call) => call.Node.Method.Sites[call.Site] is { Use: ResultUse.Discarded } site && Tasks.IsTask(site.Target);

    private static bool IsDeclared(MethodNode node) =>
        node.Declares(IntentNames.QueryPerItem) || node.Method.Related.Any(a => a.Type == IntentNames.QueryPerItem);

    /// <summary>Which declarations stand above something that is asked per item, reported or not.</summary>
    private static void Refused(RuleContext context, List<PerItemCall> found)
    {
        var declared = context.Graph.Focus.Where(IsDeclared).ToList();
        if (declared.Count == 0)
        {
            return;
        }

        var above = new NearestSites(context.Graph, found.Select(f => (f.Node, f.Site)));
        foreach (var node in declared.Where(above.Reaches))
        {
            context.Refusals.Use(node, IntentNames.QueryPerItem);
        }
    }
}
