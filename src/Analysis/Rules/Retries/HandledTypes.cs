using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Swallowing;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Which exceptions a retry of a broker is told to look at: <c>retry.Handle&lt;NpgsqlException&gt;(); retry.Ignore&lt;ValidationException&gt;();</c>. All of them where it is told of none.</summary>
internal sealed class HandledTypes
{
    private readonly HashSet<string> _handled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private bool _picks;

    public static HandledTypes Of(IEnumerable<MethodNode> lambdas)
    {
        var types = new HandledTypes();
        foreach (var site in lambdas.SelectMany(l => l.Method.Sites).Where(s => s.Target.Name is "Handle" or "Ignore" && s.Target.Type.StartsWith("MassTransit.", StringComparison.Ordinal)))
        {
            types._picks |= site.Target.ParameterCount > 0;
            (site.Target.Name == "Handle" ? types._handled : types._ignored).UnionWith(site.Target.MethodArguments.Select(t => t.Name));
        }

        return types;
    }

    /// <summary>Whether there is something that both of them look at. Two that pick by their own conditions may have shared them out.</summary>
    public bool Meets(HandledTypes other) =>
        !(_picks && other._picks)
        && !(_handled.Count > 0 && _handled.IsSubsetOf(other._ignored))
        && !(other._handled.Count > 0 && other._handled.IsSubsetOf(_ignored))
        && (_handled.Count == 0 || other._handled.Count == 0 || _handled.Any(a => other._handled.Any(b => IsOneOf(a, b) || IsOneOf(b, a))));

    private static bool IsOneOf(string type, string all) => type == all || all == "System.Exception" || (Throwables.Know(type) && Throwables.Know(all) && !Throwables.AreApart(type, all));
}
