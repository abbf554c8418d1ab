using System.Collections.Concurrent;

namespace IntentContracts.Analysis.Work;

/// <summary>Work on several things at once, with results and failures in the order of the things, whichever was done first.</summary>
internal static class InParallel
{
    /// <summary>Does all of it, the heaviest first, so that no processor is left with it at the end.</summary>
    /// <returns>For each its task, which is done: asked for its result, it returns that or throws what was thrown.</returns>
    public static IReadOnlyList<Task<TResult>> Each<T, TResult>(IReadOnlyList<T> all, Func<T, long> weight, Func<T, TResult> work)
    {
        var tasks = all.Select(thing => new Task<TResult>(() => work(thing))).ToList();
        var heaviestFirst = Enumerable.Range(0, all.Count).OrderByDescending(i => weight(all[i])).ToList();

        // One at a time from the list: a partition of its own for each thread would give all the heavy ones to the first.
        var handedOut = Partitioner.Create(heaviestFirst, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(handedOut, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => tasks[i].RunSynchronously(TaskScheduler.Default));
        return tasks;
    }
}
