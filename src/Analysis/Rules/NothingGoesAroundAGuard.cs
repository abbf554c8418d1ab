using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: a core (of a method, an accessor, a constructor; or a field behind a guarded property) is used by its shell and by nothing else.</summary>
internal sealed class NothingGoesAroundAGuard : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        if (context.Built is not { } built)
        {
            yield break;
        }

        var fields = FieldCores(context.Graph);
        foreach (var node in context.Graph.Focus)
        {
            if (node.Assembly != built)
            {
                continue;
            }

            for (var site = 0; site < node.Method.Sites.Count; site++)
            {
                if (Breach(context.Graph, fields, node, site) is { } breach)
                {
                    yield return breach;
                }
            }
        }
    }

    /// <summary>Fields that stand for the accessors of a guarded property, with its setter's shell.</summary>
    private static Dictionary<(string Assembly, string Id), MethodNode> FieldCores(CodeGraph graph)
    {
        var fields = new Dictionary<(string, string), MethodNode>();
        foreach (var node in graph.Focus)
        {
            if (node.Guard is { } guard && guard.Core.StartsWith("F:", StringComparison.Ordinal) && node.Method.Name.StartsWith("set_", StringComparison.Ordinal))
            {
                fields[(node.Assembly.Name, guard.Core)] = node;
            }
        }

        return fields;
    }

    private static Violation? Breach(CodeGraph graph, Dictionary<(string Assembly, string Id), MethodNode> fields, MethodNode node, int index)
    {
        var site = node.Method.Sites[index];
        var user = node.Owner(graph);
        if (site.Kind == SiteKind.FieldWrite)
        {
            return fields.TryGetValue((site.Target.Assembly, site.Target.Id), out var setter) && user != setter && !IsMaking(user, setter, site)
                ? Breach(node, index, user, setter, "writes", AutoProperties.NameOf(site.Target), site.Target.Id)
                : null;
        }

        var reaches = site.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.Delegate or SiteKind.MethodToken;
        if (!reaches || graph.Find(site.Target) is not { ShellOfCore: { } shell } core || user == shell || IsCoreOfOverride(user, core) || IsMaking(user, core, site)
            || IsOtherAccessor(user, core))
        {
            return null;
        }

        var verb = site.Kind is SiteKind.Call or SiteKind.VirtualCall ? Verb(core) : "captures";
        return Breach(node, index, user, shell, verb, Names.Short(core), core.Method.Id);
    }

    private static Violation Breach(MethodNode node, int index, MethodNode user, MethodNode shell, string verb, string core, string id) => new(
        RuleTable.NothingGoesAroundGuards,
        Certain: true,
        Entry: null,
        [],
        new SiteLocation(node, index),
        "core",
        node.Method.Id + "→" + id,
        $"{Names.Short(user)} {verb} {core} around its guard ({GuardOrder.Text(shell.Guard!)}) · {Names.Short(user)} → {core}",
        "",
        $"{Use(shell)} {Names.Short(shell)} instead");

    private static string Verb(MethodNode core) => Use(core) + "s";

    private static string Use(MethodNode shell) =>
        !shell.Method.Has(MethodTraits.SpecialName) ? "call"
        : shell.Method.Name.StartsWith("set_", StringComparison.Ordinal) ? "set"
        : shell.Method.Name.StartsWith("get_", StringComparison.Ordinal) ? "read"
        : "use";

    /// <summary>A core that overrides another may call the one that it overrides: the shell around both is the same.</summary>
    private static bool IsCoreOfOverride(MethodNode user, MethodNode core) =>
        core.Method.Has(MethodTraits.Virtual) && user.Method.Name == core.Method.Name && user.Method.Has(MethodTraits.Virtual);

    /// <summary>A constructor may give a guarded property its first value: what has to hold of the object is checked when it is made.</summary>
    private static bool IsMaking(MethodNode user, MethodNode accessor, SiteFact site) =>
        Cores.IsConstructor(user)
        && user.Type == accessor.Type
        && accessor.Method.Has(MethodTraits.SpecialName)
        && site.Receiver.Kind is ValueKind.This or ValueKind.Unknown;

    /// <summary>The accessors of one core belong together: a setter may compare with the value before.</summary>
    private static bool IsOtherAccessor(MethodNode user, MethodNode core) =>
        user.ShellOfCore is not null
        && user.Type == core.Type
        && user.Method.Has(MethodTraits.SpecialName)
        && core.Method.Has(MethodTraits.SpecialName)
        && Property(user) == Property(core);

    private static string Property(MethodNode accessor) => accessor.Method.Name.Substring(accessor.Method.Name.IndexOf('_') + 1);
}
