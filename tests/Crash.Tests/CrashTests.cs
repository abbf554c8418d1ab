using IntentContracts.Crash.Tests.Worker;

namespace IntentContracts.Crash.Tests;

/// <summary>A process is killed at every point of an idempotent call, then the call is repeated: the tables of docs/what-happens-when.md.</summary>
public abstract class CrashTests
{
    private const string Key = "order-1";
    private const string Executes = "receipt of " + Key;
    private const string Unknown = "unknown";

    /// <summary>Point, what the repeated call answers, and how often the effect has happened then. The call before is always the same one, killed.</summary>
    public static TheoryData<string, string, int> Inside => new()
    {
        { Points.BeforeClaim, Executes, 1 },
        { Points.AfterClaim, Executes, 1 },
        { Points.AfterEffect, Executes, 1 },
        { Points.AfterRecord, Executes, 1 },
        { Points.BeforeCommit, Executes, 1 },
        { Points.AfterCommit, Executes, 1 },
    };

    public static TheoryData<string, string, int> Before => new()
    {
        { Points.BeforeClaim, Executes, 1 },
        { Points.AfterClaim, Unknown, 0 },
        { Points.AfterEffect, Unknown, 0 },
        { Points.AfterRecord, Unknown, 0 },
        { Points.BeforeCommit, Unknown, 0 },
        { Points.AfterCommit, Executes, 1 },
    };

    public static TheoryData<string, string, int> Apart => new()
    {
        { Points.BeforeClaim, Executes, 1 },
        { Points.AfterClaim, Unknown, 0 },
        { Points.AfterEffect, Unknown, 1 },
        { Points.AfterRecord, Executes, 1 },
    };

    public static TheoryData<string, string, int> Marked => new()
    {
        { Points.BeforeClaim, Executes, 1 },
        { Points.AfterClaim, Executes, 1 },
        { Points.AfterMark, Unknown, 0 },
        { Points.AfterEffect, Unknown, 1 },
        { Points.AfterRecord, Executes, 1 },
    };

    private protected static async Task DiesAsync(string home, string store, string point, string answer, int effects)
    {
        await using var scene = await Scene.SetAsync(home, store);

        Assert.Equal(WorkerProcess.Killed, await scene.DieAsync(point, Key));
        Assert.Equal(answer, await scene.CallAsync(Key));

        Assert.Equal(effects, (await scene.Setting.EffectsAsync()).GetValueOrDefault(Key));
    }
}

public sealed class SqliteCrashTests : CrashTests
{
    [Theory]
    [MemberData(nameof(Inside))]
    public Task Claim_effect_and_record_in_one_transaction(string point, string answer, int effects) => DiesAsync("inside", "sqlite", point, answer, effects);

    [Theory]
    [MemberData(nameof(Before))]
    public Task The_claim_committed_before(string point, string answer, int effects) => DiesAsync("before", "sqlite", point, answer, effects);

    [Theory]
    [MemberData(nameof(Apart))]
    public Task An_effect_that_nothing_undoes(string point, string answer, int effects) => DiesAsync("apart", "sqlite", point, answer, effects);

    [Theory]
    [MemberData(nameof(Marked))]
    public Task A_marked_effect_that_nothing_undoes(string point, string answer, int effects) => DiesAsync("marked", "sqlite", point, answer, effects);
}

public sealed class PostgreSqlCrashTests : CrashTests
{
    [PostgreSqlTheory]
    [MemberData(nameof(Inside))]
    public Task Claim_effect_and_record_in_one_transaction(string point, string answer, int effects) => DiesAsync("inside", "postgresql", point, answer, effects);

    [PostgreSqlTheory]
    [MemberData(nameof(Before))]
    public Task The_claim_committed_before(string point, string answer, int effects) => DiesAsync("before", "postgresql", point, answer, effects);

    [PostgreSqlTheory]
    [MemberData(nameof(Apart))]
    public Task An_effect_that_nothing_undoes(string point, string answer, int effects) => DiesAsync("apart", "postgresql", point, answer, effects);
}

public sealed class NpgsqlCrashTests : CrashTests
{
    [PostgreSqlTheory]
    [MemberData(nameof(Apart))]
    public Task An_effect_that_nothing_undoes(string point, string answer, int effects) => DiesAsync("apart", "npgsql", point, answer, effects);

    [PostgreSqlTheory]
    [MemberData(nameof(Marked))]
    public Task A_marked_effect_that_nothing_undoes(string point, string answer, int effects) => DiesAsync("marked", "npgsql", point, answer, effects);
}
