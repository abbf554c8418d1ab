using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Own members that only ever give tasks that are done: <c>return Task.CompletedTask;</c>, or <c>async</c> without anything to await, in the one place or in all the places where an interface of the code's own is implemented.
/// </summary>
internal sealed class ReturnedTasks(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>How many own members may hand on what the next one gives.</summary>
    private const int Deepest = 4;

    /// <summary>For a body that no delegate is handed to, there is nothing to know of one.</summary>
    private static readonly Func<int, MethodNode?> None = static _ => null;

    private readonly Dictionary<(MethodNode, bool), bool> _known = [];

    /// <summary>Whether a value is what such a member gives.</summary>
    public bool IsDone(MethodNode node, ValueFact task) => IsDone(node, task, Deepest, isPlain: false);

    /// <summary>Whether it is, and no failure is ever in it: a member that is not <c>async</c> throws there and then.</summary>
    public bool HoldsNoFailure(MethodNode node, int call) => IsDone(node, Values.ResultOf(call), Deepest, isPlain: true);

    /// <summary>Whether a call of a library makes a task that is done.</summary>
    public bool IsMadeDone(SiteFact source)
    {
        var target = source.Target;

        // new ValueTask<int>(5) holds its result; new ValueTask<int>(task) does not.
        return catalogue.Of<CompletedMeaning>(target.Type, target.Name) is not null
            || (source.Kind == SiteKind.New && target.Type is "System.Threading.Tasks.ValueTask`1" && target.Id.EndsWith("(`0)", StringComparison.Ordinal));
    }

    private bool IsDone(MethodNode node, ValueFact task, int depth, bool isPlain)
    {
        if (depth == 0 || Values.Source(node.Method, task) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } call || !graph.IsOwn(call.Target.Assembly))
        {
            return false;
        }

        var site = Values.Index(task);
        var bodies = node.EdgesAt(site).Where(e => e.Via is null).Select(e => e.To).ToList();
        return bodies.Count > 0 && bodies.TrueForAll(b => GivenValues.IsCallOf(call, b.Method) && (Gives(b, depth, isPlain) || (call.Arguments.Any(a => a.Kind == ValueKind.Delegate) && Find(b, depth, isPlain, Handed))));

        // await RunAsync(() => Task.FromResult(5)): what it awaits is what the delegate gives.
        MethodNode? Handed(int parameter) => Values.Argument(call, parameter) is { Kind: ValueKind.Delegate } made ? graph.Find(node.Assembly.Name, made.Text) : null;
    }

    private bool Gives(MethodNode body, int depth, bool isPlain)
    {
        if (!_known.TryGetValue((body, isPlain), out var known))
        {
            _known.Add((body, isPlain), false); // one that hands on what it gives itself
            _known[(body, isPlain)] = known = Find(body, depth, isPlain, None);
        }

        return known;
    }

    /// <param name="handed">The delegate that this call hands over for a parameter.</param>
    private bool Find(MethodNode body, int depth, bool isPlain, Func<int, MethodNode?> handed)
    {
        var method = body.Method;
        if (method.Has(MethodTraits.Abstract) || method.Has(MethodTraits.Iterator))
        {
            return false;
        }

        if (method.Has(MethodTraits.Async))
        {
            // What is awaited may be done as well: await Task.CompletedTask, for the compiler's peace.
            return !isPlain && Tasks.IsTask(method.Returns) && method.Body.Steps.Where(s => s.Kind == StepKind.Await).All(s => Is(s.Value));
        }

        // An optimised build returns the default of a value type without storing it, and no step tells of that.
        var returned = method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).ToList();
        return (returned.Count > 0 || IsValueTask(method.Returns)) && returned.TrueForAll(Is);

        bool Is(ValueFact value)
        {
            var task = TaskValues.Peel(method, value);
            return (task.Kind == ValueKind.Null && IsValueTask(method.Returns))
                || (Values.Source(method, task) is { } source && IsMadeDone(source) && !(isPlain && source.Target.Name == "FromException"))
                || (Values.Source(method, task) is { Target.Name: "Invoke", Receiver: { Kind: ValueKind.Parameter } run } && Values.Index(run) is { } parameter && handed(parameter) is { } made && depth > 0 && Gives(made, depth - 1, isPlain))
                || IsDone(body, task, depth - 1, isPlain);
        }
    }

    private static bool IsValueTask(TypeName type) => type.Name is "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1";
}
