// The shapes of packages that are not served here, so that the corpus compiles: a catalogue line matches by full name.
using Polly;

namespace Microsoft.Extensions.Http.Resilience
{
    public interface IHttpStandardResiliencePipelineBuilder;

    public class HttpRetryStrategyOptions : Polly.Retry.RetryStrategyOptions<HttpResponseMessage>
    {
        public void DisableForUnsafeHttpMethods()
        {
        }
    }

    public class ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
    {
        public ResiliencePipeline<HttpResponseMessage> Pipeline => pipeline;
    }

    public class HttpStandardResilienceOptions
    {
        public HttpRetryStrategyOptions Retry { get; set; } = new();
    }

    public static class HttpRetryStrategyOptionsExtensions
    {
        public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options)
        {
        }

        public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
        {
        }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    using Microsoft.Extensions.Http.Resilience;

    public static class ResilienceHttpClientBuilderExtensions
    {
        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => throw new NotSupportedException();

        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) => throw new NotSupportedException();

        public static IHttpClientBuilder AddResilienceHandler(this IHttpClientBuilder builder, string pipelineName, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure) => builder;
    }

    public static class PollyHttpClientBuilderExtensions
    {
        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, IAsyncPolicy policy) => builder;

        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, IAsyncPolicy<HttpResponseMessage> policy) => builder;

        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, Func<HttpRequestMessage, IAsyncPolicy<HttpResponseMessage>> policySelector) => builder;

        public static IHttpClientBuilder AddPolicyHandlerFromRegistry(this IHttpClientBuilder builder, string policyKey) => builder;

        public static Polly.Registry.IPolicyRegistry<string> AddPolicyRegistry(this IServiceCollection services) => new Polly.Registry.PolicyRegistry();

        public static IHttpClientBuilder AddTransientHttpErrorPolicy(this IHttpClientBuilder builder, Func<PolicyBuilder, IAsyncPolicy> configurePolicy) => builder;
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public static class SqlServerDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder optionsBuilder, string connectionString, Action<Infrastructure.SqlServerDbContextOptionsBuilder>? sqlServerOptionsAction = null) => optionsBuilder;
    }
}

namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    public class SqlServerDbContextOptionsBuilder
    {
        public SqlServerDbContextOptionsBuilder EnableRetryOnFailure() => this;

        public SqlServerDbContextOptionsBuilder EnableRetryOnFailure(int maxRetryCount) => this;
    }
}

namespace Hangfire
{
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class AutomaticRetryAttribute : Attribute
    {
        public int Attempts { get; set; } = 10;
    }

    public static class BackgroundJob
    {
        public static string Enqueue<T>(System.Linq.Expressions.Expression<Func<T, Task>> methodCall) => "";
    }
}

namespace NServiceBus
{
    public interface IMessageHandlerContext;

    public interface IHandleMessages<T>
    {
        Task Handle(T message, IMessageHandlerContext context);
    }
}
