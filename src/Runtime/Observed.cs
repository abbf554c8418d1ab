namespace IntentContracts.Runtime;

/// <summary>Looks at how a body ends without taking part: its task is handed on as it is, with all its exceptions and its cancellation token.</summary>
internal static class Observed
{
    /// <param name="ended">Told the failure, or null on success; must not throw.</param>
    public static Task<TResult> Ended<TResult, TState>(Task<TResult> body, TState state, Action<TState, Task<TResult>> ended)
    {
        return Watch(body, state, ended).Unwrap();

        static async Task<Task<TResult>> Watch(Task<TResult> body, TState state, Action<TState, Task<TResult>> ended)
        {
            await ((Task)body).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended(state, body);
            return body;
        }
    }
}
