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

    [Fact]
    public void Every_line_names_what_a_package_declares()
    {
        var symbols = new ReferencedSymbols(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator));
        var wrong = new List<string>();
        foreach (var line in BuiltInCatalogues.Read())
        {
            if (line.Type.EndsWith('*') || Elsewhere.ContainsKey(line.Type) || Elsewhere.ContainsKey(line.Type + "::" + line.Member))
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
