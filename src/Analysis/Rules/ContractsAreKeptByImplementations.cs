using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: what implements a member that declares conditions checks them.</summary>
internal sealed class ContractsAreKeptByImplementations : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        foreach (var type in context.Graph.Types.All)
        {
            foreach (var declared in type.Methods)
            {
                if ((type.IsInterface || declared.Method.Has(MethodTraits.Abstract)) && !declared.Method.Has(MethodTraits.Static) && Contracts.Of(declared) is { Count: > 0 } kinds)
                {
                    foreach (var breach in Check(context.Graph, built, type, declared, kinds))
                    {
                        yield return breach;
                    }
                }
            }
        }
    }

    private static IEnumerable<Violation> Check(CodeGraph graph, AssemblyFacts built, TypeNode type, MethodNode declared, IReadOnlyList<string> kinds)
    {
        var seen = new HashSet<MethodNode>();
        foreach (var below in TypeHierarchy.SelfAndDerived(type))
        {
            if (below.Assembly == built.Name
                && !below.IsInterface
                && Implementations.Of(graph, below, declared) is { } body
                && body != declared
                && seen.Add(body)
                && !IsKept(graph, body, declared, kinds))
            {
                yield return Breach(body.Assembly == built ? body : below.Methods.FirstOrDefault(m => m.Method.Span.IsKnown) ?? body, body, declared, kinds);
            }
        }
    }

    /// <summary>
    /// The body is a shell with these guards, a core of one, or hands on to one: an explicit implementation calls a guarded member, a decorator calls the same
    /// member of another object.
    /// </summary>
    private static bool IsKept(CodeGraph graph, MethodNode body, MethodNode declared, IReadOnlyList<string> kinds) =>
        Guards(body, kinds)
        || (Cores.ShellAround(graph, body) is { } around && Guards(around, kinds))
        || body.Edges.Any(edge => Guards(edge.To, kinds))
        || (graph.Types.Find(body.Assembly.Name, body.Type.Name)?.Methods ?? [])
            .Where(n => n.Method.Owner == body.Method.Id)
            .SelectMany(n => n.Method.Sites)
            .Any(site => site.Kind is SiteKind.Call or SiteKind.VirtualCall && graph.Find(site.Target) == declared);

    private static bool Guards(MethodNode node, IReadOnlyList<string> kinds) => kinds.All(kind => GuardOrder.Declares(node.Guard, kind));

    private static Violation Breach(MethodNode place, MethodNode body, MethodNode declared, IReadOnlyList<string> kinds) => new(
        RuleTable.NothingGoesAroundGuards,
        Certain: true,
        Entry: null,
        [],
        new SiteLocation(place, -1),
        "contract",
        body.Method.Id + "→" + declared.Method.Id,
        $"{Names.Short(body)} implements {Names.Short(declared)}, which declares [{string.Join("], [", kinds.Select(Attribute))}], and checks nothing",
        "",
        body.Method.Has(MethodTraits.Private) ? "let it call a partial member" : $"make it partial, with the body in {body.Method.Name.Substring(body.Method.Name.IndexOf('_') + 1)}Core");

    private static string Attribute(string kind) => kind == GuardWords.Requires ? "Requires" : "Ensures";
}
