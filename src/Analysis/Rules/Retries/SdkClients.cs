using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What the clients of vendors' SDKs try again by themselves: as often as the catalogue says, or as the options of such a client are set to anywhere in the code; and gRPC channels, which try again only where a service config
/// says so.
/// </summary>
internal sealed class SdkClients
{
    private const string Grpc = "Grpc.";

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;

    /// <summary>By the namespace of the options; by the vendor where they are those of every client.</summary>
    private readonly Dictionary<string, RetryLayer> _set = new(StringComparer.Ordinal);
    private readonly Dictionary<(MethodNode, int), RetryLayer> _defaults = [];

    private readonly Dictionary<(MethodNode, int), RetryLayer> _owned = [];
    private readonly Dictionary<MethodNode, IReadOnlyList<EffectSite>> _unnamed = [];
    private readonly ValueOrigins _origins;
    private readonly RegisteredClients _registered;
    private readonly Policies _policies;

    public SdkClients(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies)
    {
        _graph = graph;
        _catalogue = catalogue;
        _origins = origins;
        _registered = new(graph, origins);
        _policies = policies;
        foreach (var node in graph.NodesNear(m => catalogue.Of<RetryMeaning>(m) is not null).Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                if (Setting(site) is { } meaning && !SdkOptions.AreOfKeptClient(graph, node, site))
                {
                    var attempts = SetBy(new(node), site, meaning);
                    var scope = SdkOptions.Scope(graph, origins, node, site);
                    if (!_set.TryGetValue(scope, out var known) || Attempts.Larger(known.Attempts, attempts) != known.Attempts)
                    {
                        _set[scope] = new(RetryKind.Client, Name(SdkOptions.Family(site.Target.Type)), attempts, node, i);
                    }
                }
            }
        }
    }

    /// <summary>Null when the client of a call tries nothing again.</summary>
    public RetryLayer? Of(EffectSite effect)
    {
        var target = effect.Node.Method.Sites[effect.Site].Target;
        if (IsGrpc(target))
        {
            return Set(Grpc) is { Attempts.IsOnce: false } configured ? configured : null;
        }

        if (_catalogue.Of<RetryMeaning>(target) is not { Argument: < 0, Property: "" } meaning || target.Name.StartsWith("set_", StringComparison.Ordinal))
        {
            return null;
        }

        var family = SdkOptions.Family(target.Type);
        if (Own(effect, family) is { } own)
        {
            return own.Attempts.IsOnce ? null : own;
        }

        var layer = IsPlain(effect, family) ? null : Set(target.Type);
        if (layer is null && !_defaults.TryGetValue((effect.Node, effect.Site), out layer))
        {
            // Nobody has written a default: it is shown where it takes effect.
            _defaults.Add((effect.Node, effect.Site), layer = new(RetryKind.Client, Name(family), Attempts.OfRetries(meaning.Retries), effect.Node, effect.Site));
        }

        return layer.Attempts.IsOnce ? null : layer;
    }

    /// <summary>Requests of such clients that are no effect anybody has named: for how often something is tried they count like any other.</summary>
    public IReadOnlyList<EffectSite> Unnamed(MethodNode node)
    {
        if (!_unnamed.TryGetValue(node, out var requests))
        {
            _unnamed.Add(node, requests = [.. Enumerable.Range(0, node.Method.Sites.Count)
                .Where(i => IsRequest(node.Method.Sites[i]) && node.EffectsAt(i).Count == 0)
                .Select(i => new EffectSite(node, i, EffectCategory.Http, Repetition.Unclear, Names.Member(node.Method.Sites[i].Target), Changes: null))]);
        }

        return requests;
    }

    /// <summary>A task that a client of a vendor hands out by name.</summary>
    private bool IsRequest(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && SdkOptions.Family(site.Target.Type) is "Azure." or "Amazon."
        && (site.Target.Type.EndsWith("Client", StringComparison.Ordinal) || site.Target.Type.IndexOf(".IAmazon", StringComparison.Ordinal) > 0)
        && site.Target.Name.EndsWith("Async", StringComparison.Ordinal) && !site.Target.Name.StartsWith("Dispose", StringComparison.Ordinal) && !site.Target.Name.StartsWith("Close", StringComparison.Ordinal)
        && site.Target.Returns?.Name is "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask`1" or "System.Threading.Tasks.ValueTask"
        && _catalogue.Of<RetryMeaning>(site.Target) is { Argument: < 0, Property: "" };

    /// <summary>MaxAttempts counts the first one as well.</summary>
    private Attempts SetBy(Activation at, SiteFact site, RetryMeaning meaning)
    {
        var attempts = _policies.OfCall(at, site, meaning);
        return site.Target.Name.EndsWith("Attempts", StringComparison.Ordinal) && attempts.IsKnown ? new(attempts.Count - 1) : attempts;
    }

    /// <summary>What the options say that are nearest to a type: those of its own package, or of everything that the vendor has.</summary>
    private RetryLayer? Set(string type)
    {
        for (var dot = type.LastIndexOf('.'); dot > 0; dot = type.LastIndexOf('.', dot - 1))
        {
            if (_set.TryGetValue(type.Substring(0, dot + 1), out var layer))
            {
                return layer;
            }
        }

        return null;
    }

    /// <summary>What a call or creation says of how often a client tries again: a property of its options, or an argument of what sends its requests.</summary>
    private RetryMeaning? Setting(SiteFact site) =>
        (site.Kind == SiteKind.New || site.Target.Name.StartsWith("set_", StringComparison.Ordinal)) && _catalogue.Of<RetryMeaning>(site.Target.Type, site.Target.Name) is { Argument: >= 0 } meaning ? meaning : null;

    /// <summary>What the client of a call was made with, where the code shows it: <c>new AmazonS3Client(new AmazonS3Config { MaxErrorRetry = 0 })</c>, also behind a client that it hands out for a part.</summary>
    private RetryLayer? Own(EffectSite effect, string family)
    {
        if (SdkOptions.Client(_origins, _registered, new(effect.Node), effect.Node.Method.Sites[effect.Site].Receiver, family) is not { } origin)
        {
            return null;
        }

        foreach (var options in origin.Made!.Arguments.SelectMany(a => _origins.Of(origin.At, a)).Where(o => o.Made is { Kind: SiteKind.New }))
        {
            for (var i = 0; i < options.At.Node.Method.Sites.Count; i++)
            {
                var site = options.At.Node.Method.Sites[i];
                if (SdkOptions.IsOf(options.At.Node.Method, site, options.Value) && Setting(site) is { } meaning)
                {
                    return _owned.TryGetValue((options.At.Node, i), out var known) ? known
                        : _owned[(options.At.Node, i)] = new(RetryKind.Client, Name(family), SetBy(options.At, site, meaning), options.At.Node, i);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the code makes the client of a call without any options: <c>new BlobContainerClient(connection, "scans")</c>. What another one is told is nothing to it.</summary>
    private bool IsPlain(EffectSite effect, string family) =>
        family is "Azure." or "Amazon."
        && SdkOptions.Client(_origins, _registered, new(effect.Node), effect.Node.Method.Sites[effect.Site].Receiver, family) is { Made: { } made }
        && DocIdParameters.Of(made.Target.Id) is var parameters
        && !Enumerable.Range(0, parameters.Count).Any(p => (parameters[p].EndsWith("Options", StringComparison.Ordinal) || parameters[p].EndsWith("Config", StringComparison.Ordinal)) && Values.Argument(made, p).Kind != ValueKind.Null);

    private bool IsGrpc(MethodRef target) =>
        target.Returns?.Name.StartsWith("Grpc.Core.Async", StringComparison.Ordinal) == true
        || _graph.Types.Find(target.Assembly, target.Type)?.Fact.Base?.Name.StartsWith("Grpc.Core.ClientBase", StringComparison.Ordinal) == true;

    private static string Name(string family) => family.TrimEnd('.') switch
    {
        "Grpc" => "gRPC service config",
        var vendor => vendor + " client",
    };
}
