using IntentContracts.Analysis.Facts;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Statements on an interface member hold for what implements it: they promise nothing at run time, so nothing can be missing. An intent with a
/// guard does not: only the implementation that declares it is guarded.
/// </summary>
internal static class InheritedIntents
{
    private static readonly HashSet<string> Statements = new(StringComparer.Ordinal)
    {
        IntentNames.NaturallyIdempotent,
        IntentNames.NotIdempotent,
        IntentNames.NoTransaction,
        IntentNames.Blocking,
        IntentNames.NoRetry,
        IntentNames.QueryPerItem,
    };

    public static void Apply(CodeGraph graph)
    {
        foreach (var type in graph.Types.All)
        {
            if (!type.IsInterface)
            {
                continue;
            }

            foreach (var member in type.Methods)
            {
                var stated = member.Method.Attributes.Where(a => Statements.Contains(a.Type)).ToList();
                if (stated.Count > 0)
                {
                    Hand(graph, type, member, stated);
                }
            }
        }
    }

    /// <summary>Where an intent that holds for a method is written: on itself, or on the interface members that it implements.</summary>
    public static IEnumerable<MethodNode> Carriers(CodeGraph graph, MethodNode node, string attribute)
    {
        if (node.Method.Attributes.Any(a => a.Type == attribute))
        {
            yield return node;
        }

        if (!Statements.Contains(attribute) || !node.Declares(attribute))
        {
            yield break;
        }

        foreach (var member in graph.Types.All.Where(t => t.IsInterface).SelectMany(t => t.Methods))
        {
            if (member != node && member.Method.Attributes.Any(a => a.Type == attribute) && Implementations.Answers(node, member)
                && graph.Types.Find(member.Assembly.Name, member.Type.Name) is { } type
                && TypeHierarchy.SelfAndDerived(type).Any(t => t.Methods.Contains(node)))
            {
                yield return member;
            }
        }
    }

    private static void Hand(CodeGraph graph, TypeNode type, MethodNode member, List<AttributeFact> stated)
    {
        foreach (var below in TypeHierarchy.SelfAndDerived(type))
        {
            foreach (var method in below.Methods)
            {
                if (method != member && Implementations.Answers(method, member))
                {
                    method.Intents = [.. method.Intents, .. stated.Where(s => !method.Declares(s.Type))];
                }
            }
        }
    }
}
