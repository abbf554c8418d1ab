namespace IntentContracts.Crash.Tests.Worker;

/// <summary>The guarded members, as a user writes them. One for each place that a claim can live in.</summary>
[OwnedBy("tests")]
internal sealed partial class Desk(LedgerDb db, ITransactionRunner runner, IntentGuards guards, KillSwitch kill, string file)
{
    /// <summary>The effect is a row; claim, effect and record are one commit.</summary>
    [Idempotent(Key = "key", Scope = "\"crash\"", Lease = "00:00:01"), TransactionBoundary]
    public partial Task<string> InsideAsync(string key, CancellationToken cancellationToken);

    /// <summary>The same; the claim is committed before.</summary>
    [Idempotent(Key = "key", Scope = "\"crash\"", Lease = "00:00:01", OnFault = FaultedClaim.Hold), TransactionBoundary]
    public partial Task<string> BeforeAsync(string key, CancellationToken cancellationToken);

    /// <summary>The effect is a line in a file, which nothing undoes.</summary>
    [Idempotent(Key = "key", Scope = "\"crash\"", Lease = "00:00:01")]
    public partial Task<string> ApartAsync(string key, CancellationToken cancellationToken);

    /// <summary>The same, and the code says when.</summary>
    [Idempotent(Key = "key", Scope = "\"crash\"", Lease = "00:00:01", MarksEffects = true)]
    public partial Task<string> MarkedAsync(string key, CancellationToken cancellationToken);

    private Task<string> InsideAsyncCore(string key, CancellationToken cancellationToken) => WriteRowAsync(key, cancellationToken);

    private Task<string> BeforeAsyncCore(string key, CancellationToken cancellationToken) => WriteRowAsync(key, cancellationToken);

    private Task<string> ApartAsyncCore(string key, CancellationToken cancellationToken) => WriteLineAsync(key, cancellationToken);

    private async Task<string> MarkedAsyncCore(string key, CancellationToken cancellationToken)
    {
        await IntentClaim.BeforeEffectAsync(cancellationToken);
        return await WriteLineAsync(key, cancellationToken);
    }

    private async Task<string> WriteRowAsync(string key, CancellationToken cancellationToken)
    {
        db.Effects.Add(new Effect { Key = key });
        await db.SaveChangesAsync(cancellationToken);
        kill.At(Points.AfterEffect);
        return "receipt of " + key;
    }

    private async Task<string> WriteLineAsync(string key, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(file, key + "\n", cancellationToken);
        kill.At(Points.AfterEffect);
        return "receipt of " + key;
    }
}
