// Packages that are not referenced here: the catalogues know them by their full names.
#pragma warning disable CA1040, CA1050, CA1716

namespace Azure.Core
{
    public class RetryOptions
    {
        public int MaxRetries { get; set; } = 3;
    }
}

namespace Azure.Storage.Blobs
{
    public class BlobClient
    {
        public virtual Task<Stream> DownloadStreamingAsync(CancellationToken cancellationToken = default) => Task.FromResult(Stream.Null);
    }
}

namespace Grpc.Net.Client.Configuration
{
    public sealed class RetryPolicy
    {
        public int? MaxAttempts { get; set; }
    }

    public sealed class MethodConfig
    {
        public RetryPolicy? RetryPolicy { get; set; }
    }
}

namespace Mediator
{
    public interface IMessage;

    public interface IRequest<out TResponse> : IMessage;

    public interface IRequestHandler<in TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        ValueTask<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
    }

    public delegate ValueTask<TResponse> MessageHandlerDelegate<in TMessage, TResponse>(TMessage message, CancellationToken cancellationToken);

    public interface IPipelineBehavior<TMessage, TResponse>
        where TMessage : notnull, IMessage
    {
        ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken);
    }

    public interface ISender
    {
        ValueTask<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);
    }
}

namespace Azure.Core
{
    public abstract class ClientOptions
    {
        public RetryOptions Retry { get; } = new();
    }
}

namespace Azure.Data.Tables
{
    public class TableClientOptions : Azure.Core.ClientOptions;

    public class TableServiceClient(Uri endpoint, TableClientOptions options)
    {
        public Uri Endpoint => endpoint;

        public TableClientOptions Options => options;

        public virtual TableClient GetTableClient(string tableName) => throw new NotSupportedException();
    }

    public class TableClient
    {
        public virtual Task<string> GetEntityAsync(string partitionKey, string rowKey, CancellationToken cancellationToken = default) => Task.FromResult("");
    }
}

namespace Azure.Security.KeyVault.Secrets
{
    public class SecretClientOptions : Azure.Core.ClientOptions;

    public class SecretClient(Uri vaultUri, SecretClientOptions? options = null)
    {
        public Uri VaultUri => vaultUri;

        public SecretClientOptions? Options => options;

        public virtual Task<string> GetSecretAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult("");
    }
}

namespace Azure.Messaging.ServiceBus
{
    public class ServiceBusRetryOptions
    {
        public int MaxRetries { get; set; } = 3;
    }

    public class ServiceBusMessage(string body)
    {
        public string Body => body;

        public string MessageId { get; set; } = "";
    }

    public class ServiceBusException : Exception;

    public class ServiceBusSender
    {
        public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

namespace Stripe
{
    public class StripeException : Exception;

    public class SystemNetHttpClient(HttpClient? httpClient = null, int maxNetworkRetries = 2)
    {
        public HttpClient? Http => httpClient;

        public int Retries => maxNetworkRetries;
    }

    public class RequestOptions
    {
        public string? IdempotencyKey { get; set; }
    }

    public class RefundService(SystemNetHttpClient client)
    {
        public SystemNetHttpClient Client => client;

        public virtual Task<string> CreateAsync(string charge, RequestOptions? requestOptions = null, CancellationToken cancellationToken = default) => Task.FromResult("");
    }
}
