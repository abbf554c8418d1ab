using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: a core runs inside its shell and nowhere else; what overrides or hides a shell is a shell itself.</summary>
internal sealed class NothingGoesAroundAGuard : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        foreach (var node in context.Graph.Nodes)
        {
            if (node.Assembly != built)
            {
                continue;
            }

            for (var site = 0; site < node.Method.Sites.Count; site++)
            {
                if (Breach(context.Graph, node, site) is { } breach)
                {
                    yield return breach;
                }
            }

            if (Replaced(context.Graph, node) is { } shell)
            {
                yield return Replacement(node, shell);
            }
        }
    }

    private static Violation? Breach(CodeGraph graph, MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        var reaches = site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.Delegate or SiteKind.MethodToken;
        if (!reaches || graph.Find(site.Target) is not { ShellOfCore: { } shell } core)
        {
            return null;
        }

        var user = node.Owner(graph);
        if (user == shell || IsCoreOfOverride(user, core))
        {
            return null;
        }

        var verb = site.Kind is SiteKind.Call or SiteKind.VirtualCall ? "calls" : "captures";
        return new(
            RuleTable.NothingGoesAroundGuards,
            Certain: true,
            Entry: null,
            [],
            new SiteLocation(node, index),
            "core",
            node.Method.Id + "→" + core.Method.Id,
            $"{Names.Short(user)} {verb} {Names.Short(core)} around its guard ({string.Join(", ", Guards(shell))}) · {Names.Short(user)} → {Names.Short(core)}",
            "",
            $"call {Names.Short(shell)} instead");
    }

    /// <summary>A core that overrides another may call the one that it overrides: the shell around both is the same.</summary>
    private static bool IsCoreOfOverride(MethodNode user, MethodNode core) =>
        core.Method.Has(MethodTraits.Virtual) && user.Method.Name == core.Method.Name && user.Method.Has(MethodTraits.Virtual);

    private static MethodNode? Replaced(CodeGraph graph, MethodNode node)
    {
        if (node.Method.Has(MethodTraits.Static) || node.Method.Owner != node.Method.Id || IsShell(node))
        {
            return null;
        }

        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name)?.Base; type is not null; type = type.Base)
        {
            foreach (var method in type.Methods)
            {
                if (method.Method.Name == node.Method.Name
                    && method.Method.GenericArity == node.Method.GenericArity
                    && method.Method.Parameters.Select(p => p.ToString()).SequenceEqual(node.Method.Parameters.Select(p => p.ToString()))
                    && IsShell(method))
                {
                    return method;
                }
            }
        }

        return null;
    }

    private static Violation Replacement(MethodNode node, MethodNode shell) => new(
        RuleTable.NothingGoesAroundGuards,
        Certain: true,
        Entry: null,
        [],
        new SiteLocation(node, -1),
        "shell",
        node.Method.Id,
        $"{Names.Short(node)} takes the place of {Names.Short(shell)} without its guard ({string.Join(", ", Guards(shell))})",
        "",
        $"override {Names.Short(shell)}Core, or make this member partial with the same intent");

    private static bool IsShell(MethodNode node) => node.Assembly.Manifest.Guards.Any(g => g.Shell == node.Method.Id);

    private static IReadOnlyList<string> Guards(MethodNode shell) =>
        shell.Assembly.Manifest.Guards.First(g => g.Shell == shell.Method.Id).Order;
}
