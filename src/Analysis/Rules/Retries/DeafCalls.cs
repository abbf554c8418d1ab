using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Calls that are waited for, could be given a token and are not.</summary>
internal sealed class DeafCalls(CodeGraph graph, Catalogue catalogue)
{
    private const string Token = GivenTokens.Token;
    private const string Source = "System.Threading.CancellationTokenSource";
    private const string Definition = "Dapper.CommandDefinition";

    /// <summary>The deaf calls among some sites of a body, each with where it stands in the order of those: what a local function forgets that is called there is forgotten there.</summary>
    public IEnumerable<(MethodNode Node, int Site, int At)> In(MethodNode node, IEnumerable<int> sites)
    {
        foreach (var site in sites)
        {
            if (Is(node, site))
            {
                yield return (node, site, site);
                continue;
            }

            foreach (var edge in node.EdgesAt(site).Where(e => e is { Via: null, Mode: RunMode.Inline, Certain: true } && e.To != node && e.To.Method.Has(MethodTraits.LocalFunction) && e.To.Method.Owner == node.Method.Owner))
            {
                foreach (var inner in Enumerable.Range(0, edge.To.Method.Sites.Count).Where(i => IsWaitedFor(node, site) && Is(edge.To, i)))
                {
                    yield return (edge.To, inner, site);
                }
            }
        }
    }

    public bool Is(MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || !IsWaitedFor(node, index))
        {
            return false;
        }

        if (site.Target.Id.IndexOf(Token, StringComparison.Ordinal) >= 0)
        {
            return IsWithoutToken(node, site) || IsGivenItsOwn(node, site);
        }

        // It carries the token, or does not.
        if (site.Target.Id.IndexOf(Definition, StringComparison.Ordinal) >= 0)
        {
            return site.Arguments.Any(a => Values.Source(node.Method, a) is { Kind: SiteKind.New, Target.Type: Definition } made && IsWithoutToken(node, made));
        }

        return catalogue.Of<CancellableMeaning>(site.Target.Type, site.Target.Name) is not null || HasOverload(site.Target) || IsDeafBelow(node, index);
    }

    /// <summary>An own method that asks for no token, and whose work could be given one: <c>Task&lt;double&gt; RateAsync(int id) { …; await http.GetStringAsync(path); … }</c>.</summary>
    private bool IsDeafBelow(MethodNode node, int index) =>
        node.EdgesAt(index).ToList() is { Count: 1 } below
        && below[0] is { Certain: true, Via: null, Mode: RunMode.Inline, To: var called } && called != node
        && !GivenTokens.Has(called) && !GivenTokens.IsCarried(called)
        && called.Effects.Any(e => e.Category == EffectCategory.Http && ReadingCalls.Is(called, e.Site) && IsWaitedFor(called, e.Site)
            && called.Method.Sites[e.Site] is var asks
            && (asks.Target.Id.IndexOf(Token, StringComparison.Ordinal) >= 0 ? IsWithoutToken(called, asks) : catalogue.Of<CancellableMeaning>(asks.Target.Type, asks.Target.Name) is not null));

    public static bool IsWaitedFor(MethodNode node, int index) =>
        node.Method.Sites[index].IsAwaited
        || node.Method.Sites.Any(s => s is { IsAwaited: true, Target.Name: "ConfigureAwait" } && s.Receiver == Values.ResultOf(index))
        || node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == Values.ResultOf(index));

    public static bool IsWithoutToken(MethodNode node, SiteFact site) => IsOmitted(site) || IsGivenNone(node, site);

    public static bool IsOmitted(SiteFact site) => IsLast(site) && Values.Argument(site, site.Target.ParameterCount - 1).Kind == ValueKind.Null;

    public static bool IsGivenNone(MethodNode node, SiteFact site) =>
        IsLast(site) && Values.Source(node.Method, Values.Argument(site, site.Target.ParameterCount - 1))?.Target is { Type: Token, Name: "get_None" };

    /// <summary>Whether a call is given a token that somebody else can end.</summary>
    public static bool Hears(MethodNode node, SiteFact site) => IsLast(site) && !IsWithoutToken(node, site) && !IsGivenItsOwn(node, site);

    /// <summary>The token of a source that the body makes for itself (<c>new CancellationTokenSource(timeout)</c>), and that nothing ties to the one that it is given.</summary>
    public static bool IsGivenItsOwn(MethodNode node, SiteFact site)
    {
        var method = node.Method;
        return IsLast(site)
            && Values.Source(method, Values.Argument(site, site.Target.ParameterCount - 1)) is { Target: { Type: Source, Name: "get_Token" } } token
            && Values.Source(method, token.Receiver) is { Kind: SiteKind.New, Target.Type: Source }
            && !method.Sites.Any(s => s.Target is { Type: Token, Name: "Register" or "UnsafeRegister" });
    }

    private static bool IsLast(SiteFact site) => site.Target.Id.EndsWith(Token + ")", StringComparison.Ordinal);

    private bool HasOverload(MethodRef called) =>
        graph.Types.Find(called.Assembly, called.Type)?.Methods.Any(m => m.Method.Name == called.Name
            && m.Method.Parameters.Count == called.ParameterCount + 1
            && m.Method.Parameters[called.ParameterCount].Name == Token) ?? false;
}
