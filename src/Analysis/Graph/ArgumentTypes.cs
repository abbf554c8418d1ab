using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The type that an argument is known to have where it is handed over: made on the spot, received, or returned by a method of our own.</summary>
internal sealed class ArgumentTypes(CodeGraph graph)
{
    /// <summary>Null when the code does not show it.</summary>
    public TypeName? Of(MethodNode node, SiteFact site, int argument)
    {
        var value = Values.Argument(site, argument);
        if (value.Kind == ValueKind.Parameter)
        {
            return Values.Index(value) is { } index && index < node.Method.Parameters.Count ? node.Method.Parameters[index] : null;
        }

        // The value of an await carries the call that made the task.
        return Values.Source(node.Method, value) switch
        {
            { Kind: SiteKind.New } made => new(made.Target.Assembly, made.Target.Type, made.Target.TypeArguments),
            { } call when graph.Find(call.Target) is { } callee => Generics.Awaited(Generics.Substitute(callee.Method.Returns, call.Target.TypeArguments)),
            _ => null,
        };
    }
}
