using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// What a body itself has put into a property of an object by the time that it asks for it: <c>context.Response.Body = new MemoryStream(); … new StreamReader(context.Response.Body)</c>, <c>socket.Blocking = false; socket.Send(bytes);</c>.
/// </summary>
internal static class PutProperties
{
    /// <summary>All values that can be there; none when a way leads to the call on which nothing is put there.</summary>
    /// <param name="property">Without its <c>get_</c>.</param>
    /// <param name="site">The call that asks for it, or that depends on it.</param>
    public static IReadOnlyList<ValueFact> Of(ControlFlow flow, ValueFact of, string property, int site)
    {
        var method = flow.Method;
        var puts = Enumerable.Range(0, method.Sites.Count).Where(s =>
            s != site
            && method.Sites[s] is { Target: { HasReceiver: true, ParameterCount: 1 } } put
            && put.Target.Name == "set_" + property
            && TaskValues.AreSame(method, put.Receiver, of)
            && method.Flow.CanFollow(s, site)).ToList();
        return puts.Exists(p => IsAlwaysBefore(p, site))
            ? [.. puts.Where(p => !puts.Exists(q => q != p && IsAlwaysBefore(p, q) && IsAlwaysBefore(q, site))).Select(p => Values.Argument(method.Sites[p], 0))]
            : [];

        bool IsAlwaysBefore(int first, int then)
        {
            var (from, to) = (flow.Body.BlockOfSite[first], flow.Body.BlockOfSite[then]);
            return from == to ? first < then : flow.Dominates(from, to);
        }
    }
}
