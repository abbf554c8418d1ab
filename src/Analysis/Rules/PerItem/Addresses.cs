using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>What an item is to the address of a request.</summary>
internal enum ItemAddress
{
    /// <summary>At most a part of it: the others are asked for at the same place.</summary>
    None,

    /// <summary>All of it: a mirror, a link, or a path below one host. Which, the code does not show.</summary>
    Given,

    /// <summary>It has said where it lives: a subscriber's own endpoint.</summary>
    Own,
}

/// <summary>
/// Requests of which the item is the whole address: mirrors, hosts, subscribers' own endpoints, links. Each goes to whoever lives there, and there is nobody who could be asked for all of them in one request.
/// </summary>
internal sealed class Addresses(CodeGraph graph, Flows flows)
{
    /// <summary>Steps from a value to what it was made of; longer ones compute.</summary>
    private const int Longest = 8;

    private static readonly string[] Named = ["Url", "Uri", "Endpoint", "Address", "Href", "Link", "Location", "Callback", "Webhook", "Host"];

    /// <summary>What only spells an address in another way.</summary>
    private static readonly HashSet<string> Spellings = new(StringComparer.Ordinal) { "ToString", "get_AbsoluteUri", "get_OriginalString", "Trim", "TrimEnd", "TrimStart", "ToLowerInvariant" };

    /// <param name="chain">The calls from the body with the loop to the one with the question.</param>
    /// <param name="isItem">Whether a value of the body with the loop is the item.</param>
    public static ItemAddress Of(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        if (question.Category != EffectCategory.Http || chain.Any(e => e.Via is not null))
        {
            return ItemAddress.None;
        }

        var known = OfRequest(question, chain, isItem);
        return known == ItemAddress.None && IsHandedOn(chain, isItem) ? ItemAddress.Given : known;
    }

    /// <summary><c>api.UsersAsync(server.Key, server.FullUri)</c>: the item says where it lives, to a client that puts the request together out of sight; or that is only what the client asks about.</summary>
    private static bool IsHandedOn(IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem) =>
        chain.Count > 0 && chain[0].From.Method is var method && method.Sites[chain[0].Site].Arguments.Any(a => Of(method, a, chain, 0, isItem) == ItemAddress.Own);

    private static ItemAddress OfRequest(Question question, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        var method = question.Node.Method;
        var call = method.Sites[question.Site];
        return !IsOfPlatform(call.Target) ? ItemAddress.None
            : IsOfItsClient(method, call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0), chain, isItem) ? ItemAddress.Own
            : call.Kind == SiteKind.Delegate ? chain.Count == 0 && Takes(call.Target) == 0 ? ItemAddress.Given : ItemAddress.None
            : Of(method, call) is { } address ? Of(method, address, chain, chain.Count, isItem)
            : OfHandedRequest(call, chain, isItem);
    }

    /// <summary><c>await SendAsync(new HttpRequestMessage(HttpMethod.Get, hook.Url));</c>, a helper of one's own that sends what it is handed.</summary>
    private static ItemAddress OfHandedRequest(SiteFact call, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        var request = Values.Argument(call, 0);
        for (var level = chain.Count - 1; level >= 0 && request.Kind == ValueKind.Parameter && Values.Index(request) is { } parameter && chain[level].Site >= 0; level--)
        {
            var method = chain[level].From.Method;
            request = Values.Argument(method.Sites[chain[level].Site], parameter);
            if (AddressOf(method, request) is { } address)
            {
                return Of(method, address, chain, level, isItem);
            }
        }

        return ItemAddress.None;
    }

    /// <summary><c>factory.CreateClient(engine).PostAsync("/submit", …)</c>: the client is made for the item, and knows whose it is; here, or by who hands it over.</summary>
    private static bool IsOfItsClient(MethodFact method, ValueFact client, IReadOnlyList<CallEdge> chain, Func<ValueFact, bool> isItem)
    {
        var level = chain.Count;
        while (client.Kind == ValueKind.Parameter && level > 0 && Values.Index(client) is { } parameter && chain[level - 1] is { Site: >= 0 } call)
        {
            level--;
            method = call.From.Method;
            client = Values.Argument(method.Sites[call.Site], parameter);
        }

        return Values.Source(method, client) is { Kind: SiteKind.Call or SiteKind.VirtualCall } made
            && Generics.Awaited(made.Target.Returns ?? new("", "", [])).Name == "System.Net.Http.HttpClient"
            && made.Arguments.Any(a => IsPartOf(method, a, chain, level, isItem));
    }

    /// <summary>The same is asked of several, and the first answer wins: whoever awaits them one after the other until none is left wants all of them.</summary>
    public bool AreRaced(MethodNode node)
    {
        var method = node.Owner(graph).Method;
        for (var s = 0; s < method.Sites.Count; s++)
        {
            if (method.Sites[s].Target is { Type: "System.Threading.Tasks.Task", Name: "WhenAny" })
            {
                var block = method.Body.BlockOfSite[s];
                return flows.Of(method).Loops.Where(l => l.Contains(block)).All(l => l.Blocks.Count(b => method.Body.Blocks[b].Next.Any(next => !l.Contains(next))) > 1);
            }
        }

        return false;
    }

    /// <summary>Whether the items are no addresses that came from elsewhere, but are put together here: <c>ids.Select(id => "/prices/" + id)</c>.</summary>
    public static bool AreComposed(MethodFact method, ValueFact source) =>
        Chain.Sites(method, source).Any(s => method.Sites[s].Target is { Type: "System.Linq.Enumerable" or "System.Linq.Queryable", Name: "Select" or "SelectMany" });

    /// <summary>The same for what hands a lambda its parameter.</summary>
    public bool AreComposedFor(MethodNode lambda)
    {
        var owner = lambda.Owner(graph).Method;
        return owner.Sites.Any(s => s.Kind == SiteKind.Delegate && s.Target.Id == lambda.Method.Id && s.Consumer >= 0
            && owner.Sites[s.Consumer] is var consumer && AreComposed(owner, consumer.Target.HasReceiver ? consumer.Receiver : Values.Argument(consumer, 0)));
    }

    /// <summary>Whether a property or field is called an address.</summary>
    public static bool IsNamed(string name) => Array.Exists(Named, n => name.EndsWith(n, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address that a request of the platform's client is given; null where none is seen.</summary>
    public static ValueFact? In(Question question) =>
        question.Node.Method.Sites[question.Site] is var call && IsOfPlatform(call.Target) && call.Kind != SiteKind.Delegate ? Of(question.Node.Method, call) : null;

    private static bool IsOfPlatform(MethodRef target) => target.Type.StartsWith("System.Net.Http.", StringComparison.Ordinal) || target.Type == "System.Net.WebClient";

    /// <summary>The parameter that takes the address, without the receiver; -1 for none.</summary>
    private static int Takes(MethodRef target)
    {
        var parameters = DocIdParameters.Of(target.Id);
        for (var p = 0; p < parameters.Count; p++)
        {
            if (parameters[p] is "System.String" or "System.Uri")
            {
                return p;
            }
        }

        return -1;
    }

    private static ValueFact? Of(MethodFact method, SiteFact call)
    {
        if (Takes(call.Target) is >= 0 and var position)
        {
            return Values.Argument(call, position);
        }

        // SendAsync(new HttpRequestMessage(HttpMethod.Post, url))
        return call.Arguments.Select(a => AddressOf(method, a)).FirstOrDefault(a => a is not null);
    }

    /// <summary>The address of a request that is made here; null where it is not, or has none.</summary>
    private static ValueFact? AddressOf(MethodFact method, ValueFact request)
    {
        if (Values.Source(method, request) is not { Kind: SiteKind.New, Target.Type: "System.Net.Http.HttpRequestMessage" } made)
        {
            return null;
        }

        return Takes(made.Target) is >= 0 and var uri ? Values.Argument(made, uri)
            : method.Sites.FirstOrDefault(s => s.Target.Name == "set_RequestUri" && s.Receiver == request) is { } set ? Values.Argument(set, 0)
            : null;
    }

    private static ItemAddress Of(MethodFact method, ValueFact value, IReadOnlyList<CallEdge> chain, int level, Func<ValueFact, bool> isItem)
    {
        for (var steps = 0; steps < Longest; steps++)
        {
            if (Given(value, chain, level, isItem) is var given and not ItemAddress.None)
            {
                return given;
            }

            if (Values.Source(method, value) is not { } source)
            {
                return ItemAddress.None;
            }

            if (BuiltFrom(method, source) is { } built)
            {
                value = built;
                continue;
            }

            var name = source.Target.Name;
            if (name.StartsWith("get_", StringComparison.Ordinal) && IsNamed(name) && source.Target.HasReceiver)
            {
                return IsPartOf(method, source.Receiver, chain, level, isItem) ? ItemAddress.Own : ItemAddress.None;
            }

            // node.GetAttribute("href"), row["url"]
            if (source is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target.HasReceiver: true } && source.Arguments.Any(a => a.Kind == ValueKind.Text && IsNamed(a.Text)))
            {
                return IsPartOf(method, source.Receiver, chain, level, isItem) ? ItemAddress.Given : ItemAddress.None;
            }

            // host.Key of a dictionary by names; a mark before the address, as in "!https://…", is cut off
            if ((Spellings.Contains(name) && source.Target.HasReceiver)
                || source.Target is { Type: "System.Collections.Generic.KeyValuePair`2", Name: "get_Key" or "get_Value" }
                || (source.Target is { Type: "System.String", Name: "Substring" } && Values.Argument(source, 0).Kind == ValueKind.Number))
            {
                value = source.Receiver;
            }
            else if (source is { Kind: SiteKind.New, Target.Type: "System.Uri" })
            {
                value = Values.Argument(source, 0);
            }
            else if (source.Target is { Type: "System.String", Name: "Concat" } && Given(Values.Argument(source, 0), chain, level, isItem) == ItemAddress.None)
            {
                value = Values.Argument(source, 0); // hook.Url + "/events"; a bare text in front can be a relative path
            }
            else
            {
                return IsDiscovered(source) && source.Arguments.Any(a => Of(method, a, chain, level, isItem) != ItemAddress.None) ? ItemAddress.Given : ItemAddress.None;
            }
        }

        return ItemAddress.None;
    }

    /// <summary><c>new UriBuilder(host.Url) { Path = "/status" }.Uri</c>: the address, or the host, that a builder begins with; null for anything else.</summary>
    internal static ValueFact? BuiltFrom(MethodFact method, SiteFact source) =>
        source.Target is { Type: "System.UriBuilder", Name: "get_Uri" or "ToString" } && Values.Source(method, source.Receiver) is { Kind: SiteKind.New, Target.ParameterCount: > 0 } made
            ? Values.Argument(made, made.Target.ParameterCount == 1 ? 0 : 1)
            : null;

    /// <summary><c>await http.PostAsync(await DiscoverAsync(link), …)</c>: where the item lives, somebody is asked who knows it.</summary>
    private static bool IsDiscovered(SiteFact source) =>
        source.Kind is SiteKind.Call or SiteKind.VirtualCall
        && source.Target.Returns is { Name: "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1", Arguments.Count: 1 } task
        && task.Arguments[0].Name is "System.String" or "System.Uri";

    /// <summary><c>hook.Settings.Url</c>.</summary>
    internal static bool IsPartOf(MethodFact method, ValueFact value, IReadOnlyList<CallEdge> chain, int level, Func<ValueFact, bool> isItem)
    {
        for (var steps = 0; steps < Longest; steps++)
        {
            if (Given(value, chain, level, isItem) != ItemAddress.None)
            {
                return true;
            }

            if (Values.Source(method, value) is not { Target: { HasReceiver: true } target } source || !target.Name.StartsWith("get_", StringComparison.Ordinal))
            {
                return false;
            }

            value = source.Receiver;
        }

        return false;
    }

    /// <summary>In the body with the loop, the item; below it, a parameter that is given it.</summary>
    private static ItemAddress Given(ValueFact value, IReadOnlyList<CallEdge> chain, int level, Func<ValueFact, bool> isItem) =>
        level == 0 ? isItem(value) ? ItemAddress.Given : ItemAddress.None
        : value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter && chain[level - 1] is var edge
            ? Of(edge.From.Method, Values.Argument(edge.From.Method.Sites[edge.Site], parameter), chain, level - 1, isItem)
            : ItemAddress.None;
}
