using System.Data.Common;
using Amazon.Glacier;
using Corpus.Library.Retries;
using Hangfire;
using Polly;
using Polly.Retry;
using Rebus.Config;
using Rebus.Handlers;
using Rebus.Retry.Simple;

namespace Corpus.Retries.Shared
{
    // case: the pipeline is a field of another assembly's, and a loop stands around it
    public sealed class Pilotage(HttpClient http)
    {
        public async Task<string> FeeAsync(string ship, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/fees/" + ship, token), cancellationToken); // expect: IC1301
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    // look-alike: that of the same assembly which lets nothing be tried again
    public sealed class Towage(HttpClient http)
    {
        public async Task<string> FeeAsync(string ship, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await SharedPipelines.Off.ExecuteAsync(async token => await http.GetStringAsync("/tows/" + ship, token), cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    // case: what a store of an assembly below tries again runs in the transaction that it is handed here
    public sealed class Harbour(DbConnection connection, MooringStore moorings)
    {
        public async Task MoorAsync(CancellationToken cancellationToken)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await moorings.MoorAsync(connection, transaction, cancellationToken); // expect: IC1304
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // case: a job that is told when to run is tried ten times more, around a pipeline
    public sealed class TideTable(HttpClient http)
    {
        public async Task LoadAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/tides", token), cancellationToken); // expect: IC1301

        // look-alike: nobody plans this one
        public async Task PrintAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/tides/print", token), cancellationToken);
    }

    public static class Plan
    {
        public static void Register(IRecurringJobManager jobs) => jobs.AddOrUpdate<TideTable>("tides", table => table.LoadAsync(CancellationToken.None), Cron.Daily());
    }

    public sealed record Berthed(string Ship);

    // case: the broker delivers four times, and the handler's pipeline makes four attempts of each
    public sealed class BerthedHandler(HttpClient http) : IHandleMessages<Berthed>
    {
        public async Task Handle(Berthed message) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await http.GetStringAsync("/ships/" + message.Ship, token)); // expect: IC1301
    }

    public sealed record Sailed(string Ship);

    // look-alike: here the broker is the only one that tries again
    public sealed class SailedHandler(HttpClient http) : IHandleMessages<Sailed>
    {
        public async Task Handle(Sailed message) => await http.GetStringAsync("/ships/" + message.Ship);
    }

    public static class Bus
    {
        public static void Configure(OptionsConfigurer options) => options.RetryStrategy(maxDeliveryAttempts: 4);
    }

    // case: a request of a vendor's client that no catalogue names is tried again by the client as well
    public sealed class Vault
    {
        private readonly AmazonGlacierClient _client = new(new AmazonGlacierConfig { MaxErrorRetry = 3 });

        public async Task<string> StateAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await _client.DescribeVaultAsync("logs", token), cancellationToken); // expect: IC1301
    }

    // look-alike: a client that is made to try once
    public sealed class QuietVault
    {
        private readonly AmazonGlacierClient _client = new(new AmazonGlacierConfig { MaxErrorRetry = 0 });

        public async Task<string> StateAsync(CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await _client.DescribeVaultAsync("charts", token), cancellationToken);
    }
}
