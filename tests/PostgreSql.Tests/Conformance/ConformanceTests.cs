using System.Collections.Concurrent;
using IntentContracts.PostgreSql.Tests.Store;
using IntentContracts.Runtime.Tests;
using IntentContracts.Testing;
using Npgsql;

namespace IntentContracts.PostgreSql.Tests.Conformance;

public sealed class InMemoryConformanceTests
{
    public static TheoryData<string> Names => [.. IdempotencyStoreConformance.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public Task InMemory(string name) => new IdempotencyStoreConformance(Create)[name].RunAsync();

    [Fact]
    public void Every_case_has_a_name_of_its_own() => Assert.Equal(IdempotencyStoreConformance.Names.Distinct(), IdempotencyStoreConformance.Names);

    private static Task<StoreUnderTest> Create()
    {
        var time = new FakeTime();
        return Task.FromResult(new StoreUnderTest(
            new InMemoryIdempotencyStore(time),
            by =>
            {
                time.Advance(by);
                return Task.CompletedTask;
            }));
    }
}

public abstract class PostgreSqlConformance(PostgreSqlDatabase database, string isolation)
{
    // xunit makes an object for each test; a pool for each would be thousands of connections.
    private static readonly ConcurrentDictionary<PostgreSqlDatabase, NpgsqlDataSource> Pools = new();

    public static TheoryData<string> Names => [.. IdempotencyStoreConformance.Names];

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSql(string name) => new IdempotencyStoreConformance(Create)[name].RunAsync();

    private async Task<StoreUnderTest> Create()
    {
        var source = Pools.GetOrAdd(database, d => d.CreateDataSource(s => s.Options = "-c default_transaction_isolation=" + isolation));
        var claims = await Claims.CreateAsync(database, source);
        return new(claims.Store, claims.LetPass);
    }
}

public sealed class ReadCommittedConformanceTests(PostgreSqlDatabase database)
    : PostgreSqlConformance(database, @"read\ committed"), IClassFixture<PostgreSqlDatabase>;

public sealed class RepeatableReadConformanceTests(PostgreSqlDatabase database)
    : PostgreSqlConformance(database, @"repeatable\ read"), IClassFixture<PostgreSqlDatabase>;

public sealed class SerializableConformanceTests(PostgreSqlDatabase database)
    : PostgreSqlConformance(database, "serializable"), IClassFixture<PostgreSqlDatabase>;

/// <summary>The other tests set the rows' times back; these wait, so that it is the database's clock that counts.</summary>
public sealed class RealTimeConformanceTests(PostgreSqlDatabase database) : IClassFixture<PostgreSqlDatabase>
{
    [PostgreSqlTheory]
    [InlineData("An_unmarked_claim_is_taken_over_after_its_lease")]
    [InlineData("Claimed_as_marked_is_held_after_the_lease")]
    [InlineData("An_outcome_is_replayed_for_its_retention")]
    public Task Waits(string name) => new IdempotencyStoreConformance(Create)[name].RunAsync();

    private async Task<StoreUnderTest> Create() => new((await Claims.CreateAsync(database)).Store, Task.Delay);
}
