namespace IntentContracts;

/// <summary>The weaker one of what a guard was compiled to and what it is configured to.</summary>
internal static class EffectiveMode
{
    public static GuardMode Of(IntentGuards guards, GuardKind kind, GuardMode ceiling)
    {
        var configured = guards.ModeOf(kind);
        return configured < ceiling ? configured : ceiling;
    }
}
