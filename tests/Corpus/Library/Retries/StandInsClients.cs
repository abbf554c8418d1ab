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
