using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>How the method around a lambda has it run: beside it in <c>Task.Run(() => handler.Handle(message))</c>, there and then where it is no more than the body of a loop.</summary>
internal sealed class LambdaRuns(CodeGraph graph, DelegateFlow delegates)
{
    private readonly Dictionary<MethodNode, RunMode> _known = [];

    /// <param name="lambda">Null for what stands in the method itself.</param>
    public RunMode ModeOf(MethodNode? lambda)
    {
        if (lambda is null || lambda.Method.Owner == lambda.Method.Id)
        {
            return RunMode.Inline;
        }

        if (!_known.TryGetValue(lambda, out var known))
        {
            _known[lambda] = RunMode.Inline; // one that makes itself is run no other way for that
            _known[lambda] = known = Find(lambda);
        }

        return known;
    }

    private RunMode Find(MethodNode lambda)
    {
        foreach (var maker in graph.NodesOf(lambda.Assembly).Where(n => n.Method.Owner == lambda.Method.Owner))
        {
            for (var i = 0; i < maker.Method.Sites.Count; i++)
            {
                if (maker.Method.Sites[i] is { Kind: SiteKind.Delegate } made && graph.Find(made.Target) == lambda)
                {
                    var around = ModeOf(maker);
                    return around != RunMode.Inline ? around
                        : delegates.Edges(maker, made, i, lambda) is { Count: > 0 } edges && edges[0].Mode is RunMode.Spawned or RunMode.Later or RunMode.Retrying ? edges[0].Mode
                        : RunMode.Inline;
                }
            }
        }

        return RunMode.Inline;
    }
}
