using System.Globalization;
using BenchmarkDotNet.Attributes;
using IntentContracts.EntityFrameworkCore;

namespace IntentContracts.Benchmarks.Stores;

/// <summary>One row in one transaction of a new context, on PostgreSQL: written by hand, in a boundary, and in a boundary with a claim inside.</summary>
public partial class OneBoundary
{
    private Surroundings _here = null!;
    private int _last;

    [GlobalSetup]
    public void Start() => _here = Surroundings.StartAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void End() => _here.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public async Task ByHand()
    {
        await using var db = _here.OpenPostgreSql();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Entries.Add(new() { Text = "row" });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    [Benchmark]
    public async Task Boundary()
    {
        await using var db = _here.OpenPostgreSql();
        await new Writer(db).WriteAsync(default);
    }

    [Benchmark]
    public async Task BoundaryWithClaim()
    {
        await using var db = _here.OpenPostgreSql();
        await new Writer(db).WriteOnceAsync(Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture), default);
    }

    internal sealed partial class Writer(BenchDb db)
    {
        [TransactionBoundary]
        public partial Task WriteAsync(CancellationToken cancellationToken);

        [Idempotent(Key = "key", Scope = "\"bench\""), TransactionBoundary]
        public partial Task WriteOnceAsync(string key, CancellationToken cancellationToken);

        private async Task WriteAsyncCore(CancellationToken cancellationToken) => await SaveAsync(cancellationToken);

        private async Task WriteOnceAsyncCore(string key, CancellationToken cancellationToken) => await SaveAsync(cancellationToken);

        private Task<int> SaveAsync(CancellationToken cancellationToken)
        {
            db.Entries.Add(new() { Text = "row" });
            return db.SaveChangesAsync(cancellationToken);
        }
    }
}
