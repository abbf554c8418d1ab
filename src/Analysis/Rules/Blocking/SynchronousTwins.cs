using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Own members that nobody implements in the analysed assemblies, and that have an asynchronous twin: <c>Load</c> beside <c>LoadAsync</c> says that there is something to wait for. A guess.
/// </summary>
internal sealed class SynchronousTwins(CodeGraph graph)
{
    private readonly Dictionary<MethodNode, string> _known = [];

    /// <summary>The twin as <c>Type.Member</c>; null when the member has none, or a body that can be read instead.</summary>
    public string? Of(SiteFact site)
    {
        if (site.Kind == SiteKind.Delegate || !graph.IsOwn(site.Target.Assembly) || graph.Find(site.Target) is not { } declared)
        {
            return null;
        }

        if (!_known.TryGetValue(declared, out var twin))
        {
            _known.Add(declared, twin = Find(declared));
        }

        return twin.Length == 0 ? null : twin;
    }

    private string Find(MethodNode declared)
    {
        if (!HasNoBody(declared) || declared.Method.Has(MethodTraits.SpecialName))
        {
            return "";
        }

        var name = declared.Method.Name + "Async";
        return graph.Types.Find(declared.Assembly.Name, declared.Type.Name) is { } type
            && type.Methods.Any(m => m.Method.Name == name && StaticTypes.IsAsynchronous(m.Method.Returns))
            ? Names.Type(declared.Type.Name) + "." + name
            : "";
    }

    /// <summary>Abstract without an implementation, or a stand-in that only throws.</summary>
    private bool HasNoBody(MethodNode declared)
    {
        if (!declared.Method.Has(MethodTraits.Abstract))
        {
            return declared.Method.Body.Steps.Count == 1 && declared.Method.Body.Steps[0].Kind == StepKind.Throw && declared.Method.Sites.Count <= 1;
        }

        return graph.Types.Find(declared.Assembly.Name, declared.Type.Name) is { } type
            && !TypeHierarchy.SelfAndDerived(type).Any(t => t.IsConcrete && Implementations.Of(graph, t, declared) is not null);
    }
}
