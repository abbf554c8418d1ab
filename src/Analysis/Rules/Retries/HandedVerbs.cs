using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// What a request does that is sent with a method, or is made, elsewhere than where it is sent: <c>PayAsync(p) => SendAsync(HttpMethod.Post, "/payments", p)</c>. Asked of the path that leads there; where that begins behind the call
/// which says it, of all that call.
/// </summary>
internal sealed class HandedVerbs(CodeGraph graph)
{
    private const string Method = "System.Net.Http.HttpMethod";
    private const string Request = "System.Net.Http.HttpRequestMessage";

    /// <summary>More helpers than this in front of a client nobody writes.</summary>
    private const int Deepest = 6;

    private GivenValues Given => graph.GivenValues;

    /// <summary>What is known of an effect when its request is asked for its verb, and who says which.</summary>
    public (EffectSite Effect, MethodNode? SaidBy) Of(EffectSite effect, IReadOnlyList<CallEdge> path)
    {
        if (effect is not { Category: EffectCategory.Http, Repetition: Repetition.Unclear, Catalogued: null })
        {
            return (effect, null);
        }

        var said = OfRequest(effect.Node, Values.Argument(effect.Node.Method.Sites[effect.Site], 0), path, Deepest).ToList();
        MethodNode? harms = said.Find(s => s.Repetition == Repetition.Harmful).Node;
        return harms is not null ? (effect with { Repetition = Repetition.Harmful }, harms)
            : said.Count > 0 && said.TrueForAll(s => s.Repetition == Repetition.Harmless) ? (effect with { Repetition = Repetition.Harmless }, harms)
            : (effect, harms);
    }

    private IEnumerable<(Repetition Repetition, MethodNode Node)> OfRequest(MethodNode node, ValueFact request, IReadOnlyList<CallEdge> path, int depth)
    {
        var sites = node.Method.Sites;
        if (depth == 0)
        {
            return [];
        }

        if (request.Kind is ValueKind.Parameter or ValueKind.Captured)
        {
            return Givers(node, request, path).SelectMany(g => OfRequest(g.Node, g.Value, path, depth - 1));
        }

        var made = Values.Source(node.Method, request);
        if (made is { Kind: SiteKind.Call or SiteKind.VirtualCall } helper && graph.Find(helper.Target) is { } maker)
        {
            var values = Verbs(maker, static _ => true).ToList();
            return values.SelectMany(v => v.Kind == ValueKind.Parameter ? OfVerb(node, Values.Argument(helper, Values.Index(v) ?? -1), path, depth - 1) : OfVerb(maker, v, [], depth - 1));
        }

        return Verbs(node, site => made is null || site == made || site.Receiver == request).SelectMany(v => OfVerb(node, v, path, depth - 1));
    }

    /// <summary>What requests of a body are made or set up with.</summary>
    private static IEnumerable<ValueFact> Verbs(MethodNode node, Func<SiteFact, bool> isOf) => node.Method.Sites
        .Where(s => s.Target.Type == Request && ((s.Kind == SiteKind.New && s.Target.ParameterCount == 2) || s.Target.Name == "set_Method") && isOf(s))
        .Select(s => Values.Argument(s, 0));

    private IEnumerable<(Repetition Repetition, MethodNode Node)> OfVerb(MethodNode node, ValueFact verb, IReadOnlyList<CallEdge> path, int depth)
    {
        if (depth == 0)
        {
            return [];
        }

        if (verb.Kind is ValueKind.Parameter or ValueKind.Captured)
        {
            return Givers(node, verb, path).SelectMany(g => OfVerb(g.Node, g.Value, path, depth - 1));
        }

        var name = Values.Source(node.Method, verb) switch
        {
            { Target: { Type: Method, Name: var getter } } when getter.StartsWith("get_", StringComparison.Ordinal) => getter.Substring("get_".Length),
            { Kind: SiteKind.New, Target.Type: Method } made when Values.Argument(made, 0) is { Kind: ValueKind.Text } text => text.Text,
            _ => "",
        };
        return [(HttpVerbs.Of(name), node)];
    }

    /// <summary>Who handed a value over: on the path, where that shows it, or whoever calls.</summary>
    private IEnumerable<(MethodNode Node, ValueFact Value)> Givers(MethodNode node, ValueFact value, IReadOnlyList<CallEdge> path)
    {
        if (value.Kind == ValueKind.Captured)
        {
            return Given.Captured(node, value.Text).Select(c => (c.Node, c.Value)).Distinct();
        }

        var parameter = Values.Index(value) ?? -1;
        for (var i = path.Count - 1; i >= 0; i--)
        {
            var (edge, call) = (path[i], path[i].Site < 0 ? null : path[i].From.Method.Sites[path[i].Site]);
            if (edge.To == node && edge.Via is null && call is { Kind: SiteKind.Call or SiteKind.VirtualCall } && call.Target.ParameterCount == node.Method.Parameters.Count)
            {
                return [(edge.From, Values.Argument(call, parameter))];
            }
        }

        return Given.Arguments(node, parameter).Select(g => (g.Caller, g.Value)).Distinct();
    }
}
