using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>
/// A loop that asks its token between two attempts: <c>catch (HttpRequestException) when (left > 0 &amp;&amp; !token.IsCancellationRequested)</c>. Who cancels waits no longer than for the attempt that is running, which may be meant;
/// a long pause is not, nor the one call that is forgotten where the others are given the token.
/// </summary>
internal sealed class AskedBetween(MethodNode node, IReadOnlyList<int> loop, RegionFact? tried)
{
    /// <summary>Nobody minds waiting for so many milliseconds.</summary>
    private const double Short = 500;

    private readonly bool _handsOn = loop.Any(i => IsCall(node.Method.Sites[i]) && DeafCalls.Hears(node, node.Method.Sites[i]));

    /// <summary>Whether a call that is not given the token keeps waiting who cancels, for all that the loop asks.</summary>
    public bool KeepsWaiting((MethodNode Node, int Site, int At) deaf)
    {
        var site = deaf.Node.Method.Sites[deaf.Site];
        if (site.Target is { Type: "System.Threading.Tasks.Task", Name: "Delay" })
        {
            return !(Milliseconds(deaf.Node.Method, Values.Argument(site, 0)) <= Short) && !DeafCalls.IsGivenNone(deaf.Node, site);
        }

        return _handsOn
            && tried?.Try.Contains(node.Method.Body.BlockOfSite[deaf.At]) != false
            && !DeafCalls.IsGivenItsOwn(deaf.Node, site)
            && (!DeafCalls.IsGivenNone(deaf.Node, site) || ReadingCalls.Is(deaf.Node, deaf.Site))
            && (deaf.Node.EffectsAt(deaf.Site).Any() || deaf.Node.EdgesAt(deaf.Site).Any());
    }

    private static bool IsCall(SiteFact site) => site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New;

    /// <summary>How long a pause is where the code says so: <c>200</c>, <c>TimeSpan.FromSeconds(2)</c>.</summary>
    private static double? Milliseconds(MethodFact method, ValueFact pause)
    {
        var made = Values.Source(method, pause);
        var unit = made?.Target is not { Type: "System.TimeSpan" } from ? 1 : from.Name switch { "FromMilliseconds" => 1, "FromSeconds" => 1000, _ => double.NaN };
        var number = made is null ? pause : Values.Argument(made, 0);
        return number.Kind == ValueKind.Number && double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value * unit : null;
    }
}
