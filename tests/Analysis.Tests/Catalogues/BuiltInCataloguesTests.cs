using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Tests.Catalogues;

/// <summary>Our own lines are held to what we ask of the user's: each names what a real package declares.</summary>
public sealed class BuiltInCataloguesTests
{
    /// <summary>Types and members of versions that the tests do not reference, with where they are.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["RabbitMQ.Client.IModel"] = "RabbitMQ.Client 6 and older; 7 calls it IChannel",
        ["RabbitMQ.Client.IModelExensions"] = "RabbitMQ.Client 6 and older, spelt so",
        ["Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::ExecuteUpdate*"] = "Microsoft.EntityFrameworkCore.Relational 7 and 8; newer ones have it in EntityFrameworkQueryableExtensions",
        ["Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::ExecuteDelete*"] = "Microsoft.EntityFrameworkCore.Relational 7 and 8",
        ["Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::ExecuteUpdate"] = "Microsoft.EntityFrameworkCore.Relational 7 and 8",
        ["Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::ExecuteDelete"] = "Microsoft.EntityFrameworkCore.Relational 7 and 8",
        ["MediatR.ISender"] = "MediatR 9 and newer",
        ["MediatR.IPublisher"] = "MediatR 9 and newer",
        ["MediatR.IMediator"] = "MediatR",
        ["MediatR.Mediator"] = "MediatR",
        ["RabbitMQ.Client.Events.EventingBasicConsumer"] = "RabbitMQ.Client 6 and older",
        ["Nito.AsyncEx.AsyncLock"] = "Nito.AsyncEx.Coordination",
        ["Nito.AsyncEx.AsyncSemaphore"] = "Nito.AsyncEx.Coordination",
        ["Nito.AsyncEx.AsyncMonitor"] = "Nito.AsyncEx.Coordination",
        ["Nito.AsyncEx.AsyncReaderWriterLock"] = "Nito.AsyncEx.Coordination",
        ["Microsoft.VisualStudio.Threading.AsyncSemaphore"] = "Microsoft.VisualStudio.Threading",
        ["AsyncKeyedLock.AsyncNonKeyedLocker"] = "AsyncKeyedLock 7 and newer",
        ["RabbitMQ.Client.Events.AsyncEventingBasicConsumer::add_Received"] = "RabbitMQ.Client 6 and older; 7 calls it ReceivedAsync",
    };

    /// <summary>Namespaces of packages that are not referenced here, with where their members are documented.</summary>
    private static readonly Dictionary<string, string> OtherPackages = new(StringComparer.Ordinal)
    {
        ["IdentityModel."] = "IdentityModel 4 and newer",
        ["Duende.IdentityModel."] = "Duende.IdentityModel 7 and newer",
        ["Abp."] = "Abp 9, UnitOfWorkAttribute",
        ["AntDesign."] = "AntDesign 0.15 and newer",
        ["Blazored.Toast."] = "Blazored.Toast 3 and newer",
        ["Blazorise."] = "Blazorise 1 and newer, Blazorise.Snackbar",
        ["Havit.Blazor."] = "Havit.Blazor.Components.Web 4",
        ["MatBlazor."] = "MatBlazor 2",
        ["Microsoft.FluentUI."] = "Microsoft.FluentUI.AspNetCore.Components 4",
        ["MudBlazor."] = "MudBlazor 6 and newer",
        ["NetDevPack."] = "NetDevPack, NetDevPack.SimpleMediator",
        ["Radzen."] = "Radzen.Blazor 4 and newer",
        ["Autofac."] = "Autofac 6 and newer",
        ["DotNetCore.CAP."] = "DotNetCore.CAP 7 and newer",
        ["FastEndpoints."] = "FastEndpoints 5 and newer",
        ["FluentEmail."] = "FluentEmail.Core 3",
        ["Microsoft.EntityFrameworkCore.Infrastructure.AzureS"] = "Microsoft.EntityFrameworkCore.SqlServer 9 and newer",
        ["Microsoft.EntityFrameworkCore.Infrastructure.SqlServerDbContextOptionsBuilder"] = "Microsoft.EntityFrameworkCore.SqlServer",
        ["Microsoft.EntityFrameworkCore.Infrastructure.MySqlDbContextOptionsBuilder"] = "Pomelo.EntityFrameworkCore.MySql",
        ["Microsoft.EntityFrameworkCore.Storage.CapTransactionExtensions"] = "DotNetCore.CAP 7 and newer",
        ["Microsoft.Extensions.Hosting.Aspire"] = "Aspire client integrations 9",
        ["MassTransit.EntityFrameworkOutboxConfigurationExtensions"] = "MassTransit.EntityFrameworkCore 8",
        ["MassTransit.MongoDbOutboxConfigurationExtensions"] = "MassTransit.MongoDb 8",
        ["MySql.EntityFrameworkCore."] = "MySql.EntityFrameworkCore 8",
        ["OpenAI."] = "OpenAI 2",
        ["Octokit."] = "Octokit 14",
        ["LibGit2Sharp."] = "LibGit2Sharp 0.32",
        ["System.ClientModel."] = "System.ClientModel 1",
        ["System.BinaryData"] = "System.Memory.Data",
        ["Qdrant.Client."] = "Qdrant.Client 1",
        ["NAudio."] = "NAudio.Core 2",
        ["Oracle."] = "Oracle.ManagedDataAccess.Core and Oracle.EntityFrameworkCore",
        ["Pomelo."] = "Pomelo.EntityFrameworkCore.MySql",
        ["SendGrid."] = "SendGrid 9",
        ["Twilio."] = "Twilio 8",
        ["FirebaseAdmin."] = "FirebaseAdmin 2 and newer",
        ["Google.Cloud.Storage.V1."] = "Google.Cloud.Storage.V1 4 and newer",
        ["System.IO.Abstractions."] = "System.IO.Abstractions",
        ["System.Data.Entity."] = "EntityFramework 6",
        ["Volo."] = "Volo.Abp.Uow",
        ["Amazon."] = "AWS SDK for .NET, API reference v3 (.NET Framework)",
        ["Azure."] = "Azure SDK for .NET, API reference",
        ["Coravel."] = "Coravel 5 and newer",
        ["Cortex.Mediator."] = "Cortex.Mediator 2 and newer",
        ["FreeMediator."] = "FreeMediator",
        ["LiteBus."] = "LiteBus 1 and newer",
        ["NCronJob."] = "NCronJob 4 and newer",
        ["SlimMessageBus."] = "SlimMessageBus 2 and newer",
        ["TickerQ."] = "TickerQ.Utilities 2 and newer",
        ["Confluent.Kafka."] = "confluent-kafka-dotnet 2",
        ["FluentValidation."] = "FluentValidation 8 and newer",
        ["Grpc.Core."] = "Grpc.Core.Api",
        ["Grpc.Net.Client."] = "Grpc.Net.Client 2, retries with gRPC",
        ["Hangfire."] = "Hangfire.Core 1.8",
        ["Mediator."] = "Mediator.Abstractions 2 and newer",
        ["Microsoft.Azure."] = "Azure Functions, in process and isolated",
        ["MongoDB.Driver."] = "MongoDB.Driver 2 and newer",
        ["Microsoft.IO."] = "Microsoft.IO.RecyclableMemoryStream",
        ["Microsoft.VisualStudio.Threading."] = "Microsoft.VisualStudio.Threading",
        ["Marten."] = "Marten 7",
        ["NServiceBus."] = "NServiceBus 8 and newer",
        ["Orleans."] = "Microsoft.Orleans 7 and newer",
        ["OpenIddict."] = "OpenIddict 7",
        ["Paramore.Brighter."] = "Paramore.Brighter 9 and newer",
        ["Rebus."] = "Rebus 6 and newer",
        ["Wolverine."] = "WolverineFx",
        ["NHibernate."] = "NHibernate 5",
        ["Nito.AsyncEx."] = "Nito.AsyncEx 5",
        ["RabbitMQ.Client.IConnection"] = "RabbitMQ.Client 6 and older had synchronous members, too",
        ["RabbitMQ.Client.ConnectionFactory::CreateConnection"] = "RabbitMQ.Client 6 and older",
        ["Ardalis.Specification."] = "Ardalis.Specification 8",
        ["Dapr.Client."] = "Dapr.Client 1",
        ["Elastic.Clients.Elasticsearch."] = "Elastic.Clients.Elasticsearch 8",
        ["Flurl.Http."] = "Flurl.Http 4",
        ["LazyCache."] = "LazyCache 2",
        ["LiteDB."] = "LiteDB 5",
        ["LinqToDB."] = "linq2db 5",
        ["Microsoft.EntityFrameworkCore.ProxiesExtensions"] = "Microsoft.EntityFrameworkCore.Proxies",
        ["Microsoft.EntityFrameworkCore.Infrastructure.SqlEngineDbContextOptionsBuilder"] = "Microsoft.EntityFrameworkCore.SqlServer 9 and newer",
        ["Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions"] = "Microsoft.Extensions.Http.Resilience",
        ["MoreLinq."] = "MoreLINQ 4",
        ["Nest."] = "NEST 7",
        ["Polly.AsyncPolicy"] = "Polly 7",
        ["Polly.AsyncRetry"] = "Polly 7",
        ["Polly.Contrib.WaitAndRetry."] = "Polly.Contrib.WaitAndRetry",
        ["Polly.IAsyncPolicy"] = "Polly 7",
        ["Polly.ISyncPolicy"] = "Polly 7",
        ["Polly.Policy"] = "Polly 7",
        ["Polly.Retry.AsyncRetryPolicy"] = "Polly 7",
        ["Polly.Retry.RetryPolicy"] = "Polly 7",
        ["Polly.RetrySyntax"] = "Polly 7",
        ["Polly.RetryTResultSyntax"] = "Polly 7",
        ["Polly.Wrap."] = "Polly 7",
        ["Refit."] = "Refit 7",
        ["FluentFTP."] = "FluentFTP 40 and newer",
        ["Renci.SshNet."] = "SSH.NET 2025 and newer",
        ["RepoDb."] = "RepoDb 1",
        ["RestEase."] = "RestEase 1",
        ["RestSharp."] = "RestSharp 107 and newer",
        ["System.Linq.AsyncEnumerableEx"] = "System.Interactive.Async 6",
        ["System.Runtime.Caching."] = "System.Runtime.Caching",
        ["System.ServiceModel."] = "System.ServiceModel.Primitives",
        ["ZiggyCreatures.Caching.Fusion."] = "ZiggyCreatures.FusionCache 1",
        ["StackExchange.Redis."] = "StackExchange.Redis 2",
        ["Stripe."] = "Stripe.net 40 and newer",
        ["System.Data.SqlClient."] = "System.Data.SqlClient, the predecessor of Microsoft.Data.SqlClient",
        ["System.Reactive."] = "System.Reactive 6",
    };

    /// <summary>A pattern of types that begins as others do must not speak of those: what is made and kept in memory would be a request.</summary>
    [Theory]
    [InlineData("Octokit.IIssuesClient", "Create", true)]
    [InlineData("Octokit.IOrganizationsClient", "GetAllForUser", true)]
    [InlineData("Octokit.Internal.HttpMessageHandlerFactory", "CreateDefault", false)]
    [InlineData("Octokit.Internal.InMemoryCredentialStore", "GetCredentials", false)]
    [InlineData("Octokit.IApiInfoProvider", "GetLastApiInfo", false)]
    [InlineData("Octokit.IOauthClient", "GetGitHubLoginUrl", false)]
    [InlineData("Octokit.IssueUpdate", "AddLabel", false)]
    public void A_pattern_over_interfaces_takes_their_remote_calls_only(string type, string member, bool isRemote) =>
        Assert.Equal(isRemote, new Catalogue(BuiltInCatalogues.Read()).Of<EffectMeaning>(type, member) is not null);

    [Fact]
    public void Every_line_names_what_a_package_declares()
    {
        var symbols = new ReferencedSymbols(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator));
        var wrong = new List<string>();
        foreach (var line in BuiltInCatalogues.Read())
        {
            if (line.Type.EndsWith('*') || OtherPackages.Keys.Any(prefix => (line.Type + "::" + line.Member).StartsWith(prefix, StringComparison.Ordinal)) || Elsewhere.ContainsKey(line.Type) || Elsewhere.ContainsKey(line.Type + "::" + line.Member))
            {
                continue;
            }

            var members = symbols.Members(line.Type);
            if (members is null || (line.Member.Length > 0 && !members.Any(line.MatchesMember)))
            {
                wrong.Add($"{line.Source}({line.Line}): {line.Type}::{line.Member}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
