using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Gateways
{
    // case: two retries around one gateway that posts: each is told at the call that it repeats
    public sealed class BerthGateway(HttpClient http)
    {
        public async Task BookAsync(string berth, CancellationToken cancellationToken)
        {
            using var booked = await http.PostAsync("/berths/" + berth, null, cancellationToken);
            booked.EnsureSuccessStatusCode();
        }
    }

    public sealed class BerthDesk(BerthGateway gateway)
    {
        public async Task BookAsync(string berth, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await gateway.BookAsync(berth, cancellationToken); // expect: IC1302
                    return;
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    public sealed class BerthImport(BerthGateway gateway)
    {
        private static readonly ResiliencePipeline Patient = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task RunAsync(string berth, CancellationToken cancellationToken) =>
            await Patient.ExecuteAsync(
                async token =>
                    await gateway.BookAsync(berth, token), // expect: IC1302
                cancellationToken);
    }

    // look-alike: a third caller of the gateway that does not try again
    public sealed class BerthForm(BerthGateway gateway)
    {
        public Task BookAsync(string berth, CancellationToken cancellationToken) => gateway.BookAsync(berth, cancellationToken);
    }

    // case: two loops around one reader with a pipeline: each is a stack of its own
    public sealed class TideReader(HttpClient http)
    {
        private static readonly ResiliencePipeline Patient = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>() })
            .Build();

        public async Task<string> ReadAsync(string port, CancellationToken cancellationToken) =>
            await Patient.ExecuteAsync(async token => await http.GetStringAsync("/tides/" + port, token), cancellationToken);
    }

    public sealed class TideTable(TideReader reader)
    {
        public async Task<string> OfAsync(string port, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await reader.ReadAsync(port, cancellationToken); // expect: IC1301
                }
                catch (HttpRequestException) when (attempt < 4)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    public sealed class TideAlarm(TideReader reader)
    {
        public async Task<bool> IsHighAsync(string port, CancellationToken cancellationToken)
        {
            var failures = 0;
            while (true)
            {
                try
                {
                    return (await reader.ReadAsync(port, cancellationToken)).Contains("high", StringComparison.Ordinal); // expect: IC1301
                }
                catch (HttpRequestException) when (++failures < 2)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    // look-alike: what would be posted is asked for by an argument that nobody in a retry gives
    public sealed class Depths(HttpClient http)
    {
        public async Task<string> OfAsync(string chart, bool publish, CancellationToken cancellationToken)
        {
            var depth = await http.GetStringAsync("/depths/" + chart, cancellationToken);
            if (publish)
            {
                await http.PostAsync("/depths/" + chart, new StringContent(depth), cancellationToken);
            }

            return depth;
        }
    }

    public sealed class DepthSounder(Depths depths)
    {
        public async Task<string> SoundAsync(string chart, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await depths.OfAsync(chart, publish: false, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }
    }

    // look-alike: inside a transaction the store tries once
    public sealed class PermitStore(NpgsqlDataSource source)
    {
        private static readonly AsyncRetryPolicy Patient = Policy.Handle<NpgsqlException>(e => e.IsTransient).WaitAndRetryAsync(2, n => TimeSpan.FromMilliseconds(50 * n));

        public async Task StampAsync(string permit, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
        {
            if (transaction != null)
            {
                await transaction.Connection!.ExecuteAsync(new CommandDefinition("update permits set stamped = true where id = @permit", new { permit }, transaction, cancellationToken: cancellationToken));
                return;
            }

            await Patient.ExecuteAsync(
                async token =>
                {
                    await using var connection = await source.OpenConnectionAsync(token);
                    return await connection.ExecuteAsync(new CommandDefinition("update permits set stamped = true where id = @permit", new { permit }, cancellationToken: token));
                },
                cancellationToken);
        }
    }

    public sealed class PermitOffice(NpgsqlDataSource source, PermitStore permits)
    {
        public async Task IssueAsync(string permit, CancellationToken cancellationToken)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await permits.StampAsync(permit, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        public Task StampAsync(string permit, CancellationToken cancellationToken) => permits.StampAsync(permit, null, cancellationToken);
    }

    // look-alike: two times two is in the budget, and == 0 is a bound as well
    public sealed class FogReader(HttpClient http)
    {
        private static readonly AsyncRetryPolicy Once = Policy.Handle<HttpRequestException>().RetryAsync(1);

        public async Task<string> ReadAsync(string port, CancellationToken cancellationToken)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await Once.ExecuteAsync(token => http.GetStringAsync("/fog/" + port, token), cancellationToken);
                }
                catch (HttpRequestException failure) when (attempt == 0 && failure.StatusCode is null)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    // look-alike: the caller that tries again lets the loop below try once
    public interface ISwellReader
    {
        Task<string> ReadAsync(string port, int attempts, CancellationToken cancellationToken);
    }

    public sealed class SwellReader(HttpClient http) : ISwellReader
    {
        public async Task<string> ReadAsync(string port, int attempts, CancellationToken cancellationToken)
        {
            var tries = 0;
            while (true)
            {
                try
                {
                    return await http.GetStringAsync("/swell/" + port, cancellationToken);
                }
                catch (HttpRequestException) when (++tries < attempts)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
    }

    public sealed class SwellWatch(ISwellReader swell)
    {
        private static readonly AsyncRetryPolicy Patient = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));

        public Task<string> ReadAsync(string port, CancellationToken cancellationToken) => Patient.ExecuteAsync(token => swell.ReadAsync(port, attempts: 1, token), cancellationToken);
    }

    // look-alike: the key is set by a handler that the request passes once, before the one that tries again
    public sealed class MooringKeys : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }

    public sealed class MooringOrders(HttpClient http)
    {
        public async Task OrderAsync(string buoy, CancellationToken cancellationToken)
        {
            using var ordered = await http.PostAsync("/moorings/" + buoy, null, cancellationToken);
            ordered.EnsureSuccessStatusCode();
        }
    }

    // case: here it stands inside, and each attempt has another key
    public sealed class AnchorOrders(HttpClient http)
    {
        public async Task OrderAsync(string anchor, CancellationToken cancellationToken)
        {
            using var ordered = await http.PostAsync("/anchors/" + anchor, null, cancellationToken); // expect: IC1302
            ordered.EnsureSuccessStatusCode();
        }
    }

    public static class Orders
    {
        public static void Register(IServiceCollection services)
        {
            services.AddHttpClient<MooringOrders>().AddHttpMessageHandler<MooringKeys>().AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n)));
            services.AddHttpClient<AnchorOrders>().AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n))).AddHttpMessageHandler<MooringKeys>();
        }
    }

    // case: a time limit of its own, which the caller's token does not end
    public sealed class PilotReader(HttpClient http)
    {
        public async Task<string> ReadAsync(string ship, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
                try
                {
                    return await http.GetStringAsync("/pilots/" + ship, limit.Token).ConfigureAwait(false); // expect: IC1306
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    // look-alike: the limit is tied to it
    public sealed class TugReader(HttpClient http)
    {
        public async Task<string> ReadAsync(string ship, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(TimeSpan.FromSeconds(10));
                try
                {
                    return await http.GetStringAsync("/tugs/" + ship, limit.Token).ConfigureAwait(false);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    await Task.Delay(100, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    // case: the one that is asked says yes to everything, three lines below the first of its statement
    public sealed class CraneReader(HttpClient http)
    {
        private static readonly ResiliencePipeline<string> Patient = new ResiliencePipelineBuilder<string>()
            .AddRetry(new RetryStrategyOptions<string>
            {
                MaxRetryAttempts = 2,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is not null), // expect: IC1307
            })
            .Build();

        public async Task<string> ReadAsync(string crane, CancellationToken cancellationToken) => await Patient.ExecuteAsync(async token => await http.GetStringAsync("/cranes/" + crane, token), cancellationToken);
    }

    // look-alike: the same with a type
    public sealed class WinchReader(HttpClient http)
    {
        private static readonly ResiliencePipeline<string> Patient = new ResiliencePipelineBuilder<string>()
            .AddRetry(new RetryStrategyOptions<string>
            {
                MaxRetryAttempts = 2,
                ShouldHandle = static args => args.Outcome.Exception is HttpRequestException ? PredicateResult.True() : PredicateResult.False(),
            })
            .Build();

        public async Task<string> ReadAsync(string winch, CancellationToken cancellationToken) => await Patient.ExecuteAsync(async token => await http.GetStringAsync("/winches/" + winch, token), cancellationToken);
    }

    // case: a choice, and then everything all the same
    public sealed class DockReader(HttpClient http)
    {
        private static readonly AsyncRetryPolicy Patient = Policy
            .Handle<HttpRequestException>(e => e.StatusCode is null)
            .Or<Exception>() // expect: IC1307
            .WaitAndRetryAsync(2, n => TimeSpan.FromSeconds(n));

        public Task<string> ReadAsync(string dock, CancellationToken cancellationToken) => Patient.ExecuteAsync(token => http.GetStringAsync("/docks/" + dock, token), cancellationToken);
    }

    // look-alike: two choices
    public sealed class QuayReader(HttpClient http)
    {
        private static readonly AsyncRetryPolicy Patient = Policy
            .Handle<HttpRequestException>(e => e.StatusCode is null)
            .Or<TimeoutException>()
            .WaitAndRetryAsync(2, n => TimeSpan.FromSeconds(n));

        public Task<string> ReadAsync(string quay, CancellationToken cancellationToken) => Patient.ExecuteAsync(token => http.GetStringAsync("/quays/" + quay, token), cancellationToken);
    }
}
