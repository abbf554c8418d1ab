using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Which handlers of HTTP clients try a request again, and which calls go through them.</summary>
internal sealed class HttpClients
{
    private const string Client = "System.Net.Http.HttpClient";

    private const string Resilience = "Microsoft.Extensions.Http.Resilience.ResilienceHandler";

    /// <summary>Stands for every client that the factory makes.</summary>
    private const string Everyone = "*";

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly ValueOrigins _origins;
    private readonly Policies _policies;
    private readonly Func<MethodNode, IReadOnlyList<RetryLoop>> _loops;

    /// <summary>By the client's name, or <c>T:</c> and the type that is given it.</summary>
    private readonly Dictionary<string, List<RetryLayer>> _handlers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cleared = new(StringComparer.Ordinal);

    /// <summary>By the client: the SendAsync of handlers of our own, in the order in which a request passes them, each with the method that adds it.</summary>
    private readonly Dictionary<string, List<(MethodNode Registrar, MethodNode Send)>> _passed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _typed = new(StringComparer.Ordinal);

    /// <summary>By type: the names of the clients that it is made with (AddTypedClient).</summary>
    private readonly Dictionary<string, HashSet<string>> _clientsOf = new(StringComparer.Ordinal);

    public HttpClients(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies, Func<MethodNode, IReadOnlyList<RetryLoop>> loops)
    {
        _graph = graph;
        _catalogue = catalogue;
        _origins = origins;
        _policies = policies;
        _loops = loops;
        foreach (var node in graph.Nodes.Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                if (node.Method.Sites[i] is { Kind: SiteKind.Call or SiteKind.VirtualCall } site)
                {
                    Read(node, i, site);
                }
            }
        }
    }

    /// <summary>What tries a request again that a call sends, outer before inner.</summary>
    public IEnumerable<RetryLayer> Of(MethodNode node, SiteFact call)
    {
        // A library writes the client from an interface of ours: its requests go through the interface's own HttpClient.
        var written = "T:" + call.Target.Type;
        if (call.Target.HasReceiver && _typed.Contains(written))
        {
            return Named(_clientsOf.TryGetValue(written, out var clients) ? [written, .. clients] : [written]);
        }

        var client = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        // A helper that is handed its client, by one with handlers that try again and by another one without.
        var ofEach = _origins.Of(new(node), client).Select(origin => OfOrigin(origin).ToList()).ToList();
        return ofEach.SelectMany(layers => layers).Distinct().Select(layer => ofEach.TrueForAll(layers => layers.Contains(layer)) ? layer : layer.AsPossible());
    }

    private IEnumerable<RetryLayer> OfOrigin(Origin origin)
    {
        if (origin.Made is { } made)
        {
            if (made.Target.Name == "CreateClient")
            {
                var named = made.Arguments.FirstOrDefault(a => a.Kind is ValueKind.Text or ValueKind.Field or ValueKind.Parameter);
                var texts = _origins.Of(origin.At, named).Where(o => o.Value.Kind == ValueKind.Text).Select(o => o.Value.Text);
                return Named([.. texts]);
            }

            return made.Target.Type == Client && made.Kind == SiteKind.New ? Handlers(origin.At, Values.Argument(made, 0)) : [];
        }

        // What a typed client is given: the container knows it by the type that asks.
        var isGiven = origin.Value.Kind is ValueKind.Parameter or ValueKind.Field;
        return isGiven && _typed.Contains("T:" + origin.At.Node.Method.Type) ? Named(["T:" + origin.At.Node.Method.Type]) : [];
    }

    private IEnumerable<RetryLayer> Named(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            foreach (var layer in _handlers.TryGetValue(name, out var layers) ? layers : [])
            {
                yield return layer;
            }
        }

        if (!names.Any(_cleared.Contains))
        {
            foreach (var layer in _handlers.TryGetValue(Everyone, out var defaults) ? defaults : [])
            {
                yield return layer;
            }
        }
    }

    /// <summary>A handler of our own whose SendAsync loops, and those that it is wrapped around.</summary>
    private IEnumerable<RetryLayer> Handlers(Activation at, ValueFact handler) =>
        _origins.Of(at, handler).Where(o => o.Made?.Kind == SiteKind.New).SelectMany(o => o.Made!.Target.Type == Resilience ? OfPipelineHandler(o) : OfType(o.Made.Target.Assembly, o.Made.Target.Type, o.At.Node));

    /// <summary><c>new ResilienceHandler(pipeline)</c>.</summary>
    private IEnumerable<RetryLayer> OfPipelineHandler(Origin origin)
    {
        if (_policies.Of(origin.At, Values.Argument(origin.Made!, 0)) is { IsOnce: false } attempts)
        {
            yield return new(RetryKind.Handler, "resilience handler", attempts, origin.At.Node, Values.Index(origin.Value) ?? -1);
        }
    }

    private IEnumerable<RetryLayer> OfType(string assembly, string type, MethodNode registrar, (MethodNode, int)? registration = null)
    {
        foreach (var method in Sends(assembly, type))
        {
            var spares = SparedVerbs.Asks(_catalogue, method);
            foreach (var loop in _loops(method))
            {
                yield return new(RetryKind.Handler, Names.Type(type), loop.Layer.Attempts, method, loop.Layer.Site) { SparesUnsafe = spares, Registrars = [registrar], Registration = registration };
            }

            for (var i = 0; i < method.Method.Sites.Count; i++)
            {
                var site = method.Method.Sites[i];
                if (_catalogue.OfCall(site.Target.Type, site.Target.Name) is RunsMeaning { Mode: RunMode.Retrying } && _policies.Of(new(method), site.Receiver) is { IsOnce: false } attempts)
                {
                    yield return new(RetryKind.Handler, Names.Type(type), attempts, method, i) { SparesUnsafe = spares, Registrars = [registrar], Registration = registration };
                }
            }
        }
    }

    private IEnumerable<MethodNode> Sends(string assembly, string type) => (_graph.Types.Find(assembly, type)?.Methods ?? []).Where(m => m.Method.Name is "SendAsync" or "Send");

    private void Read(MethodNode node, int index, SiteFact site)
    {
        var name = site.Target.Name;
        if (name is "AddHttpClient" or "AddRefitClient" && site.Target.MethodArguments.Count > 0)
        {
            foreach (var type in site.Target.MethodArguments)
            {
                _typed.Add("T:" + type.Name);
            }
        }

        var at = new Activation(node);
        switch (name)
        {
            case "AddStandardResilienceHandler" or "AddStandardHedgingHandler" when _catalogue.Of<RetryMeaning>(site.Target.Type, name) is { } meaning:
                Add(node, index, "resilience handler", Configured(at, site, index, meaning), SparedVerbs.Of(_policies, node, site, index));
                break;
            case "AddResilienceHandler":
                Add(node, index, "resilience handler", OfPipeline(node, site), SparedVerbs.Of(_policies, node, site, index));
                break;
            case "AddPolicyHandler" or "AddTransientHttpErrorPolicy" or "AddPolicyHandlerFromRegistry":
                Add(node, index, "policy handler", OfPolicy(at, site) ?? Attempts.Once, site.Arguments.Any(a => _policies.Lambda(node, a) is { } chooses && SparedVerbs.Asks(_catalogue, chooses)) ? [] : null);
                break;
            case "AddHttpMessageHandler" or "ConfigurePrimaryHttpMessageHandler":
                var handled = Clients(node, site);
                foreach (var layer in OwnTypes(node, site).SelectMany(t => OfType(t.Assembly, t.Type, node, (node, index))))
                {
                    Add(handled, layer);
                }

                foreach (var send in OwnTypes(node, site).SelectMany(t => Sends(t.Assembly, t.Type)))
                {
                    Pass(handled, node, send);
                }

                break;
            case "AddTypedClient" when site.Target.MethodArguments.Count > 0:
                _typed.Add("T:" + site.Target.MethodArguments[0].Name);
                _clientsOf["T:" + site.Target.MethodArguments[0].Name] = Clients(node, site);
                break;
            case "RemoveAllResilienceHandlers":
                _cleared.UnionWith(Clients(node, site));
                break;
        }
    }

    private void Add(MethodNode node, int index, string what, Attempts attempts, IReadOnlyCollection<string>? spared)
    {
        if (!attempts.IsOnce)
        {
            var clients = Clients(node, node.Method.Sites[index]);
            MethodNode[] before = [.. clients.SelectMany(c => _passed.TryGetValue(c, out var passed) ? passed : []).Where(p => p.Registrar == node).Select(p => p.Send).Distinct()];
            Add(clients, new(RetryKind.Handler, what, attempts, node, index) { SparesUnsafe = spared is not null, Spared = spared ?? [], Before = before, Registration = (node, index) });
        }
    }

    private void Pass(IEnumerable<string> clients, MethodNode registrar, MethodNode send)
    {
        foreach (var client in clients)
        {
            if (!_passed.TryGetValue(client, out var passed))
            {
                _passed.Add(client, passed = []);
            }

            passed.Add((registrar, send));
        }
    }

    private void Add(IEnumerable<string> clients, RetryLayer layer)
    {
        foreach (var client in clients)
        {
            if (!_handlers.TryGetValue(client, out var layers))
            {
                _handlers.Add(client, layers = []);
            }

            layers.Add(layer);
        }
    }

    /// <summary>The names of the clients whose builder a call is made on.</summary>
    private HashSet<string> Clients(MethodNode node, SiteFact site)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(new(node), Values.Argument(site, 0), names, 8);
        return names;
    }

    private void Collect(Activation at, ValueFact builder, HashSet<string> names, int depth)
    {
        foreach (var origin in depth == 0 ? [] : _origins.Of(at, builder))
        {
            switch (origin.Made)
            {
                case { Target.Name: "AddHttpClient" or "AddRefitClient" or "AddGrpcClient" } registration:
                    Collect(registration, names);
                    break;
                case { } link when link.Kind != SiteKind.New:
                    Collect(origin.At, link.Target.HasReceiver ? link.Receiver : Values.Argument(link, 0), names, depth - 1);
                    break;
                case null when origin.Value.Kind == ValueKind.Parameter && _origins.Makers.TryGetValue(origin.At.Node, out var maker) && maker.Site.Consumer >= 0:
                    if (maker.Node.Method.Sites[maker.Site.Consumer].Target.Name == "ConfigureHttpClientDefaults")
                    {
                        names.Add(Everyone);
                    }

                    break;
            }
        }
    }

    private static void Collect(SiteFact registration, HashSet<string> names)
    {
        foreach (var type in registration.Target.MethodArguments)
        {
            names.Add("T:" + type.Name);
        }

        if (registration.Arguments.FirstOrDefault(a => a.Kind == ValueKind.Text) is { Kind: ValueKind.Text } named)
        {
            names.Add(named.Text);
        }
        else if (registration.Target.MethodArguments.Count > 0)
        {
            names.Add(Names.Type(registration.Target.MethodArguments[0].Name));
        }
    }

    private Attempts Configured(Activation at, SiteFact site, int index, RetryMeaning meaning)
    {
        foreach (var later in at.Node.Method.Sites.Where(s => s.Target.Name == "Configure" && (s.Target.HasReceiver ? s.Receiver : Values.Argument(s, 0)) == Values.ResultOf(index)))
        {
            var attempts = _policies.OfCall(at, later, meaning);
            if (attempts.IsKnown)
            {
                return attempts;
            }
        }

        return _policies.OfCall(at, site, meaning);
    }

    private Attempts OfPipeline(MethodNode node, SiteFact site)
    {
        foreach (var argument in site.Arguments)
        {
            if (_policies.Lambda(node, argument) is { } lambda)
            {
                return _policies.OfBuilder(new(lambda), new(ValueKind.Parameter, "0"));
            }
        }

        return Attempts.Once;
    }

    private Attempts? OfPolicy(Activation at, SiteFact site)
    {
        foreach (var argument in site.Arguments.Skip(1))
        {
            if (_policies.Lambda(at.Node, argument) is { } lambda)
            {
                foreach (var returned in _origins.Returned(new(lambda)))
                {
                    if (_policies.Of(returned.At, returned.Value) is { } attempts)
                    {
                        return attempts;
                    }
                }
            }
            else if ((_policies.OfKey(at, argument) ?? _policies.Of(at, argument)) is { } known)
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The handlers that a registration names, or that its lambda makes.</summary>
    private List<(string Assembly, string Type)> OwnTypes(MethodNode node, SiteFact site)
    {
        var types = site.Target.MethodArguments.Select(t => (t.Assembly, Type: t.Name));
        foreach (var argument in site.Arguments)
        {
            if (_policies.Lambda(node, argument) is { } lambda)
            {
                types = types.Concat(lambda.Method.Sites.Where(s => s.Kind == SiteKind.New).Select(s => (s.Target.Assembly, s.Target.Type)));
            }
        }

        return [.. types];
    }
}
