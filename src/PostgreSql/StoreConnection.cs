using System.Transactions;
using Npgsql;

namespace IntentContracts.PostgreSql;

/// <summary>Runs one statement on a connection of its own, and again where that is right.</summary>
internal sealed class StoreConnection(NpgsqlDataSource dataSource, ClaimTable table, TimeSpan commandTimeout)
{
    // Each repetition is another transaction's success, so this many are met under a stampede on one key, and not one after the other.
    private const int MaxContentions = 20;

    private readonly int _commandTimeout = (int)Math.Min(Math.Ceiling(commandTimeout.TotalSeconds), int.MaxValue / 1000);

    /// <param name="sql">The statement, without its parameters' values.</param>
    /// <param name="prepare">Adds the parameters. The flag: a first try's answer was lost.</param>
    /// <param name="read">Executes the command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read, and the failure of a first try whose answer was lost.</returns>
    public async Task<(T Answer, NpgsqlException? Lost)> RunAsync<T>(
        string sql, Action<NpgsqlParameterCollection, bool> prepare, Func<NpgsqlCommand, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        // Npgsql asks the server to cancel, on the thread that cancels, before it gives up: over a network that is stuck, as long as a time-out. Whoever
        // gives up here goes on at once, and the connection is cleaned up behind it.
        cancellationToken.ThrowIfCancellationRequested();
        var own = new CancellationTokenSource();
        var running = RepeatAsync(sql, prepare, read, own.Token);
        using var registration = cancellationToken.UnsafeRegister(static source => _ = ((CancellationTokenSource)source!).CancelAsync(), own);
        try
        {
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException failure) when (cancellationToken.IsCancellationRequested)
        {
            _ = running.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
    }

    private async Task<(T Answer, NpgsqlException? Lost)> RepeatAsync<T>(
        string sql, Action<NpgsqlParameterCollection, bool> prepare, Func<NpgsqlCommand, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        NpgsqlException? lost = null;
        for (var contentions = 0; ;)
        {
            try
            {
                var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var command = new NpgsqlCommand(sql, connection) { CommandTimeout = _commandTimeout };
                    await using (command.ConfigureAwait(false))
                    {
                        prepare(command.Parameters, lost is not null);
                        return (await read(command, cancellationToken).ConfigureAwait(false), lost);
                    }
                }
            }
            catch (PostgresException failure) when (Failures.IsContention(failure) && ++contentions <= MaxContentions)
            {
                await Task.Delay(Random.Shared.Next(1, 2 + (2 * contentions)), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException failure) when (Failures.IsSchema(failure))
            {
                throw PostgreSqlIdempotencySchema.Missing(table, failure.MessageText, failure);
            }
            catch (NpgsqlException failure) when (lost is null && Failures.IsLost(failure) && !cancellationToken.IsCancellationRequested)
            {
                lost = failure;
            }
        }
    }

    // A claim that took part in somebody's ambient transaction would disappear with it, together with what it protects from.
    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Transaction.Current is null)
        {
            return await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }

        using var suppressed = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        suppressed.Complete();
        return connection;
    }
}
