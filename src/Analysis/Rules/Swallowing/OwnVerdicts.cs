using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Exceptions of one's own that stand for no failure from outside: nobody makes one of such a failure, in its handler or after its status was asked for. A limit that is reached, a pattern that cannot be read: whoever catches it
/// has been given an answer, and a failure goes past him.
/// </summary>
internal sealed class OwnVerdicts(CodeGraph graph, Flows flows, Failures failures)
{
    /// <summary>By these a call says that it went wrong without throwing.</summary>
    private static readonly HashSet<string> Statuses = new(StringComparer.Ordinal)
    {
        "get_IsSuccessStatusCode", "get_StatusCode", "get_IsSuccessful", "get_ResponseStatus", "get_ErrorException", "get_ExitCode", "get_IsFaulted", "get_IsCanceled", "get_Exception", "WhenAny",
    };

    private readonly Dictionary<TypeNode, bool> _known = [];
    private Dictionary<(string Assembly, string Type), List<(MethodNode Node, int Site)>>? _made;

    public bool Are(TypeName type)
    {
        if (graph.Types.Find(type.Assembly, type.Name) is not { } own)
        {
            return false;
        }

        if (!_known.TryGetValue(own, out var known))
        {
            var made = TypeHierarchy.SelfAndDerived(own).SelectMany(t => Made(t)).ToList();
            _known.Add(own, known = made.Count > 0 && !made.Exists(m => IsOfFailure(m.Node, m.Site)));
        }

        return known;
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
