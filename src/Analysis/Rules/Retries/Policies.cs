using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>How often a pipeline, policy or options object has something tried, read from the code that makes it.</summary>
internal sealed class Policies
{
    private const int Deepest = 6;

    private readonly CodeGraph _graph;
    private readonly Catalogue _catalogue;
    private readonly ValueOrigins _origins;
    private readonly Settings _settings;
    private readonly PolicyKeys _keys;
    private readonly Dictionary<ValueFact, List<(MethodNode Node, SiteFact Site)>> _registered = [];
    private readonly Dictionary<string, List<(MethodNode Node, SiteFact Site)>> _services = new(StringComparer.Ordinal);

    public Policies(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Settings settings)
    {
        _graph = graph;
        _catalogue = catalogue;
        _origins = origins;
        _settings = settings;
        _keys = new PolicyKeys(origins);
        foreach (var node in graph.Nodes)
        {
            foreach (var site in node.Method.Sites)
            {
                if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && !node.Method.Has(MethodTraits.Generated))
                {
                    Register(node, site);
                }
            }
        }
    }

    /// <summary>Null when the code does not show a retry.</summary>
    public Attempts? Of(Activation at, ValueFact policy) => Of(at, policy, Deepest);

    /// <summary>Who registers a policy that comes out of a registry or a container.</summary>
    public IReadOnlyList<MethodNode> Registrars(Activation at, ValueFact policy) =>
        [.. _origins.Of(at, policy).SelectMany(o => Registrations(o)).Select(r => r.Node).Distinct()];

    private IReadOnlyList<(MethodNode Node, SiteFact Site)> Registrations(Origin origin)
    {
        if (origin.Made is { } made)
        {
            return IsKeyedService(made) && RegisteredAs(_keys.Of(origin.At, made)) is { Count: > 0 } keyed ? keyed : Registrations(origin.At, made);
        }

        var node = origin.At.Node;
        return origin.Value.Kind != ValueKind.Parameter || Values.Index(origin.Value) is not { } p || p >= node.Method.Parameters.Count ? []
            : node.Method.Keys.FirstOrDefault(k => k.Parameter == p) is { } key ? RegisteredAs([new(ValueKind.Text, key.Key)])
            : _services.TryGetValue(node.Method.Parameters[p].Name, out var byType) ? byType : [];
    }

    /// <summary>What has been added to a builder that a method makes or receives; once when nothing retries.</summary>
    public Attempts OfBuilder(Activation at, ValueFact builder) => OfBuilder(at, Root(at.Node.Method, builder), Deepest);

    /// <summary>What a call that the catalogue knows to add retries adds.</summary>
    public Attempts OfCall(Activation at, SiteFact site, RetryMeaning meaning)
    {
        if (meaning.Retries == RetryMeaning.Forever)
        {
            return Attempts.Endless;
        }

        return meaning.Property.Length > 0 ? OfOptions(at, site, meaning)
            : meaning.Argument >= 0 ? OfArgument(at, site, meaning)
            : Attempts.OfRetries(meaning.Retries);
    }

    private Attempts? Of(Activation at, ValueFact policy, int depth) =>
        depth == 0 ? null : Largest(_origins.Of(at, policy).Select(o => OfOrigin(o, depth)));

    private static Attempts? Largest(IEnumerable<Attempts?> all) =>
        all.Aggregate((Attempts?)null, static (largest, next) => largest is { } known && next is { } other ? Attempts.Larger(known, other) : largest ?? next);

    private Attempts? OfOrigin(Origin origin, int depth)
    {
        var at = origin.At;
        if (origin.Made is not { } made)
        {
            return OfService(origin, depth);
        }

        if (_catalogue.Of<RetryMeaning>(made.Target.Type, made.Target.Name) is { } meaning && made.Kind != SiteKind.New)
        {
            return OfCall(at, made, meaning);
        }

        if (made.Target.Name == "Build" && made.Target.Type.StartsWith("Polly.ResiliencePipelineBuilder", StringComparison.Ordinal))
        {
            var builder = made.Target.HasReceiver ? made.Receiver : Values.Argument(made, 0);
            return OfBuilder(at, Root(at.Node.Method, builder), depth);
        }

        if (IsKeyedService(made))
        {
            return OfKeys(_keys.Of(at, made), depth);
        }

        if (IsOfRegistry(made))
        {
            return made.Target.Name == "GetOrAddPipeline" ? OfRegistration(at.Node, made, depth) : OfKeys(_keys.Of(at, Values.Argument(made, 0)), depth);
        }

        if (made.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) && made.Kind != SiteKind.New)
        {
            // Wrap, WrapAsync, WithPolicyKey, AsAsyncPolicy: what goes in comes out.
            return Wrapped(at, made, depth);
        }

        return null;
    }

    private Attempts? Wrapped(Activation at, SiteFact call, int depth)
    {
        Attempts? product = null;
        var parts = call.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]);
        foreach (var part in call.Target.HasReceiver ? parts.Prepend(call.Receiver) : parts)
        {
            if (part.Kind != ValueKind.Unknown && Of(at, part, depth - 1) is { } attempts)
            {
                product = product is { } known ? known * attempts : attempts;
            }
        }

        return product;
    }

    private Attempts OfBuilder(Activation at, ValueFact root, int depth)
    {
        var product = Attempts.Once;
        foreach (var site in at.Node.Method.Sites)
        {
            if (depth == 0 || site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || !IsOn(at.Node.Method, site, root))
            {
                continue;
            }

            if (_catalogue.Of<RetryMeaning>(site.Target.Type, site.Target.Name) is { } meaning)
            {
                product *= OfCall(at, site, meaning);
            }
            else if (IsPipelineAdded(site) && Of(at, Values.Argument(site, 1), depth - 1) is { } whole)
            {
                product *= whole;
            }
            else if (!site.Target.HasReceiver && !site.Target.Type.StartsWith("Polly.", StringComparison.Ordinal) && _graph.Find(site.Target) is { } own)
            {
                product *= OfBuilder(new(own, at, site), new(ValueKind.Parameter, "0"), depth - 1);
            }
        }

        return product;
    }

    /// <summary>Whether a pipeline becomes part of another one: <c>builder.AddPipeline(reads)</c>.</summary>
    public static bool IsPipelineAdded(SiteFact site) => site.Target is { Name: "AddPipeline", Type: "Polly.ResiliencePipelineBuilderExtensions" };

    /// <summary>Whether a call adds to what a builder was begun with.</summary>
    public static bool IsOn(MethodFact method, SiteFact site, ValueFact root)
    {
        var subject = site.Target.HasReceiver ? site.Receiver : Values.Argument(site, 0);
        return subject.Kind != ValueKind.Unknown && Root(method, subject) == root;
    }

    /// <summary>What a chain of calls was begun on: every one of them returns it.</summary>
    public static ValueFact Root(MethodFact method, ValueFact value)
    {
        for (var links = 0; links < 50 && value.Kind == ValueKind.Result && Values.Source(method, value) is { } call; links++)
        {
            var before = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
            var returns = call.Target.Returns?.Name ?? "";
            if (before.Kind == ValueKind.Unknown || (!call.Target.Name.StartsWith("Add", StringComparison.Ordinal) && returns.IndexOf("Builder", StringComparison.Ordinal) < 0))
            {
                break;
            }

            value = before;
        }

        return value;
    }

    private Attempts OfOptions(Activation at, SiteFact site, RetryMeaning meaning)
    {
        var found = false;
        foreach (var argument in site.Arguments)
        {
            if (argument.Kind == ValueKind.Delegate)
            {
                found = true;
                if (Lambda(at.Node, argument) is { } lambda && (IsOff(lambda) ? Attempts.Once : SetIn(new(lambda), meaning.Property)) is { } set)
                {
                    return set;
                }
            }

            foreach (var origin in argument.Kind == ValueKind.Delegate ? [] : _origins.Of(at, argument))
            {
                if (origin.Made is { Kind: SiteKind.New } && origin.Value.Kind == ValueKind.New)
                {
                    found = true;
                    if (_settings.Of(origin, "ShouldHandle")?.Any(p => OpenPredicates.SaysNo(Lambda(p.At.Node, p.Value))) == true)
                    {
                        return Attempts.Once;
                    }

                    if (_settings.Of(origin, meaning.Property) is { Count: > 0 } told)
                    {
                        return Told(told[told.Count - 1]);
                    }
                }
            }
        }

        // Options that the code does not show can say anything, but hardly "never".
        return found || site.Target.ParameterCount == 1 ? Attempts.OfRetries(meaning.Retries) : Attempts.Unknown;
    }

    /// <summary>Whether options let nothing be tried again; those of the standard handler are several strategies', of which one is the retry.</summary>
    private bool IsOff(MethodNode node) =>
        node.Method.Sites.Any(s => s.Target.Name == "set_ShouldHandle"
            && (s.Receiver.Kind == ValueKind.Parameter || Values.Source(node.Method, s.Receiver)?.Target.Name is "get_Retry")
            && OpenPredicates.SaysNo(Lambda(node, Values.Argument(s, 0))));

    private Attempts? SetIn(Activation at, string property) =>
        at.Node.Method.Sites.FirstOrDefault(s => s.Target.Name == "set_" + property && s.Arguments.Count > 0) is { } site ? Told(new(at, site.Arguments[0])) : null;

    private Attempts Told(Origin count) => _origins.Number(count.At, count.Value) is { } number ? Attempts.OfRetries(number) : Attempts.Unknown;

    private Attempts OfArgument(Activation at, SiteFact site, RetryMeaning meaning)
    {
        var argument = Values.Argument(site, meaning.Argument);
        if (meaning.Argument >= site.Target.ParameterCount || argument.Kind is ValueKind.Null or ValueKind.Delegate || site.Target.Id.IndexOf("ICollection{System.Int32})", StringComparison.Ordinal) >= 0)
        {
            return Attempts.OfRetries(meaning.Retries);
        }

        foreach (var origin in _origins.Of(at, argument))
        {
            if (origin.Value.Kind == ValueKind.Number && Values.Index(origin.Value) is { } number)
            {
                return Attempts.OfRetries(number);
            }

            if (origin.Value.Kind == ValueKind.Many && origin.Value.Elements.Count > 0)
            {
                return Attempts.OfRetries(origin.Value.Elements.Count);
            }

            if (origin.Made is { } pauses && _catalogue.Of<RetryMeaning>(pauses.Target.Type, pauses.Target.Name) is { } inner)
            {
                return OfCall(origin.At, pauses, inner);
            }
        }

        return Attempts.Unknown;
    }

    /// <summary>A pipeline that a constructor is given by the container, or that nobody shows: its name may still say what it is.</summary>
    private Attempts? OfService(Origin origin, int depth)
    {
        var node = origin.At.Node;
        var type = origin.Value.Kind == ValueKind.Parameter && Values.Index(origin.Value) is { } p && p < node.Method.Parameters.Count ? node.Method.Parameters[p].Name : "";
        if (!type.StartsWith("Polly.", StringComparison.Ordinal))
        {
            return null;
        }

        if (node.Method.Keys.FirstOrDefault(k => k.Parameter == Values.Index(origin.Value)) is { } keyed)
        {
            return OfKeys([new(ValueKind.Text, keyed.Key)], depth);
        }

        return _services.TryGetValue(type, out var sites) ? Largest(sites.SelectMany(s => Offered(s.Node, s.Site)).Select(o => Of(o.At, o.Value, depth - 1))) : null;
    }

    /// <summary>What a registration hands to the container: the policy, or what its factory returns.</summary>
    private IEnumerable<Origin> Offered(MethodNode registrar, SiteFact site) =>
        site.Arguments.SelectMany(a => a.Kind != ValueKind.Delegate ? [new Origin(new(registrar), a)] : Lambda(registrar, a) is { } lambda ? _origins.Returned(new(lambda)) : []);

    /// <summary><c>GetRequiredKeyedService&lt;ResiliencePipeline&gt;("key")</c>: AddResiliencePipeline registers them as that.</summary>
    private static bool IsKeyedService(SiteFact call) =>
        call.Target.Name is "GetRequiredKeyedService" or "GetKeyedService"
        && call.Target.MethodArguments.Count == 1
        && call.Target.MethodArguments[0].Name.StartsWith("Polly.", StringComparison.Ordinal);

    private static bool IsOfRegistry(SiteFact call) =>
        call.Target.Name is "GetPipeline" or "TryGetPipeline" or "GetOrAddPipeline" or "Get" or "TryGet" && call.Target.Type.StartsWith("Polly.Registry.", StringComparison.Ordinal);

    /// <summary>Where the pipelines are registered that a call takes from a registry by their key.</summary>
    public IReadOnlyList<(MethodNode Node, SiteFact Site)> Registrations(Activation at, SiteFact call) =>
        IsOfRegistry(call) ? RegisteredAs(_keys.Of(at, Values.Argument(call, 0))) : [];

    /// <summary>What is registered under a key; null where the value is none.</summary>
    public Attempts? OfKey(Activation at, ValueFact key) => OfKeys(_keys.Of(at, key), Deepest);

    private Attempts? OfKeys(IReadOnlyList<ValueFact> keys, int depth) => Largest(RegisteredAs(keys).Select(r => OfRegistration(r.Node, r.Site, depth - 1)));

    private List<(MethodNode Node, SiteFact Site)> RegisteredAs(IReadOnlyList<ValueFact> keys) =>
        [.. keys.SelectMany(key => _registered.TryGetValue(key, out var sites) ? sites : [])];

    /// <summary><c>AddResiliencePipeline("key", builder => …)</c>, or the policy itself.</summary>
    private Attempts? OfRegistration(MethodNode node, SiteFact site, int depth)
    {
        foreach (var argument in site.Arguments.Skip(1))
        {
            if (argument.Kind == ValueKind.Delegate && IsKeyed(site.Target) && Lambda(node, argument) is { } factory)
            {
                return Largest(_origins.Returned(new(factory)).Select(r => Of(r.At, r.Value, depth - 1)));
            }

            if (argument.Kind == ValueKind.Delegate && Lambda(node, argument) is { } lambda)
            {
                return OfBuilder(new(lambda), new(ValueKind.Parameter, "0"), depth);
            }

            if (argument.Kind is ValueKind.Result or ValueKind.Field or ValueKind.New && Of(new(node), argument, depth) is { } attempts)
            {
                return attempts;
            }
        }

        return null;
    }

    /// <summary><c>AddKeyedSingleton("key", (services, key) => …Build())</c>.</summary>
    private static bool IsKeyed(MethodRef member) =>
        (member.Name.StartsWith("AddKeyed", StringComparison.Ordinal) || member.Name.StartsWith("TryAddKeyed", StringComparison.Ordinal))
        && member.MethodArguments.Count > 0 && member.MethodArguments[0].Name.StartsWith("Polly.", StringComparison.Ordinal);

    /// <summary>The body of a delegate that a method makes.</summary>
    public MethodNode? Lambda(MethodNode maker, ValueFact value) =>
        value.Kind == ValueKind.Delegate ? _graph.Find(maker.Assembly.Name, value.Text) : null;

    private void Register(MethodNode node, SiteFact site)
    {
        var name = site.Target.Name;
        if (IsKeyed(site.Target) || name is "AddResiliencePipeline" or "TryAddBuilder" or "GetOrAddPipeline" or "AddResiliencePipelines" || (name is "Add" or "set_Item" && site.Target.Type.StartsWith("Polly.Registry.", StringComparison.Ordinal)))
        {
            foreach (var key in _keys.Of(new(node), site))
            {
                if (!_registered.TryGetValue(key, out var list))
                {
                    _registered.Add(key, list = []);
                }

                list.Add((node, site));
            }
        }
        else if (name.StartsWith("Add", StringComparison.Ordinal) && site.Target.MethodArguments.Count > 0 && site.Target.MethodArguments[0].Name is var service && service.StartsWith("Polly.", StringComparison.Ordinal))
        {
            if (!_services.TryGetValue(service, out var list))
            {
                _services.Add(service, list = []);
            }

            list.Add((node, site));
        }
    }
}
