using IntentContracts.Analysis.Catalogues;

namespace IntentContracts.Analysis.Graph;

/// <summary>One method can run another.</summary>
/// <param name="Site">Index of the site in the caller's body; for a delegate, of the call that consumes it where there is one.</param>
/// <param name="Certain">The call has this target in some execution: it is direct, or one of a few known implementations.</param>
/// <param name="Via">The own method that runs a delegate it was handed: it stands between caller and target, and its intents count.</param>
/// <param name="Mode">How the target is run: a plain call is <see cref="RunMode.Inline"/>.</param>
/// <param name="ViaSite">Index of the site in <paramref name="Via"/>'s body that runs the delegate or hands it on; -1 when it is not known, or there is no such method.</param>
/// <param name="Targets">Among how many bodies the call chooses, as far as the code tells.</param>
internal sealed record CallEdge(MethodNode From, MethodNode To, int Site, bool Certain, MethodNode? Via, RunMode Mode = RunMode.Inline, int ViaSite = -1, int Targets = 1)
{
    /// <summary>The method that is handed the delegate only puts it away, in a list or a field: whoever runs it later is seen where it does.</summary>
    public bool IsKept { get; init; }

    /// <summary>The method that is handed the delegate only starts what runs it after a while: a timer of one's own.</summary>
    public bool IsDelayed { get; init; }
}
