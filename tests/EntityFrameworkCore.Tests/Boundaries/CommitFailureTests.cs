using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IntentContracts.EntityFrameworkCore.Tests.Boundaries;

/// <summary>Which failures of a commit leave its outcome open. When in doubt, they do.</summary>
public sealed class CommitFailureTests
{
    [Theory]
    [InlineData("40001", true)]
    [InlineData("23505", true)]
    [InlineData("40P01", true)]
    [InlineData("40003", false)]
    [InlineData("08006", false)]
    [InlineData("57P01", false)]
    [InlineData("57P02", false)]
    [InlineData("HY000", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void On_a_server(string? state, bool isDefinite)
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql("Host=nowhere").Options);

        Assert.Equal(isDefinite, CommitFailure.IsDefinite(context, new ServerException(state)));
        Assert.False(CommitFailure.IsDefinite(context, new TimeoutException()));
        Assert.False(CommitFailure.IsDefinite(context, new OperationCanceledException()));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(19, true)]
    [InlineData(10, false)]
    [InlineData(10 | (4 << 8), false)]
    public void On_SQLite(int code, bool isDefinite)
    {
        using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseSqlite("Data Source=:memory:").Options);

        Assert.Equal(isDefinite, CommitFailure.IsDefinite(context, new SqliteException($"SQLite Error {code}: 'text'.", code)));
        Assert.True(CommitFailure.IsDefinite(context, new TransientException()));
    }

    [Fact]
    public void The_code_of_a_real_SQLite_failure_is_found()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1); INSERT INTO t VALUES (1);";

        Assert.Equal(19, SqliteErrors.Code(Assert.Throws<SqliteException>(() => command.ExecuteNonQuery())));
        Assert.Null(SqliteErrors.Code(new TransientException()));
    }

    private sealed class ServerException(string? state) : DbException("refused")
    {
        public override string? SqlState => state;
    }
}
