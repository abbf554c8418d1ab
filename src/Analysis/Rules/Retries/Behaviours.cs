using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Behaviours of mediators that run what comes next again: a layer around every handler. Possible at most, since what is registered for which message is decided at run time.</summary>
internal sealed class Behaviours(RetryMap retries, CodeGraph graph, Catalogue catalogue)
{
    private const string SecondAttempt = "second attempt";

    private readonly Dictionary<MethodNode, RetryLayer?> _known = [];
    private readonly Dictionary<(MethodNode, int), IReadOnlyList<RetryLayer>> _around = [];

    /// <summary>What the behaviours around a message put around its handlers.</summary>
    public IReadOnlyList<RetryLayer> Around(CallEdge edge)
    {
        if (edge.Site < 0 || edge.From.Method.Sites[edge.Site] is not { Kind: SiteKind.Call or SiteKind.VirtualCall } site || catalogue.OfCall(site.Target.Type, site.Target.Name) is not DispatchMeaning)
        {
            return [];
        }

        if (!_around.TryGetValue((edge.From, edge.Site), out var layers))
        {
            layers = [.. edge.From.EdgesAt(edge.Site).Select(e => Of(e.To)).OfType<RetryLayer>().Distinct()];
            _around.Add((edge.From, edge.Site), layers);
        }

        // The behaviour itself is run once.
        return Of(edge.To) is null ? layers : [];
    }

    /// <summary>What runs next a second time when the first has failed, at the first call of it: there it leads to handlers whose message comes from elsewhere.</summary>
    public RetryLayer? Second(CallEdge edge) =>
        edge.Site >= 0 && edge.From.Method.Sites[edge.Site] is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Parameter } && Of(edge.From) is { Name: SecondAttempt } layer && layer.Site == edge.Site ? layer : null;

    private RetryLayer? Of(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var layer))
        {
            var next = Enumerable.Range(0, node.Method.Parameters.Count).FirstOrDefault(p => IsDelegate(node.Method.Parameters[p]));
            layer = node.Method.Parameters.Count > 0 && IsDelegate(node.Method.Parameters[next]) ? Repeats(node, next) : null;
            _known.Add(node, layer);
        }

        return layer;
    }

    private bool IsDelegate(TypeName type) =>
        type.Name.EndsWith("HandlerDelegate", StringComparison.Ordinal)
        || type.Name.IndexOf("HandlerDelegate`", StringComparison.Ordinal) >= 0
        || type.Name.StartsWith("System.Func`", StringComparison.Ordinal)
        || graph.Types.Find(type.Assembly, type.Name) is { } own && (own.Fact.Traits & TypeTraits.Delegate) != 0;

    private RetryLayer? Repeats(MethodNode node, int parameter)
    {
        var text = parameter.ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Target.Name == "Invoke" && site.Receiver is { Kind: ValueKind.Parameter } receiver && receiver.Text == text
                && retries.LoopsAround(node, i).FirstOrDefault() is { } loop)
            {
                return Layer(loop, node, i);
            }

            // pipeline.ExecuteAsync(_ => next()), or a policy that is handed the delegate itself.
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && retries.PolicyAt(node, i) is { } policy && Runs(node, i, text))
            {
                return Layer(policy, node, i);
            }
        }

        return Second(node, text);
    }

    /// <summary><c>try { return await next(); } catch (TimeoutException) { return await next(); }</c></summary>
    private static RetryLayer? Second(MethodNode node, string parameter)
    {
        var body = node.Method.Body;
        var runs = Enumerable.Range(0, node.Method.Sites.Count).Where(i => node.Method.Sites[i] is { Target.Name: "Invoke", Receiver.Kind: ValueKind.Parameter } run && run.Receiver.Text == parameter).ToList();
        var first = runs.FindIndex(i => body.Regions.Any(r => r.IsCatch && r.Try.Contains(body.BlockOfSite[i]) && runs.Exists(other => r.Handler.Contains(body.BlockOfSite[other]))));
        return first < 0 ? null : Layer(new(RetryKind.Loop, SecondAttempt, new(2), node, runs[first]), node, runs[first]);
    }

    private bool Runs(MethodNode node, int call, string parameter)
    {
        var names = node.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Value is { Kind: ValueKind.Parameter } value && value.Text == parameter).Select(s => s.Slot).ToList();
        return node.Method.Sites.Where(s => s.Kind == SiteKind.Delegate && s.Consumer == call)
            .Select(s => graph.Find(s.Target))
            .Any(lambda => lambda?.Method.Sites.Any(s => s.Target.Name == "Invoke" && s.Receiver.Kind == ValueKind.Captured && names.Contains(s.Receiver.Text)) ?? false);
    }

    private static RetryLayer Layer(RetryLayer inside, MethodNode node, int site) => new(inside.Kind, inside.Name, inside.Attempts, node, site) { IsPossible = true };
}
