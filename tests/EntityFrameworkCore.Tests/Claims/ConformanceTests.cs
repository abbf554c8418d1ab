using IntentContracts.Testing;
using IntentContracts.Tests;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Claims;

public sealed class SqliteConformanceTests
{
    public static TheoryData<string> Names => [.. IdempotencyStoreConformance.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sqlite(string name)
    {
        await using var shop = new Shop(inFile: true);
        await new IdempotencyStoreConformance(() => Task.FromResult(Clock.Under(() => shop.Open())))[name].RunAsync();
    }
}

public abstract class PostgreSqlConformance(PostgreSqlDatabase database, string isolation)
{
    public static TheoryData<string> Names => [.. IdempotencyStoreConformance.Names];

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public async Task PostgreSql(string name)
    {
        await using var source = database.CreateDataSource(s => s.Options = "-c default_transaction_isolation=" + isolation);
        var shop = new PostgreSqlShop(source);
        await shop.CreateAsync();
        await new IdempotencyStoreConformance(() => Task.FromResult(Clock.Under(() => shop.Open())))[name].RunAsync();
    }
}

public sealed class ReadCommittedConformanceTests(PostgreSqlDatabase database) : PostgreSqlConformance(database, @"read\ committed"), IClassFixture<PostgreSqlDatabase>;

public sealed class RepeatableReadConformanceTests(PostgreSqlDatabase database) : PostgreSqlConformance(database, @"repeatable\ read"), IClassFixture<PostgreSqlDatabase>;

public sealed class SerializableConformanceTests(PostgreSqlDatabase database) : PostgreSqlConformance(database, "serializable"), IClassFixture<PostgreSqlDatabase>;

/// <summary>Lets time pass by setting back the times in the rows.</summary>
internal static class Clock
{
    public static StoreUnderTest Under(Func<DbContext> open) => new(new EntityFrameworkIdempotencyStore(open), by => LetPass(open, by));

    public static async Task LetPass(Func<DbContext> open, TimeSpan by)
    {
        await using var context = open();
        var microseconds = by.Ticks / TimeSpan.TicksPerMicrosecond;
        await context.Set<StoredClaim>().ExecuteUpdateAsync(set => set
            .SetProperty(c => c.ClaimedAt, c => c.ClaimedAt - microseconds)
            .SetProperty(c => c.LeaseEnds, c => c.LeaseEnds - microseconds)
            .SetProperty(c => c.ForgottenAt, c => c.ForgottenAt == StoredClaim.Never ? c.ForgottenAt : c.ForgottenAt - microseconds));
    }
}
