using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Own helpers that register what they are handed: <c>MapPlain(this IEndpointRouteBuilder b, string path, Delegate handler) => b.MapPost(path, handler)</c>. Whoever calls one registers, and runs nothing.
/// </summary>
internal sealed class HandedHandlers(CodeGraph graph, Catalogue catalogue)
{
    /// <summary>How many own methods may hand a handler on before the last one registers it.</summary>
    private const int Deepest = 4;

    private readonly Dictionary<(MethodNode, int), IReadOnlyList<Registration>> _known = [];

    /// <param name="Site">The call in the helper's body that registers it or hands it on.</param>
    /// <param name="Argument">Which argument of that call it is.</param>
    internal sealed record Registration(int Site, int Argument);

    /// <summary>Whether a call makes its argument the handler of a route, or of what arrives, itself or through helpers.</summary>
    public bool Registers(MethodRef call, int argument) => catalogue.OfCall(call) is RouteMeaning or EntryMeaning || (graph.Find(call) is { } helper && Of(helper, argument).Count > 0);

    /// <summary>Where a helper registers a parameter.</summary>
    public IReadOnlyList<Registration> Of(MethodNode helper, int parameter) => Of(helper, parameter, Deepest);

    /// <summary>What arrives, for a handler that a call is handed; null when it is none, or that of a route.</summary>
    public EntryMeaning? Entry(MethodRef call, int argument)
    {
        if (catalogue.OfCall(call) is { } meaning)
        {
            return meaning as EntryMeaning;
        }

        return graph.Find(call) is { } helper ? Of(helper, argument).Select(r => Entry(helper.Method.Sites[r.Site].Target, r.Argument)).FirstOrDefault(entry => entry is not null) : null;
    }

    private IReadOnlyList<Registration> Of(MethodNode helper, int parameter, int depth)
    {
        if (depth == 0 || parameter < 0 || parameter >= helper.Method.Parameters.Count || !IsDelegate(helper.Method.Parameters[parameter]))
        {
            return [];
        }

        if (!_known.TryGetValue((helper, parameter), out var known))
        {
            _known[(helper, parameter)] = []; // a helper that hands it to itself registers it no more for that
            _known[(helper, parameter)] = known = [.. Find(helper, parameter, depth)];
        }

        return known;
    }

    private IEnumerable<Registration> Find(MethodNode helper, int parameter, int depth)
    {
        var sites = helper.Method.Sites;
        for (var i = 0; i < sites.Count; i++)
        {
            if (sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall)
            {
                for (var a = 0; a < sites[i].Arguments.Count; a++)
                {
                    if (sites[i].Arguments[a] is { Kind: ValueKind.Parameter } value && Values.Index(value) == parameter && Registers(sites[i].Target, a, depth - 1))
                    {
                        yield return new(i, a);
                    }
                }
            }
            else if (sites[i] is { Kind: SiteKind.Delegate, Consumer: >= 0 } lambda && Registers(sites[lambda.Consumer].Target, lambda.ConsumerArgument, depth - 1) && Runs(helper, lambda, parameter))
            {
                yield return new(lambda.Consumer, lambda.ConsumerArgument);
            }
        }
    }

    private bool Registers(MethodRef call, int argument, int depth) => catalogue.OfCall(call) is RouteMeaning or EntryMeaning || (graph.Find(call) is { } further && Of(further, argument, depth).Count > 0);

    /// <summary>Whether what is registered is a lambda that calls the handler: <c>b.MapPost(path, async (Shop shop) => { …; return await handler(shop); })</c>.</summary>
    private bool Runs(MethodNode helper, SiteFact lambda, int parameter)
    {
        var names = helper.Method.Body.Steps.Where(s => s.Kind == StepKind.Capture && s.Value.Kind == ValueKind.Parameter && Values.Index(s.Value) == parameter).Select(s => s.Slot).ToList();
        return names.Count > 0
            && graph.Find(lambda.Target) is { } body
            && body.Method.Owner == helper.Method.Owner
            && body.Method.Sites.Any(s => s.Target.Name == "Invoke" && s.Receiver.Kind == ValueKind.Captured && names.Contains(s.Receiver.Text));
    }

    private bool IsDelegate(TypeName type) =>
        type.Name is "System.Delegate" or "System.MulticastDelegate" or "System.Action" or "Microsoft.AspNetCore.Http.RequestDelegate"
        || type.Name.StartsWith("System.Func`", StringComparison.Ordinal)
        || type.Name.StartsWith("System.Action`", StringComparison.Ordinal)
        || type.Name.EndsWith("Handler", StringComparison.Ordinal) || type.Name.EndsWith("Handler`1", StringComparison.Ordinal)
        || (graph.Types.Find(type.Assembly, type.Name) is { } own && (own.Fact.Traits & TypeTraits.Delegate) != 0);
}
