using System.ComponentModel;

namespace IntentContracts.Runtime;

/// <summary>Checks what holds at the exit of a member that returns a task, when that task has succeeded.</summary>
/// <remarks>
/// The body's own outcome always wins: a fault or a cancellation is handed on as the very task that carries it. A task that has already
/// succeeded is checked at once and returned itself; a check that fails there becomes a faulted task, never an exception out of the call.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExitGuard
{
    /// <summary>Checks when the core's task has succeeded.</summary>
    /// <typeparam name="TState">What the check needs; passed on so that nothing is captured.</typeparam>
    /// <param name="scope">The scope of the member, already left; the default when nobody asks who is inside.</param>
    /// <param name="core">What the core returned.</param>
    /// <param name="state">Passed to the check.</param>
    /// <param name="exit">Checks, told whether the member is the outermost one of its object; a static lambda.</param>
    /// <param name="undo">Runs when the core or the check has failed; a static lambda.</param>
    /// <returns>The core's outcome, or the failure of the check.</returns>
    public static Task After<TState>(InvariantScope scope, Task core, TState state, Action<TState, bool> exit, Action<TState>? undo = null)
    {
        if (!core.IsCompletedSuccessfully)
        {
            return Later(scope.KeepOpen(), scope.IsOutermost, core, state, exit, undo);
        }

        scope.Close();
        try
        {
            exit(state, scope.IsOutermost);
            return core;
        }
        catch (Exception failure)
        {
            undo?.Invoke(state);
            return Task.FromException(failure);
        }
    }

    /// <inheritdoc cref="After{TState}(InvariantScope, Task, TState, Action{TState, bool}, Action{TState})"/>
    /// <typeparam name="TState">What the check needs; passed on so that nothing is captured.</typeparam>
    /// <typeparam name="TResult">What the core returns.</typeparam>
    public static Task<TResult> After<TState, TResult>(
        InvariantScope scope, Task<TResult> core, TState state, Action<TState, TResult, bool> exit, Action<TState>? undo = null)
    {
        if (!core.IsCompletedSuccessfully)
        {
            return Later(scope.KeepOpen(), scope.IsOutermost, core, state, exit, undo);
        }

        scope.Close();
        try
        {
            exit(state, core.Result, scope.IsOutermost);
            return core;
        }
        catch (Exception failure)
        {
            undo?.Invoke(state);
            return Task.FromException<TResult>(failure);
        }
    }

    /// <inheritdoc cref="After{TState}(InvariantScope, Task, TState, Action{TState, bool}, Action{TState})"/>
    public static ValueTask After<TState>(InvariantScope scope, ValueTask core, TState state, Action<TState, bool> exit, Action<TState>? undo = null)
    {
        if (!core.IsCompletedSuccessfully)
        {
            return new(After(scope, core.AsTask(), state, exit, undo));
        }

        scope.Close();
        try
        {
            core.GetAwaiter().GetResult();
            exit(state, scope.IsOutermost);
            return default;
        }
        catch (Exception failure)
        {
            undo?.Invoke(state);
            return ValueTask.FromException(failure);
        }
    }

    /// <inheritdoc cref="After{TState}(InvariantScope, Task, TState, Action{TState, bool}, Action{TState})"/>
    /// <typeparam name="TState">What the check needs; passed on so that nothing is captured.</typeparam>
    /// <typeparam name="TResult">What the core returns.</typeparam>
    public static ValueTask<TResult> After<TState, TResult>(
        InvariantScope scope, ValueTask<TResult> core, TState state, Action<TState, TResult, bool> exit, Action<TState>? undo = null)
    {
        if (!core.IsCompletedSuccessfully)
        {
            return new(After(scope, core.AsTask(), state, exit, undo));
        }

        scope.Close();
        try
        {
            // A value task may be consumed once: what goes on is a new one.
            var result = core.GetAwaiter().GetResult();
            exit(state, result, scope.IsOutermost);
            return new(result);
        }
        catch (Exception failure)
        {
            undo?.Invoke(state);
            return ValueTask.FromException<TResult>(failure);
        }
    }

    // Hands the core's own task on instead of awaiting it: its exceptions, all of them, and its cancellation token stay as they are. Runs where the core has ended, whatever
    // context that is: an await would go to the thread pool first, and the caller's context would be posted to once more than without a guard.
    private static Task Later<TState>(OpenFlow? flow, bool isOutermost, Task core, TState state, Action<TState, bool> exit, Action<TState>? undo) =>
        core.ContinueWith(
            static (core, pending) => ((PendingExit<TState, Action<TState, bool>>)pending!).End(
                core,
                static (p, _) => p.Exit(p.State, p.IsOutermost),
                static failure => Task.FromException(failure)),
            new PendingExit<TState, Action<TState, bool>>(flow, isOutermost, state, exit, undo),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();

    private static Task<TResult> Later<TState, TResult>(
        OpenFlow? flow, bool isOutermost, Task<TResult> core, TState state, Action<TState, TResult, bool> exit, Action<TState>? undo) =>
        core.ContinueWith(
            static (core, pending) => (Task<TResult>)((PendingExit<TState, Action<TState, TResult, bool>>)pending!).End(
                core,
                static (p, core) => p.Exit(p.State, ((Task<TResult>)core).Result, p.IsOutermost),
                static failure => Task.FromException<TResult>(failure)),
            new PendingExit<TState, Action<TState, TResult, bool>>(flow, isOutermost, state, exit, undo),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();
}
