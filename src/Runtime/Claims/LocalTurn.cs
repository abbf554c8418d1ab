namespace IntentContracts.Runtime;

/// <summary>
/// Lets one call of a key at a time in this process go to the database, where the others would each hold a connection, and in SQLite a thread, to wait for the same row. Once is decided there; this only spares
/// the way.
/// </summary>
internal sealed class LocalTurn : IDisposable
{
    // No group of [Exclusive] has this name.
    private const string Group = "\0claims";

    private readonly IntentGuards _guards;
    private readonly (string, string) _key;

    private LocalTurn(IntentGuards guards, ClaimKey key)
    {
        _guards = guards;
        _key = (Group, key.Value);
    }

    /// <returns>Null when the turn did not come in that time.</returns>
    /// <param name="atMost">How long to wait; zero for not at all.</param>
    public static async ValueTask<LocalTurn?> TakeAsync(IntentGuards guards, ClaimKey key, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var turn = new LocalTurn(guards, key);
        if (guards.Locks.TryTake(turn._key))
        {
            return turn;
        }

        if (atMost <= TimeSpan.Zero)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(atMost < DuplicateWait.LongestWait ? atMost : DuplicateWait.LongestWait, guards.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await guards.Locks.TakeAsync(turn._key, either.Token).ConfigureAwait(false);
            return turn;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public void Dispose() => _guards.Locks.Release(_key);
}
