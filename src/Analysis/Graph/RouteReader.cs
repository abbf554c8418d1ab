using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

internal sealed record Route(string Verb, string Pattern);

/// <summary>Reads <c>app.MapGroup("/orders").MapPost("/{id}", handler)</c>: the verb from the member, the pattern from its text and those of its groups; through own helpers, what these are given.</summary>
internal sealed class RouteReader(CodeGraph graph, Catalogue catalogue)
{
    private const int DeepestNesting = 8;

    private readonly HandedHandlers _helpers = new(graph, catalogue);

    /// <summary>A call as it runs: what its own parameters are, those who call its method say.</summary>
    private sealed record Frame(MethodFact Method, SiteFact Call, Frame? Caller)
    {
        /// <summary>The frame and the value that stand for a parameter of the method: what its caller hands over.</summary>
        public (Frame Frame, ValueFact Value) Given(ValueFact value) =>
            value.Kind == ValueKind.Parameter && Caller is { } caller && Values.Index(value) is { } index ? caller.Given(Values.Argument(caller.Call, index)) : (this, value);
    }

    /// <summary>The route that a call registers; null when the call registers none.</summary>
    /// <param name="argument">Which argument of the call the handler is.</param>
    public Route? Read(MethodFact method, int call, int argument) => Read(new Frame(method, method.Sites[call], null), argument, DeepestNesting);

    private Route? Read(Frame frame, int argument, int depth)
    {
        if (catalogue.OfCall(frame.Call.Target) is RouteMeaning route)
        {
            return new(route.Verb, Normalise(Prefix(frame, Values.Argument(frame.Call, 0), DeepestNesting) + "/" + (Text(frame) ?? "…")));
        }

        if (depth == 0 || graph.Find(frame.Call.Target) is not { } helper)
        {
            return null;
        }

        var routes = _helpers.Of(helper, argument).Select(r => Read(new Frame(helper.Method, helper.Method.Sites[r.Site], frame), r.Argument, depth - 1)).OfType<Route>().ToList();
        return routes.Count == 0 ? null : routes.TrueForAll(r => r.Verb == routes[0].Verb) ? routes[0] : routes[0] with { Verb = "ANY" };
    }

    private string Prefix(Frame at, ValueFact builder, int depth)
    {
        var (frame, value) = at.Given(builder);
        if (depth == 0 || Values.Source(frame.Method, value) is not { } source)
        {
            return "";
        }

        // Anything else in the chain (RequireAuthorization, WithTags) returns what it was given.
        var call = frame with { Call = source };
        var isGroup = catalogue.OfCall(source.Target) is RouteGroupMeaning;
        return Prefix(call, Values.Argument(source, 0), depth - 1) + (isGroup ? "/" + (Text(call) ?? "…") : "");
    }

    private static string? Text(Frame frame) => frame.Call.Arguments.Select(a => frame.Given(a).Value).Where(v => v.Kind == ValueKind.Text).Select(v => v.Text).FirstOrDefault();

    internal static string Normalise(string pattern)
    {
        var parts = pattern.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join("/", parts);
    }
}
