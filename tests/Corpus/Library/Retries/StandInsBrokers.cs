// Packages that are not referenced here: the catalogues know them by their full names.
#pragma warning disable CA1040, CA1050, CA1716

namespace Rebus.Handlers
{
    public interface IHandleMessages<in TMessage>
    {
        Task Handle(TMessage message);
    }
}

namespace Rebus.Config
{
    public class OptionsConfigurer;
}

namespace Rebus.Retry.Simple
{
    public static class RetryStrategyConfigurationExtensions
    {
        public static void RetryStrategy(this Config.OptionsConfigurer optionsConfigurer, string errorQueueName = "error", int maxDeliveryAttempts = 5)
        {
        }
    }
}

namespace Hangfire
{
    public static class Cron
    {
        public static string Daily() => "0 0 * * *";
    }

    public interface IRecurringJobManager;

    public static class RecurringJobManagerExtensions
    {
        public static void AddOrUpdate<T>(this IRecurringJobManager manager, string recurringJobId, System.Linq.Expressions.Expression<Func<T, Task>> methodCall, string cronExpression)
        {
        }
    }
}

namespace Amazon.Runtime
{
    public abstract class ClientConfig
    {
        public int MaxErrorRetry { get; set; }
    }
}

namespace Amazon.Glacier
{
    public class AmazonGlacierConfig : Runtime.ClientConfig;

    public class AmazonGlacierClient(AmazonGlacierConfig config)
    {
        public AmazonGlacierConfig Config => config;

        public virtual Task<string> DescribeVaultAsync(string vault, CancellationToken cancellationToken = default) => Task.FromResult("");
    }
}

namespace Amazon.SimpleWorkflow
{
    public class AmazonSimpleWorkflowConfig : Runtime.ClientConfig;

    public class AmazonSimpleWorkflowException(string message) : Exception(message)
    {
        public System.Net.HttpStatusCode StatusCode { get; init; }
    }

    public interface IAmazonSimpleWorkflow
    {
        Task<long> DescribeDomainAsync(string domain, CancellationToken cancellationToken = default);
    }

    public class AmazonSimpleWorkflowClient : IAmazonSimpleWorkflow
    {
        public AmazonSimpleWorkflowClient()
        {
        }

        public AmazonSimpleWorkflowClient(AmazonSimpleWorkflowConfig config) => Config = config;

        public AmazonSimpleWorkflowConfig? Config { get; }

        public virtual Task<long> DescribeDomainAsync(string domain, CancellationToken cancellationToken = default) => Task.FromResult(0L);
    }
}

namespace Duende.IdentityModel.Client
{
    public class DiscoveryDocumentRequest
    {
        public string Address { get; set; } = "";
    }

    public static class HttpClientDiscoveryExtensions
    {
        public static Task<string> GetDiscoveryDocumentAsync(this HttpMessageInvoker client, DiscoveryDocumentRequest? request = null, CancellationToken cancellationToken = default) => Task.FromResult("");
    }
}
