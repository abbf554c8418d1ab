namespace IntentContracts;

/// <summary>The deadline around the current code, for code that sets timeouts of its own.</summary>
public static class IntentDeadline
{
    /// <summary>What is left until the first <c>[Deadline]</c> around ends; zero when one is over, null when there is none.</summary>
    public static TimeSpan? Remaining => Runtime.OpenDeadline.Nearest is not { } open ? null : open.Remaining is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
