using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Where what a call only describes is carried out: an iterator's body, and the lambdas of a query, run when somebody enumerates the result.</summary>
internal static class Enumerations
{
    private const int Deepest = 12;

    /// <summary>The site that enumerates the result of a call, in the same body; the call itself when its result is no sequence; -1 when the sequence leaves the body.</summary>
    public static int Of(MethodFact method, int call)
    {
        for (var depth = 0; depth < Deepest; depth++)
        {
            if (!IsLazy(method.Sites[call].Target.Returns))
            {
                return call;
            }

            var user = User(method, call);
            if (user < 0 || method.Sites[user].Target.Name is "GetEnumerator" or "GetAsyncEnumerator")
            {
                return user;
            }

            call = user;
        }

        return -1;
    }

    private static int User(MethodFact method, int call)
    {
        var result = Values.ResultOf(call);
        for (var i = call + 1; i < method.Sites.Count; i++)
        {
            var site = method.Sites[i];
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New && (site.Receiver == result || site.Arguments.Contains(result)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsLazy(TypeName? type) => type?.Name is "System.Collections.Generic.IEnumerable`1" or "System.Linq.IOrderedEnumerable`1" or "System.Collections.IEnumerable"
        or "System.Collections.Generic.IAsyncEnumerable`1" or "System.Collections.Generic.IEnumerator`1" or "System.Linq.ParallelQuery`1" or "System.Linq.IQueryable`1";
}
