using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>For which clients the options of a vendor's SDK hold: those of blobs say nothing of queues.</summary>
internal static class SdkOptions
{
    private const int Deepest = 4;

    /// <summary>What every client of a vendor shares.</summary>
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal) { "Azure.Core.", "Amazon.Runtime.", "Grpc.Net.Client.Configuration." };

    /// <summary><c>Azure.</c></summary>
    public static string Family(string type) => type.Substring(0, type.IndexOf('.') + 1);

    /// <summary><c>Azure.Storage.Blobs.</c> for what is set on a <c>BlobClientOptions</c>, or on its <c>Retry</c>; the vendor where the code does not show whose options they are.</summary>
    public static string Scope(CodeGraph graph, ValueOrigins origins, MethodNode node, SiteFact site)
    {
        var type = site.Target.Type;
        var options = site.Receiver;
        for (var links = 0; links < Deepest && IsShared(type) && options.Kind != ValueKind.Unknown; links++)
        {
            var made = origins.Of(new(node), options);
            type = made.Count == 1 && made[0].Made is { Kind: SiteKind.New } created ? created.Target.Type : ValueTypes.Of(graph, node, options)?.Name ?? type;
            options = Values.Source(node.Method, options) is { Target.HasReceiver: true, Kind: not SiteKind.New } property ? property.Receiver : ValueFact.Unknown;
        }

        return IsShared(type) ? Family(site.Target.Type) : Namespace(type);
    }

    /// <summary>The client that the code makes, or has a container make, and a call goes through: itself, or one that it hands out for a part (<c>container.GetBlobClient(name)</c>). Null where it is not shown, or is one of several.</summary>
    public static Origin? Client(ValueOrigins origins, RegisteredClients registered, Activation at, ValueFact client, string family)
    {
        for (var links = 0; links < Deepest; links++)
        {
            var found = origins.Of(at, client);
            if (found.Count != 1 || (registered.Of(found[0]) ?? found[0]) is not { Made: { } made } origin || Family(made.Target.Type) != family)
            {
                return null;
            }

            if (made.Kind == SiteKind.New)
            {
                return origin;
            }

            (at, client) = (origin.At, made.Receiver);
        }

        return null;
    }

    /// <summary>Whether something is set on options, or on what hangs on them (<c>options.Retry.MaxRetries</c>).</summary>
    public static bool IsOf(MethodFact method, SiteFact setting, ValueFact options)
    {
        var value = setting.Receiver;
        for (var links = 0; links < Deepest && value.Kind != ValueKind.Unknown; links++)
        {
            if (value == options)
            {
                return true;
            }

            value = Values.Source(method, value) switch
            {
                // What is made and then stored in the options.
                { Kind: SiteKind.New } => method.Sites.FirstOrDefault(s => s.Target.Name.StartsWith("set_", StringComparison.Ordinal) && Values.Argument(s, 0) == value)?.Receiver ?? ValueFact.Unknown,
                { Target.HasReceiver: true } property => property.Receiver,
                _ => ValueFact.Unknown,
            };
        }

        return false;
    }

    /// <summary>
    /// <c>private readonly AmazonS3Client _edge = new(new AmazonS3Config { MaxErrorRetry = 0 });</c>: options of a client that its class keeps to itself say nothing of any other one.
    /// </summary>
    public static bool AreOfKeptClient(CodeGraph graph, MethodNode node, SiteFact setting)
    {
        var sites = node.Method.Sites;
        var clients = Enumerable.Range(0, sites.Count)
            .Where(i => sites[i].Kind == SiteKind.New && sites[i].Arguments.Any(a => a.Kind == ValueKind.New && IsOf(node.Method, setting, a)))
            .Select(Values.MadeBy)
            .ToList();
        return clients.Count == 1
            && sites.Where(s => s.Receiver == clients[0] || s.Arguments.Contains(clients[0])).ToList() is { Count: 1 } uses
            && uses[0] is { Kind: SiteKind.FieldWrite, Target: var field }
            && graph.Types.Find(node.Assembly.Name, field.Type) is { } type
            && type.Fact.Fields.Any(f => f.Id == field.Id && !f.Has(FieldTraits.Visible) && !f.Has(FieldTraits.Backing))
            && !graph.NodesOf(node.Assembly).Where(n => n.Method.Type == field.Type).Any(n => HandsOut(n.Method, new(ValueKind.Field, field.Id)));
    }

    private static bool HandsOut(MethodFact method, ValueFact field) =>
        method.Body.Steps.Any(s => s.Kind is StepKind.Return or StepKind.Capture && s.Value == field) || method.Sites.Any(s => s.Arguments.Any(a => a == field || a.Elements.Contains(field)));

    private static bool IsShared(string type) => Shared.Contains(Namespace(type)) || Family(type) is not ("Azure." or "Amazon.");

    private static string Namespace(string type) => type.Substring(0, type.LastIndexOf('.') + 1);
}
