using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which <c>Invoke</c> is one of a delegate: of the platform's, of our own types, and of those of libraries that are called so.</summary>
internal static class DelegateTypes
{
    public static bool Is(CodeGraph graph, MethodRef invoke) => Is(graph, invoke.Assembly, invoke.Type);

    private static bool Is(CodeGraph graph, string assembly, string type) =>
        type.StartsWith("System.Func`", StringComparison.Ordinal)
        || WithoutArity(type).EndsWith("Delegate", StringComparison.Ordinal)
        || graph.Types.Find(assembly, type)?.Fact.Base?.Name == "System.MulticastDelegate";

    private static string WithoutArity(string type) => type.IndexOf('`') is > 0 and var arity ? type.Substring(0, arity) : type;
}
