using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Lock;

/// <summary>
/// The decisions that a lock states: all of the project itself, and those of referenced projects that the entry points come by. A program answers for what it runs, and a boundary
/// that is lowered in a library is lowered for it.
/// </summary>
internal sealed class LockDecisions(RuleContext context, HashSet<MethodNode> reached)
{
    private readonly HashSet<(AssemblyFacts, string)> _types = [.. reached.Select(n => (n.Assembly, n.Type.Name))];
    private readonly HashSet<string> _interfaces = new(reached.SelectMany(n => n.Type.Interfaces).Select(i => i.Name), StringComparer.Ordinal);
    private readonly HashSet<AssemblyFacts> _assemblies = [.. reached.Select(n => n.Assembly)];

    /// <summary>Each with the declaration that it is read from, in the order of the text.</summary>
    public IReadOnlyList<(LockDecision Decision, Declaration Source)> Read() =>
    [
        .. context.Graph.Assemblies
            .SelectMany(assembly => Declarations.In(context.Graph, assembly))
            .Where(IsOurs)
            .Select(d => (Of(d), d))
            .OrderBy(d => d.d.Target[0] == 'A' ? "" : d.d.Target.Substring(2), StringComparer.Ordinal)
            .ThenBy(d => d.Item1.Target, StringComparer.Ordinal)
            .ThenBy(d => d.Item1.Intent, StringComparer.Ordinal)
            .ThenBy(d => d.Item1.Arguments, StringComparer.Ordinal),
    ];

    private bool IsOurs(Declaration declaration)
    {
        if (declaration.Assembly == context.Built)
        {
            return true;
        }

        return declaration.Target[0] == 'M' && declaration.Node is { } node
            ? reached.Contains(node) || _interfaces.Contains(node.Type.Name)
            : declaration.Type is { } type
                ? _types.Contains((declaration.Assembly, type.Name)) || IsNamespaceOf(declaration, type)
                : _assemblies.Contains(declaration.Assembly);
    }

    /// <summary>A marker type that names the owner of a namespace.</summary>
    private bool IsNamespaceOf(Declaration declaration, TypeFact type) =>
        declaration.Attribute.Type == IntentNames.OwnedBy && declaration.Attribute.Get("WholeNamespace") is not null && _assemblies.Contains(declaration.Assembly)
        && reached.Any(n => n.Assembly == declaration.Assembly && (n.Type.Namespace + ".").StartsWith(type.Namespace + ".", StringComparison.Ordinal));

    private static LockDecision Of(Declaration declaration)
    {
        var intent = Declarations.ShortName(declaration.Attribute.Type);
        var named = FromManifest(declaration) ?? declaration.Attribute.Named;
        return new(LockNames.Of(declaration.Target), intent, LockArguments.Write(intent, declaration.Attribute.Arguments, named));
    }

    /// <summary>States are members of the user's enumeration: metadata has their numbers, the manifest their names.</summary>
    private static List<KeyValuePair<string, string?>>? FromManifest(Declaration declaration)
    {
        var manifest = declaration.Assembly.Manifest;
        switch (declaration.Attribute.Type)
        {
            case IntentNames.Transition:
                var transitions = manifest.Transitions.Where(t => t.Shell == declaration.Target).ToList();
                return declaration.Ordinal < transitions.Count
                    ? [new("From", string.Join(",", transitions[declaration.Ordinal].From)), new("To", transitions[declaration.Ordinal].To)]
                    : null;
            case IntentNames.StateMachine:
                var machine = manifest.Machines.FirstOrDefault(m => m.Type == declaration.Target && m.Member.EndsWith("." + declaration.Attribute.Argument(0), StringComparison.Ordinal));
                return machine is null ? null : [new("Initial", machine.Initial), new("Terminal", string.Join(",", machine.Terminal))];
            default:
                return null;
        }
    }
}
