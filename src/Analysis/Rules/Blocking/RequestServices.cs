using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// What a container runs for each request, or each time that it is asked: constructors of scoped and transient services, <c>AddScoped&lt;IRights, Rights&gt;()</c>, and the factories of such, <c>AddScoped(p => …)</c>. A singleton is made once. So it
/// does with classes around a client of their own, <c>AddHttpClient&lt;IRates, Rates&gt;()</c>, and with what sets such a client up.
/// </summary>
internal static class RequestServices
{
    private const string Registers = "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions";

    private const string Clients = "Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions";

    public static IEnumerable<EntryPoint> In(CodeGraph graph, IReadOnlyList<EntryPoint> entries) =>
        entries.Any(e => e.IsCritical && FlowStarts.IsRequest(e))
            ? graph.NodesNear(IsRegistering).SelectMany(n => Made(graph, n.Method)).Distinct().Select(n => new EntryPoint(n, "service", Names.Short(n), Repeats.Possibly, IsStartup: false, IsWorkLoop: false))
            : [];

    private static bool IsRegistering(MethodRef target) => target is { Type: Registers, Name: "AddScoped" or "AddTransient" } or { Type: Clients, Name: "AddHttpClient" };

    private static IEnumerable<MethodNode> Made(CodeGraph graph, MethodFact method)
    {
        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (!IsRegistering(method.Sites[i].Target))
            {
                continue;
            }

            var factories = method.Sites.Where(s => s.Kind == SiteKind.Delegate && s.Consumer == i).Select(s => graph.Find(s.Target)).OfType<MethodNode>().ToList();
            var registered = method.Sites[i].Target.MethodArguments;
            // A factory makes the service; what AddHttpClient is handed mostly sets the client up that the service is made with.
            var constructors = registered.Count > 0 && graph.Types.Find(registered[registered.Count - 1].Assembly, registered[registered.Count - 1].Name) is { IsConcrete: true } type ? type.Methods.Where(m => m.Method.Name == ".ctor") : [];
            var made = factories.Count == 0 ? constructors : method.Sites[i].Target.Type == Clients ? factories.Concat(constructors) : factories;
            foreach (var node in made)
            {
                yield return node;
            }
        }
    }
}
