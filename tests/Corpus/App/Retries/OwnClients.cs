using System.Net;
using Amazon.SimpleWorkflow;
using Microsoft.Extensions.DependencyInjection;

// case: the client that the container gives tries again by itself, whatever another class has told the one that it keeps
namespace Corpus.Retries.OwnClients
{
    public static class Registration
    {
        public static IServiceCollection AddWorkflows(this IServiceCollection services) =>
            services.AddSingleton<IAmazonSimpleWorkflow>(_ => new AmazonSimpleWorkflowClient()).AddScoped<Domains>().AddSingleton<EdgeDomains>();
    }

    public sealed class Domains(IAmazonSimpleWorkflow workflows)
    {
        public async Task<long> CountAsync(string domain, CancellationToken stop)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await workflows.DescribeDomainAsync(domain, stop); // expect: IC1301
                }
                catch (AmazonSimpleWorkflowException e) when (attempt < 3 && e.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1 << attempt), stop);
                }
            }
        }
    }

    // look-alike: the one that tries once, and is kept by the class that does the rest
    public sealed class EdgeDomains
    {
        private readonly AmazonSimpleWorkflowClient _edge = new(new AmazonSimpleWorkflowConfig { MaxErrorRetry = 0 });

        public async Task<long> CountAsync(string domain, CancellationToken stop)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await _edge.DescribeDomainAsync(domain, stop);
                }
                catch (AmazonSimpleWorkflowException e) when (attempt < 3 && e.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1 << attempt), stop);
                }
            }
        }
    }
}
