using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Work that a clock begins: a job of Quartz, a recurring one of Hangfire, the loop of a hosted service that waits for the next tick (<c>while (await timer.WaitForNextTickAsync(stop))</c>).</summary>
internal static class ByTheClock
{
    private static readonly HashSet<string> Schedulers = new(StringComparer.Ordinal) { "Quartz.IJob", "NCronJob.IJob", "Hangfire.RecurringJob", "Hangfire.RecurringJobManagerExtensions", "Coravel.Scheduling.Schedule.Interfaces.IScheduler" };

    /// <summary>What hands out one piece of work after the other: that is gone when its turn has failed.</summary>
    private static readonly HashSet<string> Queues = new(StringComparer.Ordinal)
    {
        "ReadAllAsync", "WaitToReadAsync", "TryRead", "ReadAsync", "DequeueAsync", "Dequeue", "TryDequeue", "Take", "TryTake", "Consume", "ConsumeAsync", "ReceiveAsync", "ReceiveMessageAsync", "ReceiveMessagesAsync",
    };

    /// <summary>Whether a type that the catalogues name runs what it is given by a calendar.</summary>
    public static bool IsRecurring(string type) => Schedulers.Contains(type);

    /// <summary>Whether the loop of a hosted service waits for a time, and takes nothing from a queue.</summary>
    public static bool Waits(MethodFact method) =>
        method.Name == "ExecuteAsync"
        && method.Sites.Any(s => s.Target is { Type: "System.Threading.PeriodicTimer", Name: "WaitForNextTickAsync" } or { Type: "System.Threading.Tasks.Task", Name: "Delay" })
        && !method.Sites.Any(s => Queues.Contains(s.Target.Name));
}
