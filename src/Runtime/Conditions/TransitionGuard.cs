using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>What becomes of a transition that its state machine does not have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TransitionGuard
{
    /// <summary>The object is in a state from which the member does not lead on.</summary>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="machine">What has the state.</param>
    /// <param name="state">The state that it is in.</param>
    /// <param name="permitted">The states from which the member is permitted.</param>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <returns>The exception to throw, or null when the guard only observes.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IllegalTransitionException? Illegal(string contractId, string owner, string machine, string state, string permitted, GuardMode ceiling)
    {
        var mode = EffectiveMode.Of(IntentGuards.Current, GuardKind.Transition, ceiling);
        if (mode == GuardMode.Off)
        {
            return null;
        }

        GuardReports.Violation(GuardKind.Transition, contractId, owner, $"{machine} is one of {permitted}", mode, null);
        return mode == GuardMode.Enforce ? IllegalTransitionException.OnEntry(contractId, owner, machine, state, permitted) : null;
    }

    /// <summary>Whether the target state is set: setting it is what the member does, so a guard that only observes does it as well.</summary>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <returns>Whether the mode is not <see cref="GuardMode.Off"/>.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Sets(GuardMode ceiling) => EffectiveMode.Of(IntentGuards.Current, GuardKind.Transition, ceiling) != GuardMode.Off;

    /// <summary>Whether the state is put back after a failure: one that only observes leaves the object as the core has left it.</summary>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <returns>Whether the mode is <see cref="GuardMode.Enforce"/>.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Restores(GuardMode ceiling) => EffectiveMode.Of(IntentGuards.Current, GuardKind.Transition, ceiling) == GuardMode.Enforce;

    /// <summary>The core has succeeded and left the object in a state that the transition does not lead to.</summary>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="machine">What has the state.</param>
    /// <param name="state">The state that the core has set.</param>
    /// <param name="declared">The state that the transition leads to.</param>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <exception cref="IllegalTransitionException">In <see cref="GuardMode.Enforce"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WrongTarget(string contractId, string owner, string machine, string state, string declared, GuardMode ceiling)
    {
        var mode = EffectiveMode.Of(IntentGuards.Current, GuardKind.Transition, ceiling);
        if (mode == GuardMode.Off)
        {
            return;
        }

        GuardReports.Violation(GuardKind.Transition, contractId, owner, $"{machine} becomes {declared}", mode, null);
        if (mode == GuardMode.Enforce)
        {
            throw IllegalTransitionException.OnExit(contractId, owner, machine, state, declared);
        }
    }
}
