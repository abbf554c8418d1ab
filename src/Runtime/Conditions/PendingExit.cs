namespace IntentContracts.Runtime;

/// <summary>What is left to do when a core's task has ended.</summary>
/// <param name="flow">The flow to close; null when nobody asks who is inside.</param>
internal sealed class PendingExit<TState, TExit>(OpenFlow? flow, bool isOutermost, TState state, TExit exit, Action<TState>? undo)
{
    public bool IsOutermost => isOutermost;

    public TState State => state;

    public TExit Exit => exit;

    /// <summary>Checks if the core has succeeded, and undoes what it has done to the state if it or the check has failed.</summary>
    /// <returns>The task to hand on: the core's own unless the check has failed.</returns>
    public Task End(Task core, Action<PendingExit<TState, TExit>, Task> check, Func<Exception, Task> failed)
    {
        flow?.Close();
        if (!core.IsCompletedSuccessfully)
        {
            undo?.Invoke(state);
            return core;
        }

        try
        {
            check(this, core);
            return core;
        }
        catch (Exception failure)
        {
            undo?.Invoke(state);
            return failed(failure);
        }
    }
}
