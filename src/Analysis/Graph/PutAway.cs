using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Methods that do nothing with a delegate but keep it: <c>void Later(Func&lt;Task&gt; work) => _work.Add(work)</c>.</summary>
internal static class PutAway
{
    private static readonly HashSet<string> Puts = new(StringComparer.Ordinal) { "Add", "AddFirst", "AddLast", "Append", "Enqueue", "Insert", "Prepend", "Push", "TryAdd", "set_Item" };

    /// <summary>Whether a method keeps what it is handed, itself or through others, and does nothing else with it.</summary>
    public static bool Is(CodeGraph graph, MethodNode method, int parameter, int depth)
    {
        bool IsIt(ValueFact value) => value.Kind == ValueKind.Parameter && Values.Index(value) == parameter;
        var uses = method.Method.Sites.Where(s => IsIt(s.Receiver) || s.Arguments.Any(IsIt)).ToList();
        return depth > 0 && uses.Count > 0
            && uses.TrueForAll(use => !IsIt(use.Receiver)
                && (use.Kind == SiteKind.FieldWrite
                    || IsPut(use)
                    || (graph.Find(use.Target) is { } next && Enumerable.Range(0, use.Arguments.Count).All(a => !IsIt(use.Arguments[a]) || Is(graph, next, a, depth - 1)))));
    }

    /// <summary>Whether a call puts its last argument into a collection of the framework.</summary>
    public static bool IsPut(SiteFact call) =>
        call.Kind is SiteKind.Call or SiteKind.VirtualCall && Puts.Contains(call.Target.Name) && call.Target.HasReceiver && call.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal);
}
