using IntentContracts.Analysis;
using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;

namespace IntentContracts.Cli.Trees;

/// <summary>In what way a call is made, where it is more than made once: in a loop, for each item, again after a failure, on another thread.</summary>
internal static class How
{
    public static IReadOnlyList<string> Of(CheckRun run, CallEdge edge)
    {
        List<string> words = [];
        if (edge.Site >= 0 && edge.From.Method.Flow.InLoop(edge.Site))
        {
            words.Add("in a loop");
        }

        words.AddRange(edge.Mode switch
        {
            RunMode.EachItem => ["for each item"],
            RunMode.Spawned => ["in the background"],
            RunMode.Later => ["later"],
            _ => [],
        });
        words.AddRange(run.Context.Retries.Of(edge).Select(layer => "retried by " + layer));
        if (!edge.Certain)
        {
            words.Add("possibly");
        }

        return words;
    }

    /// <param name="inTransaction">A transaction is open around it: then the context tries no command again by itself.</param>
    public static IReadOnlyList<string> Of(CheckRun run, EffectSite effect, bool inTransaction)
    {
        List<string> words = effect.Node.Method.Flow.InLoop(effect.Site) ? ["in a loop"] : [];
        words.AddRange(run.Context.Retries.Of(effect).Where(layer => !inTransaction || layer.Kind != RetryKind.Context).Select(layer => "retried by " + layer));
        return words;
    }
}
