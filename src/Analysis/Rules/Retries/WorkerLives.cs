using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// Loops in which a hosted service begins its work again for as long as the program runs, whatever has failed: <c>while (!stop.IsCancellationRequested) { try { await ImportAsync(); } catch (Exception e) { Log(e); } }</c>. Each failure is
/// recorded, and the loop is the life of the worker rather than a choice of how often to try: what its context or client tries again by itself is multiplied, but there is no layer to take away.
/// </summary>
internal sealed class WorkerLives(RuleContext context)
{
    /// <summary>Whether the outermost layer of a stack is such a loop, around what a client or context is told to do by itself.</summary>
    public bool IsOuter(Stacked stacked) => Outer(stacked) is not null;

    /// <summary>One for each such loop, however many calls in it lead to what is tried again.</summary>
    public IEnumerable<Stacked> OncePerLife(IEnumerable<Stacked> all) =>
        all.GroupBy(s => Outer(s) ?? (object)s).Select(life => life.ToList()).Select(life => life.Count == 1 ? life[0] : life[0] with
        {
            Others = [.. life.SelectMany(s => s.Others.Prepend(s.Innermost)).Distinct().Where(i => !Equals(i, life[0].Innermost))],
        });

    private RetryLayer? Outer(Stacked stacked)
    {
        var outer = stacked.Stack.OutermostFirst.First();
        return outer is { Kind: RetryKind.Loop } && outer.Attempts == Attempts.Endless
            && !stacked.Stack.Layer.IsInCode
            && stacked.At.Entry is { Kind: "hosted service" }
            && context.Retries.LoopsOf(outer.Node).FirstOrDefault(l => l.Layer == outer) is { Region: { } region }
            && context.FailureAnalysis.Fate.Tells(outer.Node, region)
            ? outer
            : null;
    }
}
