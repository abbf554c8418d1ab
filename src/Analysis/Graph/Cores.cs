using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Which shell runs a body.</summary>
internal static class Cores
{
    /// <summary>The shell around a core, or around the virtual core that the method overrides, however far up.</summary>
    public static MethodNode? ShellAround(CodeGraph graph, MethodNode node)
    {
        if (node.ShellOfCore is { } shell || !Overrides(node.Method))
        {
            return node.ShellOfCore;
        }

        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name)?.Base; type is not null; type = type.Base)
        {
            foreach (var method in type.Methods)
            {
                if (method.ShellOfCore is { } above && method.Method.Has(MethodTraits.Virtual) && Implementations.SameSlot(node.Method, method.Method))
                {
                    return above;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the body makes an object: a constructor, or the core of a guarded one.</summary>
    public static bool IsConstructor(MethodNode node) =>
        node.Method.Has(MethodTraits.Constructor) || (node.ShellOfCore is { } shell && shell.Method.Has(MethodTraits.Constructor));

    private static bool Overrides(MethodFact method) => method.Has(MethodTraits.Virtual) && !method.Has(MethodTraits.NewSlot);
}
