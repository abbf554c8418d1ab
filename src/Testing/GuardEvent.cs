namespace IntentContracts.Testing;

/// <summary>One thing that a guard has reported.</summary>
/// <param name="Kind">The kind of guard.</param>
/// <param name="Contract">The documentation id of the member or type that declares the intent: <c>M:Shop.OrderService.PlaceAsync(Shop.Order)</c>.</param>
/// <param name="Outcome">How it ended, as docs/telemetry.md lists it for each kind; <see cref="Violated"/> for conditions, transitions and invariants.</param>
/// <param name="Mode"><see cref="GuardMode.Observe"/> when the guard only looked, otherwise <see cref="GuardMode.Enforce"/>.</param>
public sealed record GuardEvent(GuardKind Kind, string Contract, string Outcome, GuardMode Mode)
{
    /// <summary>The outcome of what did not hold.</summary>
    public const string Violated = "violated";

    /// <summary>Whether a condition, a transition or an invariant did not hold.</summary>
    public bool IsViolation => Kind is GuardKind.Requires or GuardKind.Ensures or GuardKind.Transition or GuardKind.Invariant;

    /// <summary>One line for a person.</summary>
    /// <returns>For example <c>idempotent replayed M:Shop.OrderService.PlaceAsync(Shop.Order)</c>.</returns>
    public override string ToString() =>
        $"{Kind.ToString().ToLowerInvariant()} {Outcome}{(Mode == GuardMode.Observe ? " (observed)" : "")} {Contract}";
}
