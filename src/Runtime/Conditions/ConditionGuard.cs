using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>What becomes of a condition that does not hold: thrown, counted and logged, or nothing, by the mode of its kind.</summary>
/// <remarks>The mode is asked for only here: a condition that holds costs its own evaluation and a branch.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConditionGuard
{
    /// <summary>A <c>[Requires]</c> does not hold. The core has not run.</summary>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="condition">The condition, as written.</param>
    /// <param name="because">Why it must hold; empty when no reason was given.</param>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <exception cref="RequiresViolationException">In <see cref="GuardMode.Enforce"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RequiresFailed(string contractId, string owner, string condition, string because, GuardMode ceiling)
    {
        if (Reports(GuardKind.Requires, contractId, owner, condition, ceiling))
        {
            throw new RequiresViolationException(contractId, owner, condition, because);
        }
    }

    /// <summary>An <c>[Ensures]</c> does not hold. The core has succeeded.</summary>
    /// <inheritdoc cref="RequiresFailed" path="/param"/>
    /// <exception cref="EnsuresViolationException">In <see cref="GuardMode.Enforce"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EnsuresFailed(string contractId, string owner, string condition, string because, GuardMode ceiling)
    {
        if (Reports(GuardKind.Ensures, contractId, owner, condition, ceiling))
        {
            throw new EnsuresViolationException(contractId, owner, condition, because);
        }
    }

    /// <summary>An <c>[Invariant]</c> does not hold.</summary>
    /// <inheritdoc cref="RequiresFailed" path="/param"/>
    /// <exception cref="InvariantViolationException">In <see cref="GuardMode.Enforce"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void InvariantFailed(string contractId, string owner, string condition, string because, GuardMode ceiling)
    {
        if (Reports(GuardKind.Invariant, contractId, owner, condition, ceiling))
        {
            throw new InvariantViolationException(contractId, owner, condition, because);
        }
    }

    /// <summary>
    /// Whether an exception that a condition has thrown itself goes no further: a guard that only observes never throws. An exception filter, so that in
    /// <see cref="GuardMode.Enforce"/> the exception passes with its stack untouched.
    /// </summary>
    /// <param name="fault">What the condition has thrown.</param>
    /// <param name="kind">The kind of condition.</param>
    /// <param name="contractId">The documentation id of the member.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="ceiling">What the guard was compiled to.</param>
    /// <returns>Whether to drop it.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Ignores(Exception fault, GuardKind kind, string contractId, string owner, GuardMode ceiling)
    {
        var mode = EffectiveMode.Of(IntentGuards.Current, kind, ceiling);
        if (mode == GuardMode.Observe)
        {
            GuardReports.Violation(kind, contractId, owner, "", mode, fault);
        }

        return mode != GuardMode.Enforce;
    }

    private static bool Reports(GuardKind kind, string contractId, string owner, string condition, GuardMode ceiling)
    {
        var mode = EffectiveMode.Of(IntentGuards.Current, kind, ceiling);
        if (mode != GuardMode.Off)
        {
            GuardReports.Violation(kind, contractId, owner, condition, mode, null);
        }

        return mode == GuardMode.Enforce;
    }
}
