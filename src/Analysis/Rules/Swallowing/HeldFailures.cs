using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// What can fail inside the task that a call gives. A member that is not <c>async</c> does its work at the caller's, and throws there: only what the task that it returns comes from fails in that.
/// </summary>
internal sealed class HeldFailures(Failures failures)
{
    /// <summary>How many members that are not async may hand on the task of the next one.</summary>
    private const int Deepest = 4;

    public Failure? At(MethodNode node, int site) => At(node, site, Deepest);

    private Failure? At(MethodNode node, int site, int depth)
    {
        var whole = failures.At(node, site);
        if (whole is not { Path.Count: > 0 } || depth == 0 || !Tasks.IsTask(node.Method.Sites[site].Target))
        {
            return whole;
        }

        Failure? worst = null;
        foreach (var edge in failures.EdgesAt(node, site))
        {
            if (edge.Via is not null || Makers(edge.To) is not { } makers)
            {
                return whole; // where the task comes from the code does not show
            }

            foreach (var held in makers.Select(m => At(edge.To, m, depth - 1)).OfType<Failure>())
            {
                var here = held with { Certain = held.Certain && edge.Certain, Path = [edge, .. held.Path] };
                worst = worst is null || (here.Certain && !worst.Certain) ? here : worst;
            }
        }

        return worst;
    }

    /// <summary>The calls of a body that make the tasks which it returns; null where they all count, or cannot be told from others.</summary>
    private static IReadOnlyList<int>? Makers(MethodNode body)
    {
        var method = body.Method;
        if (method.Has(MethodTraits.Async) || method.Has(MethodTraits.Abstract) || method.Has(MethodTraits.Iterator) || !Tasks.IsTask(method.Returns))
        {
            return null;
        }

        var returned = method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        var makers = new SortedSet<int>();
        return returned.Count > 0 && returned.TrueForAll(s => Follow(s.Value)) ? [.. makers] : null;

        bool Follow(ValueFact value)
        {
            switch (value.Kind)
            {
                case ValueKind.Null:
                    return true;
                case ValueKind.Many:
                    return value.Elements.All(Follow);
                case ValueKind.Local:
                    var stores = method.Body.Steps.Where(s => s.Slot == value.Text && s.Kind == StepKind.LocalWrite).ToList();
                    return stores.Count > 0 && stores.TrueForAll(s => s.Value.Kind != ValueKind.Local && Follow(s.Value));
                case ValueKind.Result or ValueKind.New when Values.Source(method, value) is { } source && Gives(source) && source.Target.Name != "FromException":
                    return !makers.Add(Values.Index(value)!.Value) || source.Arguments.Append(source.Receiver).Where(IsOfTasks).All(Follow);
                default:
                    return false;
            }
        }

        // A task that the call is given, or tasks: of what else it is given nothing fails in the task.
        bool IsOfTasks(ValueFact value) =>
            value.Kind == ValueKind.Many ? value.Elements.Any(IsOfTasks)
            : Values.Source(method, value) is { } source ? Gives(source) || source.Target.MethodArguments.Any(Tasks.IsTask) || source.Target.TypeArguments.Any(Tasks.IsTask)
            : StaticTypes.Of(method, value) is { } type && (Tasks.IsTask(type) || type.Arguments.Any(Tasks.IsTask));
    }

    private static bool Gives(SiteFact source) =>
        source.Kind is SiteKind.Call or SiteKind.VirtualCall ? (Tasks.IsTask(source.Target) && !source.Target.Name.StartsWith("get_", StringComparison.Ordinal)) || source.Target.Type == "System.Threading.Tasks.Task" || source.Target.MethodArguments.Any(Tasks.IsTask)
        : source.Kind == SiteKind.New && source.Target.Type.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal);
}
