namespace IntentContracts;
internal static class EffectiveMode { public static GuardMode Of(IntentGuards g, GuardKind k, GuardMode c) => (GuardMode)Math.Min((int)c, (int)g.ModeOf(k)); }
internal static class GuardReports { public static void Violation(GuardKind kind, string contractId, string owner, string condition, GuardMode mode, Exception? fault) { if (kind == GuardKind.Invariant && fault is null) IntentTelemetry.Violation(contractId); } }
