namespace IntentContracts.Runtime;

/// <summary>Locks by key, first come first served, that no thread waits for. A key that nobody holds takes no memory.</summary>
/// <remarks>One short critical section for all keys: what happens in it is a look-up and a list operation.</remarks>
internal sealed class KeyedLocks
{
    private readonly Dictionary<(string Group, string Key), LinkedList<TaskCompletionSource>?> _held = [];
    private readonly Lock _gate = new();

    /// <summary>Whether somebody holds the key now.</summary>
    public bool IsHeld((string Group, string Key) key)
    {
        lock (_gate)
        {
            return _held.ContainsKey(key);
        }
    }

    /// <summary>Takes the key if nobody holds it.</summary>
    public bool TryTake((string Group, string Key) key)
    {
        lock (_gate)
        {
            return _held.TryAdd(key, null);
        }
    }

    /// <summary>Takes the key when it is this caller's turn.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first; the place in the queue is gone.</exception>
    public async ValueTask TakeAsync((string Group, string Key) key, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (_held.TryAdd(key, null))
            {
                return;
            }

            // Continuations do not run on the stack of whoever releases: a long queue would overflow it.
            place = new(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            (_held[key] ??= []).AddLast(place);
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (locks, place) = ((KeyedLocks, LinkedListNode<TaskCompletionSource>))state!;
                locks.GiveUp(place, token);
            },
            (this, place)).ConfigureAwait(false);
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Hands the key to whoever is next.</summary>
    public void Release((string Group, string Key) key)
    {
        lock (_gate)
        {
            if (_held[key] is { First: { } next } queue)
            {
                queue.RemoveFirst();
                next.Value.SetResult();
            }
            else
            {
                _held.Remove(key);
            }
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken token)
    {
        lock (_gate)
        {
            // Out of its list, it is this caller's turn already.
            if (place.List is { } queue)
            {
                queue.Remove(place);
                place.Value.SetCanceled(token);
            }
        }
    }
}
