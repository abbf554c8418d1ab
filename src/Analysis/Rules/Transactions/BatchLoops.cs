using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Work that is done in batches until one is not full: <c>do { n = Execute("delete top (500) from …"); } while (n == 500);</c>. What is left is asked of the statement itself: there are no items, and one transaction around all of it is what the
/// batches are there to avoid.
/// </summary>
internal static class BatchLoops
{
    /// <summary>What says that somebody wants it to end.</summary>
    private static readonly string[] Ends = ["Cancel", "Stop", "Shut", "Abort", "Dispos", "Clos"];

    /// <summary>Whether a loop goes on by how many rows a statement in it has changed.</summary>
    public static bool Are(MethodFact method, Loop loop, int site)
    {
        var call = method.Sites[site];
        if (call.Use is ResultUse.Discarded or ResultUse.AwaitedOnly || !IsNumber(Answer(call)) || method.Body.Steps.Any(s => s.Kind == StepKind.Increment && loop.Contains(s.Block)))
        {
            return false;
        }

        var exits = loop.Blocks.Where(b => method.Body.Blocks[b].Next.Count > 1 && method.Body.Blocks[b].Next.Any(next => !loop.Contains(next))).ToList();
        return loop.Blocks.Any(IsOfCount) && exits.TrueForAll(b => IsOfCount(b) || IsCancelled(b));

        // A number that a call has given is compared without a trace of which it is.
        bool IsOfCount(int block) =>
            ItemLoops.Decides(method, block) is { } decides && method.Sites[decides].Target.Returns is { Name: not "System.Void" } ? decides == site
            : method.Body.Blocks[block] is { Next.Count: > 1, Tested: var tested }
                && (tested.Kind == ValueKind.Unknown
                    || (tested.Kind == ValueKind.Local && method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text && s.Value == Values.ResultOf(site) && loop.Contains(s.Block))));

        // A debug build puts both together first: while (n > 0 && !context.IsStopping)
        bool IsCancelled(int block) => ItemLoops.Decides(method, block) is { } decides && Array.Exists(Ends, end => method.Sites[decides].Target.Name.StartsWith("get_Is" + end, StringComparison.Ordinal));
    }

    private static bool IsNumber(string type) => type is "System.Int32" or "System.Int64";

    private static string Answer(SiteFact call)
    {
        if (call.Target.Returns is not { } returns)
        {
            return "";
        }

        var answer = Generics.Awaited(returns).Name;
        return answer.StartsWith("``", StringComparison.Ordinal) && int.TryParse(answer.Substring(2), out var own) && own < call.Target.MethodArguments.Count ? call.Target.MethodArguments[own].Name : answer;
    }
}
