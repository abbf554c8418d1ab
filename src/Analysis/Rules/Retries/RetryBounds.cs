using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>How often a loop turns whose bound is a parameter: as often as the caller says.</summary>
internal static class RetryBounds
{
    /// <summary>Whether a loop that a caller bounds is told to try once: <c>LevelAsync(sku, attempts: 1)</c>.</summary>
    public static bool IsOnce(RetryMap retries, CallEdge? arrival, RetryLayer layer) =>
        layer.Kind == RetryKind.Loop
        && layer.Attempts == Attempts.Unknown
        && arrival is { Via: null, Site: >= 0 } && arrival.To == layer.Node
        && retries.LoopsOf(layer.Node).FirstOrDefault(l => l.Layer == layer) is { IsRecursive: false } loop
        && Of(retries.Origins, new(layer.Node, new(arrival.From), arrival.From.Method.Sites[arrival.Site]), loop).IsOnce;

    public static Attempts Of(ValueOrigins origins, Activation at, RetryLoop loop)
    {
        if (loop.Layer.Attempts != Attempts.Unknown)
        {
            return loop.Layer.Attempts;
        }

        // The one number among the arguments of the call is what such a helper is told.
        int? only = null;
        for (var p = 0; p < at.Node.Method.Parameters.Count; p++)
        {
            if (at.Node.Method.Parameters[p].Name == "System.Int32" && at.Call is not null)
            {
                if (only is not null || origins.Number(at, new(ValueKind.Parameter, p.ToString(System.Globalization.CultureInfo.InvariantCulture))) is not { } number)
                {
                    return Attempts.Unknown;
                }

                only = number;
            }
        }

        return only is > 0 ? new(only.Value) : Attempts.Unknown;
    }
}
