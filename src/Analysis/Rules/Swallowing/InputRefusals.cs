using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Exceptions that say what is wrong with what was asked for, and are told to whoever asked: no incident goes back to where they were thrown.</summary>
internal static class InputRefusals
{
    private static readonly string[] Thrown = ["BadRequestException", "BadHttpRequestException", "ValidationException", "NotFoundException"];

    /// <summary>What code says of its arguments, and of what it cannot do.</summary>
    private static readonly HashSet<string> OfPlatform = new(StringComparer.Ordinal)
    {
        "System.NotSupportedException", "System.NotImplementedException", "System.ArgumentException", "System.ArgumentNullException", "System.ArgumentOutOfRangeException",
    };

    /// <summary>Whether a handler for it is given such an exception: one of the platform's, or one of our own that is called so.</summary>
    public static bool AreCaught(CodeGraph graph, TypeName type) => OfPlatform.Contains(type.Name) || (graph.IsOwn(type.Assembly) && IsCalledSo(type.Name));

    /// <summary>Whether one is thrown, in the place of what only pure code has failed with.</summary>
    public static bool AreThrown(MethodFact method, ValueFact made) => Values.Source(method, made) is { Kind: SiteKind.New, Target.Type: var type } && IsCalledSo(type);

    private static bool IsCalledSo(string type) => Array.Exists(Thrown, t => type.EndsWith(t, StringComparison.Ordinal));
}
