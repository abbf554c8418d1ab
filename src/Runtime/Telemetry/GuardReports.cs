namespace IntentContracts;

/// <summary>Tells of a condition that does not hold: counted, and logged where the guards of the current flow log.</summary>
internal static class GuardReports
{
    /// <param name="condition">As written; empty when it has thrown.</param>
    /// <param name="fault">What the condition has thrown itself.</param>
    public static void Violation(GuardKind kind, string contractId, string owner, string condition, GuardMode mode, Exception? fault)
    {
        IntentTelemetry.Violation(kind, contractId, mode);
        var log = IntentGuards.Current.Log;
        var word = IntentTelemetry.Word(kind);
        if (fault is not null)
        {
            GuardLog.ObservedFault(log, fault, contractId, word, owner);
        }
        else if (mode == GuardMode.Observe)
        {
            GuardLog.ObservedViolation(log, contractId, word, condition, owner);
        }
        else
        {
            GuardLog.Violated(log, contractId, word, condition, owner);
        }
    }
}
