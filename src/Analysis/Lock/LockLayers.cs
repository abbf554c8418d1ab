using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Analysis.Rules.Retries;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>Names retry layers by what they are and where they stand, and remembers those that somebody asked for.</summary>
internal sealed class LockLayers(RuleContext context)
{
    private readonly Dictionary<RetryLayer, LockRetry> _layers = [];

    /// <summary>All that were asked for, each with its place, in the order of the text.</summary>
    public IReadOnlyList<(LockRetry Retry, RetryLayer Source)> Used =>
    [
        .. _layers.Select(pair => (pair.Value, pair.Key))
            .OrderBy(r => r.Value.Layer, StringComparer.Ordinal)
            .ThenBy(r => r.Value.Attempts, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Node.Index)
            .ThenBy(r => r.Key.Site),
    ];

    /// <summary>What is around an effect because of a layer.</summary>
    public LockCover Cover(RetryLayer layer)
    {
        if (!_layers.TryGetValue(layer, out var retry))
        {
            retry = new(Word(layer) + LockWords.In + LockNames.Of(layer.Node.Method.Id), layer.Attempts.ToString(), IsDeclared(layer.Node));
            _layers.Add(layer, retry);
        }

        return new(LockWords.RetriedBy + Reference(retry.Layer), OnEveryPath: true, IsDeclared: true);
    }

    /// <summary>What stacks of retries leave out: [RetryPolicy], which is stated as a decision, and a strategy that is configured nowhere.</summary>
    public static bool Counts(RetryLayer layer) => layer.Kind != RetryKind.Declared && (layer.Kind != RetryKind.Strategy || layer.Attempts.IsKnown);

    /// <summary>How effects name a layer.</summary>
    public static string Reference(string layer)
    {
        var name = layer.IndexOf(LockWords.In, StringComparison.Ordinal) + LockWords.In.Length;
        return layer.Substring(0, name) + LockNames.Reference(layer.Substring(name));
    }

    private static string Word(RetryLayer layer) => layer.Kind switch
    {
        RetryKind.Helper => "helper " + layer.Name,
        RetryKind.Context => "commands of " + layer.Name,
        _ => layer.Name,
    };

    private bool IsDeclared(MethodNode node)
    {
        var owner = node.Owner(context.Graph);
        return Decides(owner) || (owner.ShellOfCore is { } shell && Decides(shell));
    }

    private static bool Decides(MethodNode node) => node.Declares(IntentNames.RetryPolicy) || node.Declares(IntentNames.NoRetry);
}
