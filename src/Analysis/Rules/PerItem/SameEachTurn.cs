using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary><c>foreach (var line in order.Lines) … order.Customer.Name …</c>: what the first turn has loaded is there in all others, since it is the same navigation of the same entity.</summary>
internal static class SameEachTurn
{
    /// <summary>Past this many steps an entity is taken to come from elsewhere.</summary>
    private const int Longest = 32;

    public static bool Is(RuleContext context, PerItemCall call)
    {
        if (!call.Question.IsNavigation)
        {
            return false;
        }

        IReadOnlyList<CallEdge> path = call.Call is null ? [] : [call.Call, .. call.Path];
        var entity = call.Question.Node.Method.Sites[call.Question.Site].Receiver;
        for (var i = path.Count - 1; i >= 0; i--)
        {
            if (path[i] is not { Via: null, Mode: Catalogues.RunMode.Inline, Site: >= 0 } edge)
            {
                return false;
            }

            // From the called body to what its caller hands it.
            var site = edge.From.Method.Sites[edge.Site];
            var root = Root(edge.To.Method, entity);
            entity = root.Kind switch
            {
                ValueKind.This => site.Receiver,
                ValueKind.Parameter when Values.Index(root) is { } parameter => Values.Argument(site, parameter),
                _ => ValueFact.Unknown,
            };
        }

        var flow = context.Flows.Of(call.Node.Method);
        var block = call.Node.Method.Body.BlockOfSite[call.Site];
        var loops = flow.Loops.Where(l => l.Retries is null && l.Contains(block)).ToList();
        return IsSame(call.Node.Method, loops, entity, 0);
    }

    /// <summary>The entity whose navigations lead to another one.</summary>
    private static ValueFact Root(MethodFact method, ValueFact value)
    {
        for (var steps = 0; steps < Longest && IsGetter(Values.Source(method, value)); steps++)
        {
            value = Values.Source(method, value)!.Receiver;
        }

        return value;
    }

    private static bool IsGetter(SiteFact? site) => site is { Kind: SiteKind.Call or SiteKind.VirtualCall } && site.Target.HasReceiver && site.Target.ParameterCount == 0 && site.Target.Name.StartsWith("get_", StringComparison.Ordinal) && site.Target.Name != "get_Current";

    private static bool IsSame(MethodFact method, List<Loop> loops, ValueFact value, int steps)
    {
        if (steps == Longest)
        {
            return false;
        }

        bool IsInside(int at) => loops.Exists(l => l.Contains(at));
        switch (value.Kind)
        {
            // The parameter of a lambda can be the item.
            case ValueKind.Parameter:
                return (loops.Count > 0 || !method.Has(MethodTraits.Lambda)) && !method.Body.Steps.Any(s => s.Kind == StepKind.ParameterWrite && IsInside(s.Block));
            case ValueKind.This or ValueKind.Captured:
                return true;
            case ValueKind.Local:
                return loops.Count > 0 && !method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && IsInside(s.Block));
            case ValueKind.Field:
                return method.Sites.Select((s, i) => (s, i)).Where(x => x.s.Target.Id == value.Text && x.s.Kind is SiteKind.FieldRead or SiteKind.FieldWrite && IsInside(method.Body.BlockOfSite[x.i]))
                    .All(x => x.s.Kind == SiteKind.FieldRead && (x.s.Receiver.Kind == ValueKind.Unknown ? !x.s.Target.HasReceiver : IsSame(method, loops, x.s.Receiver, steps + 1)));
            case ValueKind.New or ValueKind.Result when Values.Index(value) is { } made && made < method.Sites.Count:
                return (loops.Count > 0 && !IsInside(method.Body.BlockOfSite[made])) || (IsGetter(method.Sites[made]) && IsSame(method, loops, method.Sites[made].Receiver, steps + 1));
            default:
                return false;
        }
    }
}
