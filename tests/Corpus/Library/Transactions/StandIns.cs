// The members that the catalogues name, of packages that are not served here.

namespace MediatR
{
    public interface INotification;

    public interface INotificationHandler<in TNotification>
        where TNotification : INotification
    {
        Task Handle(TNotification notification, CancellationToken cancellationToken);
    }

    public interface IPublisher
    {
        Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
            where TNotification : INotification;
    }

    public interface IRequest;

    public interface IRequest<out TResponse>;

    public interface IRequestHandler<in TRequest>
        where TRequest : IRequest
    {
        Task Handle(TRequest request, CancellationToken cancellationToken);
    }

    public interface IRequestHandler<in TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
    }

    public delegate Task<TResponse> RequestHandlerDelegate<TResponse>();

    public interface IPipelineBehavior<in TRequest, TResponse>
        where TRequest : notnull
    {
        Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken);
    }

    public interface ISender
    {
        Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
            where TRequest : IRequest;
    }
}

namespace DotNetCore.CAP
{
    using Microsoft.EntityFrameworkCore.Infrastructure;
    using Microsoft.EntityFrameworkCore.Storage;

    public interface ICapPublisher
    {
        Task PublishAsync<T>(string name, T? content, string? callbackName = null, CancellationToken cancellationToken = default);
    }

    public static class CapTransactionExtensions
    {
        public static IDbContextTransaction BeginTransaction(this DatabaseFacade database, ICapPublisher publisher, bool autoCommit = false) => database.BeginTransaction();
    }
}

namespace MassTransit
{
    using Microsoft.EntityFrameworkCore;

    public interface IEntityFrameworkOutboxConfigurator
    {
        void UseBusOutbox();
    }

    public static class EntityFrameworkOutboxConfigurationExtensions
    {
        public static void AddEntityFrameworkOutbox<TDbContext>(this IBusRegistrationConfigurator configurator, Action<IEntityFrameworkOutboxConfigurator>? configure = null)
            where TDbContext : DbContext
        {
        }
    }
}

namespace Ardalis.Specification
{
    public interface IRepositoryBase<T>
        where T : class
    {
        Task<T> AddAsync(T entity, CancellationToken cancellationToken = default);

        Task<int> UpdateAsync(T entity, CancellationToken cancellationToken = default);

        Task<int> DeleteAsync(T entity, CancellationToken cancellationToken = default);

        Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
    }
}
