using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace IntentContracts.Runtime;

/// <summary>Checks invariants behind a task, and reports one that does not hold.</summary>
/// <remarks>
/// The body's own outcome always wins: a fault or a cancellation is handed on as the very task that carries it. A task that has already
/// succeeded is checked at once and returned itself; a check that fails there becomes a faulted task, never an exception out of the call.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InvariantGuard
{
    /// <summary>Reports a condition that does not hold.</summary>
    /// <param name="contractId">The documentation id of the member that left the object so, or of the type.</param>
    /// <param name="owner">The team that answers for it; empty when none is declared.</param>
    /// <param name="condition">The condition, as written.</param>
    /// <param name="because">Why it must hold; empty when no reason was given.</param>
    /// <exception cref="InvariantViolationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Violated(string contractId, string owner, string condition, string because)
    {
        IntentTelemetry.Violation(contractId);
        throw new InvariantViolationException(contractId, owner, condition, because);
    }

    /// <summary>Checks when the core's task has succeeded, if the member is the outermost.</summary>
    /// <typeparam name="TSelf">The guarded type.</typeparam>
    /// <param name="scope">The scope of the member, already left.</param>
    /// <param name="core">What the core returned.</param>
    /// <param name="self">The object.</param>
    /// <param name="check">Checks it; a static lambda, so that nothing is allocated per call.</param>
    /// <returns>The core's outcome, or the violation.</returns>
    public static Task CheckAfter<TSelf>(InvariantScope scope, Task core, TSelf self, Action<TSelf> check)
    {
        if (scope.Flow is not { } flow)
        {
            return core;
        }

        if (!core.IsCompletedSuccessfully)
        {
            return CheckLater(flow, core, self, check).Unwrap();
        }

        flow.Close();
        return Failure(self, check) is { } failure ? Task.FromException(failure) : core;
    }

    /// <inheritdoc cref="CheckAfter{TSelf}(InvariantScope, Task, TSelf, Action{TSelf})"/>
    /// <typeparam name="TSelf">The guarded type.</typeparam>
    /// <typeparam name="TResult">What the core returns.</typeparam>
    public static Task<TResult> CheckAfter<TSelf, TResult>(InvariantScope scope, Task<TResult> core, TSelf self, Action<TSelf> check)
    {
        if (scope.Flow is not { } flow)
        {
            return core;
        }

        if (!core.IsCompletedSuccessfully)
        {
            return CheckLater(flow, core, self, check).Unwrap();
        }

        flow.Close();
        return Failure(self, check) is { } failure ? Task.FromException<TResult>(failure) : core;
    }

    /// <inheritdoc cref="CheckAfter{TSelf}(InvariantScope, Task, TSelf, Action{TSelf})"/>
    public static ValueTask CheckAfter<TSelf>(InvariantScope scope, ValueTask core, TSelf self, Action<TSelf> check)
    {
        if (scope.Flow is not { } flow)
        {
            return core;
        }

        if (!core.IsCompletedSuccessfully)
        {
            return new(CheckLater(flow, core.AsTask(), self, check).Unwrap());
        }

        flow.Close();
        core.GetAwaiter().GetResult();
        return Failure(self, check) is { } failure ? ValueTask.FromException(failure) : default;
    }

    /// <inheritdoc cref="CheckAfter{TSelf}(InvariantScope, Task, TSelf, Action{TSelf})"/>
    /// <typeparam name="TSelf">The guarded type.</typeparam>
    /// <typeparam name="TResult">What the core returns.</typeparam>
    public static ValueTask<TResult> CheckAfter<TSelf, TResult>(InvariantScope scope, ValueTask<TResult> core, TSelf self, Action<TSelf> check)
    {
        if (scope.Flow is not { } flow)
        {
            return core;
        }

        if (!core.IsCompletedSuccessfully)
        {
            return new(CheckLater(flow, core.AsTask(), self, check).Unwrap());
        }

        flow.Close();
        var result = core.GetAwaiter().GetResult();
        return Failure(self, check) is { } failure ? ValueTask.FromException<TResult>(failure) : new(result);
    }

    // Hands the core's own task on instead of awaiting it: its exceptions, all of them, and its cancellation token stay as they are.
    private static async Task<TTask> CheckLater<TSelf, TTask>(OpenFlow flow, TTask core, TSelf self, Action<TSelf> check)
        where TTask : Task
    {
        await ((Task)core).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        flow.Close();
        if (core.IsCompletedSuccessfully)
        {
            check(self);
        }

        return core;
    }

    private static Exception? Failure<TSelf>(TSelf self, Action<TSelf> check)
    {
        try
        {
            check(self);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
