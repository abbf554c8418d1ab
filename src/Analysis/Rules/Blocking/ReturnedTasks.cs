using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Own members that only ever give tasks that are done: <c>return Task.CompletedTask;</c>, in the one place or in all the places where an interface of the code's own is implemented.
/// </summary>
internal sealed class ReturnedTasks(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>How many own members may hand on what the next one gives.</summary>
    private const int Deepest = 4;

    private readonly Dictionary<MethodNode, bool> _known = [];

    /// <summary>Whether a value is what such a member gives.</summary>
    public bool IsDone(MethodNode node, ValueFact task) => IsDone(node, task, Deepest);

    /// <summary>Whether a call of a library makes a task that is done.</summary>
    public bool IsMadeDone(SiteFact source)
    {
        var target = source.Target;

        // new ValueTask<int>(5) holds its result; new ValueTask<int>(task) does not.
        return catalogue.Of<CompletedMeaning>(target.Type, target.Name) is not null
            || (source.Kind == SiteKind.New && target.Type is "System.Threading.Tasks.ValueTask`1" && target.Id.EndsWith("(`0)", StringComparison.Ordinal));
    }

    private bool IsDone(MethodNode node, ValueFact task, int depth)
    {
        if (depth == 0 || Values.Source(node.Method, task) is not { Kind: SiteKind.Call or SiteKind.VirtualCall } call || !graph.IsOwn(call.Target.Assembly))
        {
            return false;
        }

        var site = Values.Index(task);
        var bodies = node.Edges.Where(e => e.Site == site && e.Via is null).Select(e => e.To).ToList();
        return bodies.Count > 0 && bodies.TrueForAll(b => GivenValues.IsCallOf(call, b.Method) && Gives(b, depth));
    }

    private bool Gives(MethodNode body, int depth)
    {
        if (!_known.TryGetValue(body, out var known))
        {
            _known.Add(body, false); // one that hands on what it gives itself
            _known[body] = known = Find(body, depth);
        }

        return known;
    }

    private bool Find(MethodNode body, int depth)
    {
        if (body.Method.Has(MethodTraits.Abstract) || body.Method.Has(MethodTraits.Async))
        {
            return false;
        }

        var returned = body.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => TaskValues.Peel(body.Method, s.Value)).ToList();
        return returned.Count > 0 && returned.TrueForAll(task => (Values.Source(body.Method, task) is { } made && IsMadeDone(made)) || IsDone(body, task, depth - 1));
    }
}
