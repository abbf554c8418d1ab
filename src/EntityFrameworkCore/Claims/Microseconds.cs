namespace IntentContracts.EntityFrameworkCore;

/// <summary>Durations as the table has them. Even the longest ones, added to each other and to the time, fit into 64 bits.</summary>
internal static class Microseconds
{
    // Never zero: a lease or a retention is positive.
    public static long Of(TimeSpan duration) => Math.Max(1, duration.Ticks / TimeSpan.TicksPerMicrosecond);

    public static TimeSpan ToTimeSpan(long microseconds) =>
        microseconds > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond ? TimeSpan.MaxValue : TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
