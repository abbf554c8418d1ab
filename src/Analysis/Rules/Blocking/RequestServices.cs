using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// What a container runs for each request, or each time that it is asked: constructors of scoped and transient services, <c>AddScoped&lt;IRights, Rights&gt;()</c>, and the factories of such, <c>AddScoped(p => …)</c>. A singleton is made once.
/// </summary>
internal static class RequestServices
{
    private const string Registers = "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions";

    public static IEnumerable<EntryPoint> In(CodeGraph graph, IReadOnlyList<EntryPoint> entries) =>
        entries.Any(e => e.IsCritical && FlowStarts.IsRequest(e))
            ? graph.NodesNear(IsRegistering).SelectMany(n => Made(graph, n.Method)).Distinct().Select(n => new EntryPoint(n, "service", Names.Short(n), Repeats.Possibly, IsStartup: false, IsWorkLoop: false))
            : [];

    private static bool IsRegistering(MethodRef target) => target is { Type: Registers, Name: "AddScoped" or "AddTransient" };

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
            var made = factories.Count > 0 ? factories
                : registered.Count > 0 && graph.Types.Find(registered[registered.Count - 1].Assembly, registered[registered.Count - 1].Name) is { IsConcrete: true } type ? type.Methods.Where(m => m.Method.Name == ".ctor")
                : [];
            foreach (var node in made)
            {
                yield return node;
            }
        }
    }
}
