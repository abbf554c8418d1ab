using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>await store.AddAsync(row, !_isQueued); … if (_isQueued) await queue.SendAsync(row);</c>: where the second commit runs, the first call has been told not to save. The flag is a field that nobody sets again.
/// </summary>
/// <param name="leads">Whether a call comes to a commit when one of its parameters is a constant.</param>
internal sealed class OppositeFlags(CodeGraph graph, Func<CallEdge, ToldArgument, bool> leads)
{
    public bool Exclude(MethodNode node, ControlFlow flow, int first, int second) => IsTold(node, flow, first, second) || IsTold(node, flow, second, first);

    /// <summary>Whether a call commits nothing with what it is told, in an execution in which the other commit runs.</summary>
    private bool IsTold(MethodNode node, ControlFlow flow, int call, int other)
    {
        if (node.Method.Sites[call].Kind is not (SiteKind.Call or SiteKind.VirtualCall) || node.EffectsAt(call).Count > 0)
        {
            return false;
        }

        var calls = node.EdgesAt(call).ToList();
        return calls.Count > 0
            && flow.Known(flow.Body.BlockOfSite[other]).Any(known => known.Tested.Kind == ValueKind.Field && IsFixed(node.Method, known.Tested)
                && calls.TrueForAll(c => Told(c, known.Tested, known.IsTrue) is { } told && !leads(c, told)));
    }

    /// <summary>Which parameter of a call says what a flag says, or the opposite of it.</summary>
    private static ToldArgument? Told(CallEdge call, ValueFact flag, bool isTrue)
    {
        var site = call.From.Method.Sites[call.Site];
        var parameters = call.To.Method.Parameters;
        if (call.Via is not null || site.Target.ParameterCount != parameters.Count)
        {
            return null;
        }

        var flags = Enumerable.Range(0, parameters.Count).Where(p => parameters[p].Name == "System.Boolean").ToList();
        var itself = flags.Where(p => Values.Argument(site, p) == flag).ToList();
        if (itself.Count > 0)
        {
            return itself.Count == 1 ? new(itself[0], isTrue) : null;
        }

        var made = flags.Where(p => Values.Argument(site, p).Kind == ValueKind.Unknown).ToList();
        return made.Count == 1 && IsReadFor(call.From.Method, call.Site, flag) ? new(made[0], !isTrue) : null;
    }

    /// <summary>Whether the last yes or no that is asked for before a call is the flag: what is made of that alone, and is not the flag itself, is its opposite.</summary>
    private static bool IsReadFor(MethodFact method, int call, ValueFact flag)
    {
        for (var s = call - 1; s >= 0 && method.Body.BlockOfSite[s] == method.Body.BlockOfSite[call]; s--)
        {
            if (method.Sites[s].Target.Returns?.Name == "System.Boolean")
            {
                return method.Sites[s] is { Kind: SiteKind.FieldRead, Consumer: -1 } read && read.Target.Id == flag.Text;
            }
        }

        return false;
    }

    private bool IsFixed(MethodFact method, ValueFact flag) =>
        method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == flag.Text) is { } read
        && graph.Types.Find(read.Target.Assembly, read.Target.Type)?.Fact.Fields.FirstOrDefault(f => f.Id == flag.Text)?.Has(FieldTraits.ReadOnly) == true;
}
