using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Loops of remote calls that somebody has meant one by one: a mail that goes to each recipient alone (<c>mail.To = [recipient]; await SendAsync(mail);</c>), so that nobody sees the others, and a job that takes only so many rows
/// at a time (<c>await db.Orders.Where(…).Take(limit).ToListAsync()</c>).
/// </summary>
internal static class BoundedSends
{
    private static readonly HashSet<string> Recipients = new(StringComparer.Ordinal) { "set_To", "set_Recipient", "set_Recipients", "set_ToAddress", "set_ToAddresses", "set_Receiver", "set_Receivers", "set_Bcc" };

    public static bool Are(RuleContext context, PerItemCall call)
    {
        var method = call.Node.Method;
        return context.Flows.Of(method).TurnAround(method.Body.BlockOfSite[call.Site]) is { } turn
            && (AreToEach(method, turn, call.Site) || AreCut(method, turn));
    }

    /// <summary>What the loop has not made gets its next recipient, and is handed over.</summary>
    private static bool AreToEach(MethodFact method, Loop turn, int site) =>
        Enumerable.Range(0, site).Any(s => Recipients.Contains(method.Sites[s].Target.Name)
            && turn.Contains(method.Body.BlockOfSite[s])
            && method.Sites[s].Receiver is { Kind: not ValueKind.Unknown } mail
            && method.Sites[site].Arguments.Contains(mail)
            && !(Values.Source(method, mail) is not null && Values.Index(mail) is { } made && turn.Contains(method.Body.BlockOfSite[made])));

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
