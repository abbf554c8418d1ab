using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Exceptions of one's own that stand for no failure from outside: nobody makes one of such a failure, in its handler or after its status was asked for. A limit that is reached, a pattern that cannot be read: whoever catches it
/// has been given an answer, and a failure goes past him.
/// </summary>
internal sealed class OwnVerdicts(CodeGraph graph, Flows flows, Failures failures, HandlerFate fate)
{
    /// <summary>By these a call says that it went wrong without throwing.</summary>
    private static readonly HashSet<string> Statuses = new(StringComparer.Ordinal)
    {
        "get_IsSuccessStatusCode", "get_StatusCode", "get_IsSuccessful", "get_ResponseStatus", "get_ErrorException", "get_ExitCode", "get_IsFaulted", "get_IsCanceled", "get_Exception", "WhenAny",
    };

    private readonly Dictionary<TypeNode, IReadOnlyList<(MethodNode Node, int Site, bool IsOfFailure)>> _known = [];
    private Dictionary<(string Assembly, string Type), List<(MethodNode Node, int Site)>>? _made;

    /// <param name="node">Where it is caught.</param>
    public bool Are(TypeName type, MethodNode node, RegionFact region)
    {
        if (graph.Types.Find(type.Assembly, type.Name) is not { } own || MakersOf(own) is not { Count: > 0 } makers)
        {
            return false;
        }

        if (!makers.Any(m => m.IsOfFailure))
        {
            return true;
        }

        // An exception that many throw for many reasons: what the try comes to says which of them are meant. Where it comes to none of them, nobody knows.
        var reached = Reached(node, region);
        var here = makers.Where(m => reached.ContainsKey(m.Node)).ToList();
        return here.Count > 0 && !here.Exists(m => m.IsOfFailure);
    }

    /// <summary>Where what a try comes to makes exceptions of a type of a failure, and the calls on the way there.</summary>
    public IReadOnlyList<(MethodNode Node, int Site, IReadOnlyList<CallEdge> Path)> Of(TypeName type, MethodNode node, RegionFact region)
    {
        if (graph.Types.Find(type.Assembly, type.Name) is not { } own)
        {
            return [];
        }

        var reached = Reached(node, region);
        return [.. MakersOf(own)
            .Where(m => m.IsOfFailure && reached.ContainsKey(m.Node) && (m.Node != node || region.Try.Contains(node.Method.Body.BlockOfSite[m.Site])))
            .Select(m => (m.Node, m.Site, PathTo(reached, m.Node)))];
    }

    /// <summary>Whether what an exception is made of has been recorded before, in the handler that makes it.</summary>
    public bool IsTold(MethodNode node, int site) =>
        node.Method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(node.Method.Body.BlockOfSite[site]) && fate.Tells(node, r));

    private static List<CallEdge> PathTo(Dictionary<MethodNode, CallEdge?> reached, MethodNode node)
    {
        var path = new List<CallEdge>();
        for (var edge = reached[node]; edge is not null; edge = reached[edge.From])
        {
            path.Insert(0, edge);
        }

        return path;
    }

    private IReadOnlyList<(MethodNode Node, int Site, bool IsOfFailure)> MakersOf(TypeNode own)
    {
        if (!_known.TryGetValue(own, out var known))
        {
            _known.Add(own, known = [.. TypeHierarchy.SelfAndDerived(own).SelectMany(t => Made(t)).Select(m => (m.Node, m.Site, IsOfFailure(m.Node, m.Site)))]);
        }

        return known;
    }

    /// <summary>The method itself, for what its try makes, and everything that the try leads to.</summary>
    private static Dictionary<MethodNode, CallEdge?> Reached(MethodNode node, RegionFact region)
    {
        var reached = new Dictionary<MethodNode, CallEdge?> { [node] = null };
        var queue = new Queue<MethodNode>();
        foreach (var edge in node.Edges.Where(e => e.Site >= 0 && region.Try.Contains(node.Method.Body.BlockOfSite[e.Site])))
        {
            Arrive(edge);
        }

        while (queue.Count > 0)
        {
            foreach (var edge in queue.Dequeue().Edges)
            {
                Arrive(edge);
            }
        }

        return reached;

        void Arrive(CallEdge edge)
        {
            if (!reached.ContainsKey(edge.To))
            {
                reached.Add(edge.To, edge);
                queue.Enqueue(edge.To);
            }
        }
    }

    private List<(MethodNode Node, int Site)> Made(TypeNode type)
    {
        if (_made is null)
        {
            _made = [];
            foreach (var node in graph.Focus)
            {
                for (var i = 0; i < node.Method.Sites.Count; i++)
                {
                    if (node.Method.Sites[i] is { Kind: SiteKind.New, Target: var target } && graph.IsOwn(target.Assembly))
                    {
                        if (!_made.TryGetValue((target.Assembly, target.Type), out var sites))
                        {
                            _made.Add((target.Assembly, target.Type), sites = []);
                        }

                        sites.Add((node, i));
                    }
                }
            }
        }

        return _made.TryGetValue((type.Assembly, type.Fact.Name), out var found) ? found : [];
    }

    private bool IsOfFailure(MethodNode node, int index)
    {
        var method = node.Method;
        return method.Parameters.Any(p => IsException(p.Name) || Tasks.IsTask(p) || p.Name == "System.Net.Http.HttpResponseMessage")
            || method.Sites.Any(s => Statuses.Contains(s.Target.Name))
            || IsGivenException(method.Sites[index])
            || method.Body.Regions.Any(r => r.IsCatch && new FailurePath(flows.Of(method), r).Blocks.Contains(method.Body.BlockOfSite[index]) && CanFail(node, r));
    }

    private static bool IsGivenException(SiteFact made)
    {
        var parameters = DocIdParameters.Of(made.Target.Id);
        return Enumerable.Range(0, parameters.Count).Any(p => IsException(parameters[p]) && Values.Argument(made, p).Kind is not (ValueKind.Null or ValueKind.New or ValueKind.Caught));
    }

    private bool CanFail(MethodNode node, RegionFact region) =>
        Enumerable.Range(0, node.Method.Sites.Count).Any(i => region.Try.Contains(node.Method.Body.BlockOfSite[i]) && failures.Thrown(node, i) is not null)
        || node.Method.Body.Steps.Any(s => region.Try.Contains(s.Block) && failures.AtAwait(node, s) is not null);

    private static bool IsException(string type) => type.EndsWith("Exception", StringComparison.Ordinal);
}
