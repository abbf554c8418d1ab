using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What an asynchronous method does only after it has let some time pass (<c>await Task.Delay(due); … await store.SaveAsync()</c>), and the calls that start such a method and go on: what is done later is no part of what they do.
/// </summary>
internal sealed class Delays(Flows flows)
{
    /// <summary>Whether a method comes to a site only after a delay, on every way.</summary>
    public bool AreBefore(MethodFact method, int site)
    {
        if (!method.Has(MethodTraits.Async))
        {
            return false;
        }

        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (i != site && IsAwaited(method, i) && flows.Of(method).CompletesBefore(i, site))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is any delay in a method that others would not wait for.</summary>
    public static bool AreIn(MethodFact method)
    {
        for (var i = 0; i < method.Sites.Count && method.Has(MethodTraits.Async); i++)
        {
            if (IsAwaited(method, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the task of a call is let go: dropped, or only put where somebody may stop it some day. Whoever gives it to anybody, asks it or returns it may wait.</summary>
    public static bool IsLetGo(MethodFact method, int site)
    {
        var call = method.Sites[site];
        if (call.IsAwaited || call.Target.Returns?.Name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) != true)
        {
            return false;
        }

        if (call.Use == ResultUse.Discarded)
        {
            return true;
        }

        var task = Values.ResultOf(site);
        var isKept = false;
        foreach (var use in method.Sites)
        {
            var isPut = use.Kind == SiteKind.FieldWrite || (use.Receiver.Kind == ValueKind.Field && use.Target.Name == "set_Item");
            if (use.Receiver == task || use.Arguments.Any(a => a == task || (a.Kind == ValueKind.Many && a.Elements.Contains(task))))
            {
                if (!isPut || use.Receiver == task)
                {
                    return false;
                }

                isKept = true;
            }
        }

        return isKept && !method.Body.Steps.Any(s => s.Value == task) && !method.Body.Blocks.Any(b => b.Tested == task);
    }

    private static bool IsAwaited(MethodFact method, int site)
    {
        var delay = method.Sites[site];
        return delay.Target is { Type: "System.Threading.Tasks.Task", Name: "Delay" } or { Type: "System.Threading.PeriodicTimer", Name: "WaitForNextTickAsync" }
            && Values.Argument(delay, 0) is not { Kind: ValueKind.Number, Text: "0" }
            && (delay.IsAwaited || method.Sites.Any(s => s.Target.Name == "ConfigureAwait" && s.Receiver == Values.ResultOf(site) && s.IsAwaited));
    }
}
