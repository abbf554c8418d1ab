using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: what overrides or hides a shell is a shell itself.</summary>
internal sealed class ShellsAreNotReplaced : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        foreach (var node in context.Graph.Focus)
        {
            if (node.Assembly == context.Built && Replaced(context.Graph, node) is { } shell)
            {
                yield return Breach(node, shell);
            }
        }
    }

    private static MethodNode? Replaced(CodeGraph graph, MethodNode node)
    {
        var method = node.Method;
        if (method.Has(MethodTraits.Static) || method.Has(MethodTraits.Constructor) || method.Owner != method.Id || node.Guard is not null)
        {
            return null;
        }

        var arguments = node.Type.Base?.Arguments ?? [];
        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name)?.Base; type is not null; type = type.Base)
        {
            foreach (var above in type.Methods)
            {
                if (above.Guard is not null && !above.Method.Has(MethodTraits.Static) && IsSameMember(method, above.Method, arguments))
                {
                    return above;
                }
            }

            // Of a base's base, in the terms of the type that we came from.
            arguments = [.. (type.Fact.Base?.Arguments ?? []).Select(a => Generics.Substitute(a, arguments))];
        }

        return null;
    }

    private static bool IsSameMember(MethodFact below, MethodFact above, IReadOnlyList<TypeName> arguments) =>
        below.Name == above.Name
        && below.GenericArity == above.GenericArity
        && below.Parameters.Select(p => p.ToString()).SequenceEqual(above.Parameters.Select(p => Generics.Substitute(p, arguments).ToString()));

    private static Violation Breach(MethodNode node, MethodNode shell)
    {
        var isAccessor = node.Method.Has(MethodTraits.SpecialName);
        return new(
            RuleTable.NothingGoesAroundGuards,
            Certain: true,
            Entry: null,
            [],
            new SiteLocation(node, -1),
            "shell",

            // A property is replaced as a whole, whichever of its accessors are guarded.
            isAccessor ? node.Type.Name + "." + Names.Short(node) : node.Method.Id,
            $"{Names.Short(node)} takes the place of {Names.Short(shell)} without its guard ({GuardOrder.Text(shell.Guard!)})",
            "",
            isAccessor ? "remove it, or make it partial with the same intent" : $"override {Names.Short(shell)}Core, or make this member partial with the same intent");
    }
}
