using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace IntentContracts.Analysis;

/// <summary>Work on several things at once, with results and failures in the order of the things, whichever was done first.</summary>
internal static class InParallel
{
    /// <summary>Does all of it, the heaviest first, so that no processor is left with it at the end.</summary>
    /// <returns>For each what it came to: called, it returns the result or throws what was thrown.</returns>
    public static IReadOnlyList<Func<TResult>> Each<T, TResult>(IReadOnlyList<T> all, Func<T, long> weight, Func<T, TResult> work)
    {
        var results = new Func<TResult>[all.Count];
        var heaviestFirst = Enumerable.Range(0, all.Count).OrderByDescending(i => weight(all[i])).ToList();

        // One at a time from the list: a partition of its own for each thread would give all the heavy ones to the first.
        var handedOut = Partitioner.Create(heaviestFirst, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(handedOut, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = Outcome(all[i], work));
        return results;
    }

    private static Func<TResult> Outcome<T, TResult>(T thing, Func<T, TResult> work)
    {
        try
        {
            var result = work(thing);
            return () => result;
        }
#pragma warning disable CA1031 // it is thrown again, for whoever asks
        catch (Exception e)
        {
            var failure = ExceptionDispatchInfo.Capture(e);
            return () =>
            {
                failure.Throw();
                return default!;
            };
        }
#pragma warning restore CA1031
    }
}
