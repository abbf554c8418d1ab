using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Loops over a query that takes only so many rows, and says how many: <c>await db.Orders.Where(…).Take(limit).ToListAsync()</c>. A job that goes by such steps has decided how much it does at a time.</summary>
internal static class CutQueries
{
    public static bool Are(RuleContext context, PerItemCall call)
    {
        var method = call.Node.Method;
        return context.Flows.Of(method).TurnAround(method.Body.BlockOfSite[call.Site]) is { } turn
            && AreCut(method, turn);
    }

    private static bool AreCut(MethodFact method, Loop turn)
    {
        var first = Enumerable.Range(0, method.Sites.Count).FirstOrDefault(s => turn.Contains(method.Body.BlockOfSite[s]));
        var begins = Enumerable.Range(0, first).LastOrDefault(s => method.Sites[s].Target.Name is "GetEnumerator" or "GetAsyncEnumerator");
        if (method.Sites[begins].Target.Name is not ("GetEnumerator" or "GetAsyncEnumerator"))
        {
            return false;
        }

        return Chain.Sites(method, method.Sites[begins].Receiver).Any(s => method.Sites[s].Target is { Type: "System.Linq.Queryable", Name: "Take" });
    }
}
