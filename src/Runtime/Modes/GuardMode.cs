namespace IntentContracts;

/// <summary>What a guard does. The order is the strictness: the mode of a guard is the weaker one of what was compiled and what is configured.</summary>
public enum GuardMode
{
    /// <summary>Nothing: the program behaves as if the intent were not declared.</summary>
    Off,

    /// <summary>Looks, counts and logs. Never throws, waits, repeats or replays: the body runs exactly once, with its own outcome.</summary>
    Observe,

    /// <summary>Holds the intent.</summary>
    Enforce,
}
