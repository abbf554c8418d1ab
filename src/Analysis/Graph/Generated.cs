namespace IntentContracts.Analysis.Graph;

/// <summary>What our generator wrote, as opposed to what the user or another generator did.</summary>
internal static class Generated
{
    private const string Attribute = "System.CodeDom.Compiler.GeneratedCodeAttribute";

    /// <summary>A shell, or a helper of one. The node is a user's method or the owner of a lambda.</summary>
    public static bool IsOurs(MethodNode node) =>
        node.Guard is not null || node.Method.Attributes.Any(a => a.Type == Attribute && a.Argument(0) == "IntentContracts");
}
