using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>[NoRetry("why")]: whatever retries on a path through the member does so on purpose.</summary>
internal sealed class Refused(CodeGraph graph)
{
    /// <summary>On the method, on the one that a lambda is written in, or on the property of an accessor.</summary>
    public bool Is(MethodNode node) => Declares(node) || (node.Method.Owner != node.Method.Id && Declares(node.Owner(graph)));

    /// <summary>Whether anybody has refused anything: only then is it worth asking what there would have been without it.</summary>
    public bool Exist => graph.Focus.Any(Declares);

    /// <summary>Notes that the refusals on a path have had something to silence; says whether there is one.</summary>
    public bool Use(RuleContext context, IEnumerable<MethodNode> path)
    {
        var any = false;
        foreach (var node in path.Where(Is))
        {
            any = true;
            context.Refusals.Use(Declares(node) ? node : node.Owner(graph), IntentNames.NoRetry);
        }

        return any;
    }

    private static bool Declares(MethodNode node) => node.Declares(IntentNames.NoRetry) || node.Method.Related.Any(a => a.Type == IntentNames.NoRetry);
}
