using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Azure.Storage.Blobs;
using Corpus.Library.Retries;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

// Shapes that were met in public services.
namespace Corpus.Retries.Services.Queues
{
    // look-alike: after a failure the next one that waits is taken, not the same one again; after: MassTransit, CacheValue.CreateValue
    public sealed class Pending
    {
        private readonly BlockingCollection<Func<Task<int>>> _waiting = [];

        public async Task<int> FirstAsync()
        {
            Exception? last = null;
            while (_waiting.TryTake(out var factory, 0))
            {
                try
                {
                    return await factory();
                }
                catch (Exception e)
                {
                    last = e;
                }
            }

            throw new InvalidOperationException("None of them made it.", last);
        }
    }

    // look-alike: the same method of another object stands in for one that failed; after: Orleans, AzureQueueJsonDataAdapter
    public interface IWire
    {
        string Write(object value);
    }

    public sealed class Binary : IWire
    {
        public string Write(object value) => value.GetHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public sealed class Json(IWire fallback, bool mayFallBack) : IWire
    {
        public string Write(object value)
        {
            try
            {
                return System.Text.Json.JsonSerializer.Serialize(value);
            }
            catch (Exception) when (mayFallBack)
            {
                return fallback.Write(value);
            }
        }
    }

    public sealed class Wires(ILogger log)
    {
        public string Write(object value)
        {
            log.LogDebug("writing");
            return new Json(new Binary(), true).Write(value);
        }
    }
}

namespace Corpus.Retries.Services.Strategies
{
    public class Shelf : DbContext
    {
        public DbSet<Book> Books => Set<Book>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.UseSqlServer("shelf", sql => sql.EnableRetryOnFailure());
    }

    public sealed class Book
    {
        public int Id { get; set; }
    }

    // look-alike: a helper that is nothing but the strategy: inside it the context tries nothing again; after: eShop, ResilientTransaction
    public sealed class Resilient(DbContext context)
    {
        public async Task ExecuteAsync(Func<Task> work)
        {
            var strategy = context.Database.CreateExecutionStrategy();
            await strategy.ExecuteAsync(async () =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync();
                await work();
                await transaction.CommitAsync();
            });
        }
    }

    public sealed class Shelving(Shelf shelf)
    {
        public Task StoreAsync() => new Resilient(shelf).ExecuteAsync(async () => await shelf.SaveChangesAsync());
    }

    // case: what is sent inside the strategy is sent again with the transaction, whatever the sender does by itself; after: eShop, TransactionBehavior
    public sealed class Lending(Shelf shelf, Sender sender)
    {
        public Task LendAsync(Book book) => shelf.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await shelf.Database.BeginTransactionAsync();
            shelf.Books.Add(book);
            await shelf.SaveChangesAsync();
            await transaction.CommitAsync();
            await sender.SendAsync(book); // expect: IC1302
        });
    }

    public sealed class Sender(HttpClient http)
    {
        public async Task SendAsync(Book book)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await http.PostAsJsonAsync("/lent", book); // expect: IC1302
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                }
            }
        }
    }
}

namespace Corpus.Retries.Services.Clients
{
    // case: Azure's client has its own three retries
    public sealed class Pictures(BlobClient blob)
    {
        public async Task<Stream> ReadAsync()
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await blob.DownloadStreamingAsync(); // expect: IC1301
                }
                catch (IOException) when (attempt < 3)
                {
                }
            }
        }

        // look-alike: the client alone
        public Task<Stream> OnceAsync() => blob.DownloadStreamingAsync();
    }

    public sealed class Quotes : ClientBase<Quotes>
    {
        public AsyncUnaryCall<int> LastAsync(string symbol) => new(Task.FromResult(symbol.Length));
    }

    // case: a loop around a gRPC call that the channel's service config tries four times
    public sealed class Market(Quotes quotes)
    {
        public static MethodConfig Config { get; } = new() { RetryPolicy = new RetryPolicy { MaxAttempts = 4 } };

        public async Task<int> LastAsync(string symbol)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await quotes.LastAsync(symbol); // expect: IC1301
                }
                catch (IOException) when (attempt < 3)
                {
                }
            }
        }
    }
}

namespace Corpus.Retries.Services.Status
{
    // case: a post is sent until the answer is right
    public sealed class Push(HttpClient http)
    {
        public async Task SendAsync(string body)
        {
            var response = await http.PostAsync("/push", new StringContent(body));
            while (!response.IsSuccessStatusCode)
            {
                await Task.Delay(100);
                response = await http.PostAsync("/push", new StringContent(body)); // expect: IC1302
            }
        }

        public async Task<HttpResponseMessage> TrySendAsync(string body)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var response = await http.PostAsync("/push", new StringContent(body)); // expect: IC1302
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                await Task.Delay(100);
            }

            throw new HttpRequestException("gave up");
        }
    }

    // case: two loops of three that look at answers
    public sealed class Feed(HttpClient http)
    {
        public async Task<HttpResponseMessage> OuterAsync()
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    return await InnerAsync(); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100);
                }
            }

            throw new InvalidOperationException();
        }

        private async Task<HttpResponseMessage> InnerAsync()
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var response = await http.GetAsync("/feed");
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }
            }

            throw new HttpRequestException("gave up");
        }
    }

    // look-alike: each turn asks for something else, or the first failure ends it
    public sealed class Pages(HttpClient http)
    {
        public async Task<int> AllAsync(IReadOnlyList<string> parts)
        {
            var sent = 0;
            foreach (var part in parts)
            {
                var response = await http.PutAsync("/parts", new StringContent(part)); // expect: IC3102
                if (response.IsSuccessStatusCode)
                {
                    sent++;
                }
            }

            return sent;
        }

        public async Task PostWhileItWorksAsync()
        {
            while (true)
            {
                var response = await http.PostAsync("/tick", null);
                if (!response.IsSuccessStatusCode)
                {
                    return;
                }
            }
        }

        public async Task<HttpResponseMessage> AcceptedAsync()
        {
            while (true)
            {
                var response = await http.PostAsync("/poll", null);
                if (response.StatusCode != HttpStatusCode.Accepted)
                {
                    return response;
                }

                await Task.Delay(100);
            }
        }
    }
}

namespace Corpus.Retries.Services.Messages
{
    public sealed record Posted(int Id);

    // case: the endpoint's retries around a loop
    public sealed class PostedConsumer(HttpClient http) : IConsumer<Posted>
    {
        public async Task Consume(ConsumeContext<Posted> context)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await http.GetStringAsync("/posted"); // expect: IC1301
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                }
            }
        }
    }

    // look-alike: two tries of two
    public sealed class CountedConsumer(HttpClient http) : IConsumer<Posted>
    {
        public async Task Consume(ConsumeContext<Posted> context)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await http.GetStringAsync("/counted");
                    return;
                }
                catch (HttpRequestException) when (attempt < 2)
                {
                }
            }
        }
    }

    // case: two endpoints that repeat whatever fails
    public static class Bus
    {
        public static void Configure(IServiceCollection services) => services.AddMassTransit(bus => bus.UsingInMemory((context, factory) =>
        {
            factory.ReceiveEndpoint("posted", endpoint =>
            {
                endpoint.UseMessageRetry(retry => retry.Immediate(4)); // expect: IC1307
                endpoint.ConfigureConsumer<PostedConsumer>(context);
            });
            factory.ReceiveEndpoint("counted", endpoint =>
            {
                endpoint.UseMessageRetry(retry => retry.Immediate(1)); // expect: IC1307
                endpoint.ConfigureConsumer<CountedConsumer>(context);
            });
        }));
    }

    // case: a job that asks to be fired again around a loop
    public sealed class Nightly(HttpClient http) : IJob
    {
        public async Task Execute(IJobExecutionContext context)
        {
            try
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        await http.GetStringAsync("/nightly"); // expect: IC1301
                        return;
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                    }
                }
            }
            catch (Exception e)
            {
                throw new JobExecutionException(e, refireImmediately: true);
            }
        }
    }
}

namespace Corpus.Retries.Services.Behaviours
{
    // case: a behaviour of the mediator runs every handler again
    public sealed record Charge(int Amount) : Mediator.IRequest<int>;

    public sealed class ChargeHandler(HttpClient http) : Mediator.IRequestHandler<Charge, int>
    {
        public async ValueTask<int> Handle(Charge request, CancellationToken cancellationToken)
        {
            await http.PostAsJsonAsync("/charge", request, cancellationToken); // expect: IC1302
            return request.Amount;
        }
    }

    public sealed class Retrying<TMessage, TResponse> : Mediator.IPipelineBehavior<TMessage, TResponse>
        where TMessage : notnull, Mediator.IMessage
    {
        public async ValueTask<TResponse> Handle(TMessage message, Mediator.MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await next(message, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                }
            }
        }
    }

    public sealed class Desk(Mediator.ISender sender)
    {
        public ValueTask<int> ChargeAsync(int amount) => sender.Send(new Charge(amount));
    }
}
