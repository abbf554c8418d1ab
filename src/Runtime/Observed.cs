namespace IntentContracts.Runtime;

/// <summary>Runs a body and looks at how it ends without taking part: its task is handed on as it is, with all its exceptions and its cancellation token.</summary>
internal static class Observed
{
    /// <param name="observer">Passed to <paramref name="ended"/>.</param>
    /// <param name="ended">Told the outcome, also when the body threw before it returned a task; must not throw.</param>
    public static Task<TResult> RunAsync<TState, TResult, TObserver>(
        TState state,
        Func<TState, CancellationToken, Task<TResult>> body,
        TObserver observer,
        Action<TObserver, Task<TResult>> ended,
        CancellationToken cancellationToken)
    {
        Task<TResult> running;
        try
        {
            running = body(state, cancellationToken);
        }
        catch (Exception fault)
        {
            var failed = Task.FromException<TResult>(fault);
            // Read, it is no unobserved exception: the fault itself is on its way to the caller.
            _ = failed.Exception;
            ended(observer, failed);
            throw;
        }

        if (running.IsCompleted)
        {
            ended(observer, running);
            return running;
        }

        return Watch(running, observer, ended).Unwrap();

        static async Task<Task<TResult>> Watch(Task<TResult> running, TObserver observer, Action<TObserver, Task<TResult>> ended)
        {
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended(observer, running);
            return running;
        }
    }
}
