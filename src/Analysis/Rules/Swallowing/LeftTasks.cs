using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Tasks that a method begins and leaves: dropped, or handed to a helper that sees to them by itself (<c>StartNew(work).Observe()</c>). Whatever they fail with, the method does not get to know.</summary>
internal sealed class LeftTasks(CodeGraph graph, ReturnedTasks returned)
{
    // Asked for one site of a body after the other; of several threads each may put its own.
    private ResultUses? _last;

    public bool IsLeft(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        return Tasks.IsTask(site.Target) && (site.Use == ResultUse.Discarded || (site.Use == ResultUse.Used && IsHandedOver(node.Method, index))) && !returned.HoldsNoFailure(node, index);
    }

    private bool IsHandedOver(MethodFact method, int task)
    {
        var uses = _last is { } last && ReferenceEquals(last.Method, method) ? last : _last = new(method);
        var helped = false;
        foreach (var i in uses.Of(task))
        {
            var site = method.Sites[i];
            if (site.Target.Name is "Unwrap" or "ConfigureAwait" or "AsTask" && (IsOf(site.Receiver) || site.Arguments.Any(IsOf)))
            {
                if (!(helped = site.Use == ResultUse.Discarded || IsHandedOver(method, i)))
                {
                    return false;
                }

                continue;
            }

            if (IsOf(site.Receiver) || site.Arguments.Any(a => a.Kind == ValueKind.Many && a.Elements.Any(IsOf)))
            {
                return false;
            }

            var position = site.Arguments.Select((a, p) => (a, p)).Where(x => IsOf(x.a)).Select(x => x.p).DefaultIfEmpty(-1).First();
            if (position >= 0 && !(helped = Sees(site, position)))
            {
                return false;
            }
        }

        return helped && !method.Body.Steps.Any(s => IsOf(s.Value)) && !method.Body.Blocks.Any(b => IsOf(b.Tested));

        bool IsOf(ValueFact value) => value.Kind == ValueKind.Result && Values.Index(value) == task;
    }

    /// <summary>A helper of ours of which nobody waits for anything, and that does not wait itself.</summary>
    private bool Sees(SiteFact call, int position) =>
        call.Kind == SiteKind.Call
        && (call.Use == ResultUse.Discarded || call.Target.Returns is { Name: "System.Void" })
        && graph.Find(call.Target) is { Method: var helper }
        && !helper.Has(MethodTraits.Abstract | MethodTraits.Virtual)
        && (helper.Has(MethodTraits.Async) || !helper.Sites.Any(s => Waits(s, position)));

    private static bool Waits(SiteFact site, int parameter) =>
        site.Target.Name is "Wait" or "get_Result" or "GetAwaiter" or "WaitAll" or "WaitAny"
        && site.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Append(site.Receiver).Any(v => v.Kind == ValueKind.Parameter && Values.Index(v) == parameter);
}
