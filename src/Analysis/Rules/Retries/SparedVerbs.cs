using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Which requests a handler does not send again: <c>options.Retry.DisableForUnsafeHttpMethods()</c>, <c>DisableFor(HttpMethod.Put, HttpMethod.Patch)</c>, in what configures it.</summary>
internal static class SparedVerbs
{
    private const string Verb = "System.Net.Http.HttpMethod";

    /// <summary>Null for none, empty for all that must not be repeated; otherwise the only ones.</summary>
    public static IReadOnlyCollection<string>? Of(Policies policies, MethodNode node, SiteFact site, int index)
    {
        var result = Values.ResultOf(index);
        var configuring = node.Method.Sites.Where(s => s.Target.Name == "Configure" && (s.Target.HasReceiver ? s.Receiver : Values.Argument(s, 0)) == result).Append(site);
        var disabling = configuring
            .SelectMany(s => s.Arguments)
            .Select(a => policies.Lambda(node, a))
            .OfType<MethodNode>()
            .SelectMany(lambda => lambda.Method.Sites.Select(s => Named(lambda.Method, s)))
            .OfType<IReadOnlyCollection<string>>()
            .ToList();
        return disabling.Count == 0 ? null : disabling.Exists(d => d.Count == 0) ? [] : [.. disabling.SelectMany(d => d).Distinct()];
    }

    /// <summary>Whether a handler leaves alone what a call sends. The verb of a call that does not tell is taken to be spared.</summary>
    public static bool Spare(RetryLayer handler, SiteFact call) =>
        handler.SparesUnsafe && (handler.Spared.Count == 0 || VerbOf(call) is not { } verb || handler.Spared.Contains(verb));

    /// <summary>What looks at the verb knows which requests it may repeat; what only tells of it (in a log, in a text) does not.</summary>
    public static bool Asks(Catalogue catalogue, MethodNode node) =>
        Enumerable.Range(0, node.Method.Sites.Count).Any(i => node.Method.Sites[i].Target is { Name: "get_Method", Type: "System.Net.Http.HttpRequestMessage" } && IsAsked(catalogue, node.Method, i));

    private static bool IsAsked(Catalogue catalogue, MethodFact method, int index)
    {
        var value = Values.ResultOf(index);
        var uses = Enumerable.Range(index + 1, method.Sites.Count - index - 1).Where(i => method.Sites[i] is var s && (s.Receiver == value || s.Arguments.Any(a => a == value || a.Elements.Contains(value)))).ToList();
        return uses.Count == 0 || uses.Exists(i => method.Sites[i].Target is { Type: Verb, Name: "get_Method" or "ToString" } ? IsAsked(catalogue, method, i) : !Tells(catalogue, method.Sites[i].Target));
    }

    private static bool Tells(Catalogue catalogue, MethodRef member) =>
        catalogue.Of<RecordsMeaning>(member) is not null
        || member is { Type: "System.String", Name: "Concat" or "Format" }
        || member is { Type: "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", Name: "AppendFormatted" };

    private static IReadOnlyCollection<string>? Named(MethodFact method, SiteFact site)
    {
        if (site.Target.Name == "DisableForUnsafeHttpMethods")
        {
            return [];
        }

        if (site.Target.Name != "DisableFor")
        {
            return null;
        }

        // One that the code does not show could be any.
        var verbs = site.Arguments.Where(a => a.Kind == ValueKind.Many).SelectMany(a => a.Elements).Select(e => Values.Source(method, e)).ToList();
        return verbs.TrueForAll(v => v is { Target.Type: Verb } && v.Target.Name.StartsWith("get_", StringComparison.Ordinal)) ? [.. verbs.Select(v => v!.Target.Name.Substring("get_".Length))] : [];
    }

    /// <summary><c>PostAsJsonAsync</c> of an HttpClient posts.</summary>
    private static string? VerbOf(SiteFact call) =>
        !call.Target.Type.StartsWith("System.Net.Http.", StringComparison.Ordinal) ? null
        : call.Target.Name.StartsWith("Post", StringComparison.Ordinal) ? "Post"
        : call.Target.Name.StartsWith("Patch", StringComparison.Ordinal) ? "Patch"
        : null;
}
