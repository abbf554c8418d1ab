// Packages that are not served here: the catalogues know them by their full names.
#pragma warning disable CA1040, CA1050, CA1716

namespace Refit
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class GetAttribute(string path) : Attribute
    {
        public string Path { get; } = path;
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class PostAttribute(string path) : Attribute
    {
        public string Path { get; } = path;
    }

    public interface IApiResponse
    {
        bool IsSuccessStatusCode { get; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class HeaderAttribute(string header) : Attribute
    {
        public string Header { get; } = header;
    }
}

namespace Grpc.Core
{
    public sealed class AsyncUnaryCall<T>(Task<T> response)
    {
        public Task<T> ResponseAsync { get; } = response;

        public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter() => ResponseAsync.GetAwaiter();
    }

    public abstract class ClientBase<T>
        where T : ClientBase<T>;
}

namespace Microsoft.EntityFrameworkCore
{
    public static class ProxiesExtensions
    {
        public static DbContextOptionsBuilder UseLazyLoadingProxies(this DbContextOptionsBuilder options) => options;
    }
}
