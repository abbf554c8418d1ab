using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// How far a path may go through calls whose target is a guess. Where everything is one interface (pipes, filters, nodes of a tree), each such call leads to all of them, and a path of two proves nothing.
/// </summary>
internal static class Doubts
{
    /// <summary>Among more targets than this the one in question is not the one that runs.</summary>
    private const int MostTargets = 6;

    /// <summary>How many guesses one path may hold.</summary>
    private const int MostGuesses = 1;

    /// <summary>
    /// Among how many bodies a call chooses. An open interface says nothing of which one it is, unless the caller is of that interface itself: a decorator is put around each of them. What a generic class leaves to those that derive from
    /// it, <c>protected abstract Task SendOnceAsync(T message)</c>, is one of theirs.
    /// </summary>
    public static int Among(MethodNode node, SiteFact site, int targets) =>
        !site.Target.TypeArguments.Any(Generics.IsOpen) || IsLeftToDerived(node, site) ? targets
        : node.Type.Interfaces.Any(i => i.Name == site.Target.Type) ? 1
        : int.MaxValue;

    private static bool IsLeftToDerived(MethodNode node, SiteFact site) => site.Receiver.Kind == ValueKind.This && site.Target.Type == node.Method.Type;

    /// <summary>The doubts of a path that goes on with a call; null when it leads nowhere in particular.</summary>
    public static int? After(int doubts, CallEdge edge) =>
        edge.Certain ? doubts
        : edge.Targets <= MostTargets && doubts < MostGuesses ? doubts + 1
        : null;
}
