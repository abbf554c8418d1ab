using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IntentContracts.EntityFrameworkCore;

/// <summary>Sends the store's statements on the connection of a context: as part of the transaction that is open on it, or durable at once.</summary>
/// <remarks>Beside the tracker, beside query filters, and beside the execution strategy: which would run the whole boundary again, not this statement.</remarks>
internal readonly struct ClaimsConnection(DbContext context, ClaimsSql sql)
{
    // Microsoft.Data.Sqlite blocks its thread while it waits for the lock, so it waits in steps of this.
    private const int BusyStepSeconds = 1;

    private static readonly TimeSpan BusyAtMost = TimeSpan.FromSeconds(30);

    public bool IsInTransaction => context.Database.CurrentTransaction is not null;

    /// <summary>Runs a statement that changes rows, and returns how many.</summary>
    public Task<int> ExecuteAsync(string statement, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        DemandNoObstacle();
        return RunAsync(statement, parameters, static (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);
    }

    /// <summary>Runs a statement that returns rows.</summary>
    public Task<List<object[]>> QueryAsync(string statement, (string Name, object Value)[] parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, ReadAsync, cancellationToken);

    /// <summary>Demands that a write beside the boundaries around it need not wait for them to end, which they cannot before it has.</summary>
    /// <exception cref="InvalidOperationException">It would.</exception>
    public void DemandNoObstacle()
    {
        if (IsInTransaction || ConnectionBudget.Find(context, IsolationLevel.Unspecified) is not { } obstacle)
        {
            return;
        }

        throw new InvalidOperationException(obstacle.Kind == ObstacleKind.PoolExhausted
            ? $"The store of claims would wait for a connection that cannot come: the boundaries around the call hold all {obstacle.Held} of the pool. Raise Maximum Pool Size."
            : $"The store of claims would wait for {ContractText.Name(obstacle.ContractId)}, whose transaction is open around the call: claim before it begins, use the claims of its own context, or another database.");
    }

    private static async Task<List<object[]>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<object[]>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposing = reader.ConfigureAwait(false);
        do
        {
            // The settings around the statement answer as well.
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && reader.GetName(0) != "set_config")
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));

        return rows;
    }

    private async Task<T> RunAsync<T>(
        string statement, (string Name, object Value)[] parameters, Func<DbCommand, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var database = context.Database;
        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var since = Stopwatch.GetTimestamp();
            var isAlone = !IsInTransaction;
            while (true)
            {
                var command = database.GetDbConnection().CreateCommand();
                await using var disposing = command.ConfigureAwait(false);
                command.CommandText = statement;
                command.Transaction = database.CurrentTransaction?.GetDbTransaction();
                if (isAlone && sql.Dialect is SqliteClaims)
                {
                    command.CommandTimeout = BusyStepSeconds;
                }
                else if (database.GetCommandTimeout() is { } seconds)
                {
                    command.CommandTimeout = seconds;
                }

                foreach (var (name, value) in parameters)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    parameter.Value = value;
                    command.Parameters.Add(parameter);
                }

                try
                {
                    return await run(command, cancellationToken).ConfigureAwait(false);
                }
                catch (DbException failure) when (
                    isAlone && sql.Dialect.Meaning(failure) is (ClaimFailure.Busy or ClaimFailure.Outdated) && Stopwatch.GetElapsedTime(since) < BusyAtMost)
                {
                    // Nothing has happened, and nothing but this statement is lost: also where the database's default is serializable.
                    await Task.Delay(Random.Shared.Next(5, 50), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
