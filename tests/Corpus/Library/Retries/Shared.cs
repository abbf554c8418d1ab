using System.Data.Common;
using Polly;
using Polly.Retry;

namespace Corpus.Library.Retries;

/// <summary>Pipelines that everybody shares: no call leads to where they are made.</summary>
public static class SharedPipelines
{
    public static readonly ResiliencePipeline Reads = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
        .Build();

    public static readonly ResiliencePipeline Off = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = static _ => PredicateResult.False() })
        .Build();
}

/// <summary>A container makes it, with the pipeline that its constructor builds.</summary>
public sealed class MooringStore
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<DbException>(e => e.IsTransient) })
        .Build();

    // What it tries again runs in the transaction that it is handed: told where Harbour begins that.
    public async Task MoorAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(token => WriteAsync(connection, transaction, token), cancellationToken);

    private static async ValueTask<int> WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "update moorings set free = false where berth = 7";
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
