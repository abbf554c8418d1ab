namespace IntentContracts.Analysis.Graph;

internal static class NodeExtensions
{
    /// <summary>The user's method around a lambda or local function; the method itself otherwise.</summary>
    public static MethodNode Owner(this MethodNode node, CodeGraph graph) =>
        node.Method.Owner == node.Method.Id ? node : graph.Find(node.Assembly.Name, node.Method.Owner) ?? node;
}
