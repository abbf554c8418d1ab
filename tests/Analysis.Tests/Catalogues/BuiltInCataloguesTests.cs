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
        ["Amazon."] = "AWS SDK for .NET, API reference v3 (.NET Framework)",
        ["Azure."] = "Azure SDK for .NET, API reference",
        ["Confluent.Kafka."] = "confluent-kafka-dotnet 2",
        ["FluentValidation."] = "FluentValidation 8 and newer",
        ["Grpc.Core."] = "Grpc.Core.Api",
        ["Hangfire."] = "Hangfire.Core 1.8",
        ["Mediator."] = "Mediator.Abstractions 2 and newer",
        ["Microsoft.Azure."] = "Azure Functions, in process and isolated",
        ["MongoDB.Driver."] = "MongoDB.Driver 2 and newer",
        ["Microsoft.IO."] = "Microsoft.IO.RecyclableMemoryStream",
        ["Microsoft.VisualStudio.Threading."] = "Microsoft.VisualStudio.Threading",
        ["Marten."] = "Marten 7",
        ["NServiceBus."] = "NServiceBus 8 and newer",
        ["Orleans."] = "Microsoft.Orleans 7 and newer",
        ["Paramore.Brighter."] = "Paramore.Brighter 9 and newer",
        ["Rebus."] = "Rebus 6 and newer",
        ["Wolverine."] = "WolverineFx",
        ["NHibernate."] = "NHibernate 5",
        ["Nito.AsyncEx."] = "Nito.AsyncEx 5",
        ["RabbitMQ.Client.IConnection"] = "RabbitMQ.Client 6 and older had synchronous members, too",
        ["RabbitMQ.Client.ConnectionFactory::CreateConnection"] = "RabbitMQ.Client 6 and older",
        ["StackExchange.Redis."] = "StackExchange.Redis 2",
        ["System.Data.SqlClient."] = "System.Data.SqlClient, the predecessor of Microsoft.Data.SqlClient",
        ["System.Reactive."] = "System.Reactive 6",
    };

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
