using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Questions that are asked only while the answer is not known: behind a look into a dictionary or cache that found nothing, behind a test of the variable that keeps the answer, in the delegate of <c>GetOrAdd</c>.
/// </summary>
internal sealed class Remembered(RuleContext context)
{
    /// <summary>Whether a call of a body runs only for what is not known yet.</summary>
    public bool Is(MethodNode node, int site)
    {
        var method = node.Method;
        var target = method.Sites[site].Target;
        if (context.Catalogue.Of<RemembersMeaning>(target) is not null)
        {
            return true;
        }

        if (!method.Body.HasTests)
        {
            return false;
        }

        var block = method.Body.BlockOfSite[site];
        var flow = context.Flows.Of(method);
        var tested = flow.Known(block);
        return tested.Count > 0 && tested.Any(known => known.Tested.Kind switch
        {
            ValueKind.Result => !known.IsTrue && IsLookup(method, known.Tested),
            ValueKind.Local => IsFilled(flow, block, known.Tested.Text, known.IsTrue) || (!known.IsTrue && (IsLookedUp(method, known.Tested) || IsKept(flow, site, known))),
            ValueKind.Field => method.Sites.Select((s, i) => (s, i)).Any(x => x.s.Kind == SiteKind.FieldWrite && x.s.Target.Id == known.Tested.Text && IsBehind(flow, method.Body.BlockOfSite[x.i], known)),
            _ => false,
        });
    }

    private bool IsLookup(MethodFact method, ValueFact value)
    {
        if (Values.Source(method, value) is not { } call)
        {
            return false;
        }

        return context.Catalogue.Of<RemembersMeaning>(call.Target) is not null
            || (Names.Type(call.Target.Type).EndsWith("Cache", StringComparison.Ordinal) && (call.Target.Name.StartsWith("Get", StringComparison.Ordinal) || call.Target.Name.StartsWith("TryGet", StringComparison.Ordinal) || call.Target.Name.StartsWith("Contains", StringComparison.Ordinal)))
            || (call.Target.Name is "get_HasValue" or "ConfigureAwait" && IsLookup(method, call.Receiver));
    }

    /// <summary>A local that was looked up, and is looked at once more after the question.</summary>
    private bool IsLookedUp(MethodFact method, ValueFact local) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == local.Text && IsLookup(method, s.Value));

    /// <summary>The variable that is tested gets its value behind the test, and, as far as a loop goes round, nowhere else: <c>x ??= Load()</c>, <c>if (!loaded) { …; loaded = true; }</c>.</summary>
    private static bool IsFilled(ControlFlow flow, int block, string slot, bool isTrue)
    {
        var loop = flow.Loops.LastOrDefault(l => l.Contains(block));
        var writes = flow.Body.Steps.Where(s => s.Kind is StepKind.LocalWrite or StepKind.ParameterWrite && s.Slot == slot && (loop is null || loop.Contains(s.Block))).ToList();

        // Written once only, and read before that: no store is noted, since from there on the local is a name for the answer.
        return loop is not null
            && !(isTrue && writes.Exists(w => IsNext(flow.Method, w)))
            && (writes.Count > 0 || (!isTrue && !flow.Body.Steps.Any(s => s.Slot == slot)))
            && writes.All(w => flow.Known(w.Block).Any(known => known.Tested.Kind == ValueKind.Local && known.Tested.Text == slot));
    }

    /// <summary><c>while (node != null) { …; node = node.Next; }</c>: no flag, but what the loop goes on to.</summary>
    private static bool IsNext(MethodFact method, StepFact write) =>
        method.Body.Locals.FirstOrDefault(l => l.Slot == write.Slot) is { Type.Name: not "System.Boolean" }
        && (write.Value.Kind == ValueKind.Field || Values.Source(method, write.Value)?.Target.Name.StartsWith("get_", StringComparison.Ordinal) == true);

    /// <summary><c>_x ??= Load()</c>: a release build tests a copy of the field.</summary>
    private static bool IsKept(ControlFlow flow, int site, (ValueFact Tested, bool IsTrue) known)
    {
        var sites = flow.Method.Sites;
        for (var w = site + 1; w < sites.Count; w++)
        {
            if (sites[w].Kind == SiteKind.FieldWrite
                && Chain.Leads(flow.Method, Values.Argument(sites[w], 0), site)
                && IsBehind(flow, flow.Body.BlockOfSite[w], known)
                && sites.Take(site).Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == sites[w].Target.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBehind(ControlFlow flow, int block, (ValueFact Tested, bool IsTrue) known) => flow.Known(block).Contains(known);
}
