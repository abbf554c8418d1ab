using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Behaviours that are registered for some messages only: <c>AddTransient&lt;IPipelineBehavior&lt;Rename, bool&gt;, Audit&lt;Rename, bool&gt;&gt;()</c>, and those that are not registered where others are. Of one that is registered open as well,
/// or where the code does not show what is registered (an assembly is scanned), nothing is known: it can stand around every message.
/// </summary>
internal sealed class Registrations
{
    private readonly Dictionary<string, HashSet<string>> _messages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly CodeGraph _graph;
    private readonly bool _isScanned;

    /// <param name="behaviours">Names of the own types that implement it.</param>
    /// <param name="declared">The name of the library's interface, or how it begins.</param>
    public Registrations(CodeGraph graph, IReadOnlyCollection<string> behaviours, string declared)
    {
        _graph = graph;
        _isScanned = graph.NodesNear(m => Wildcard.Matches(declared, m.Type)).Any(n => Scans(n.Method, declared));
        foreach (var site in graph.NodesNear(m => behaviours.Contains(m.Type) || m.MethodArguments.Any(a => behaviours.Contains(a.Name))).SelectMany(n => n.Method.Sites))
        {
            if (site.Kind == SiteKind.TypeToken && behaviours.Contains(site.Target.Type))
            {
                _open.Add(site.Target.Type);
            }
            else if (site is { Kind: SiteKind.Call or SiteKind.VirtualCall, Target.MethodArguments: { Count: 2 } registered } && behaviours.Contains(registered[1].Name))
            {
                if (registered[0].Arguments.Count == 0 || Generics.IsOpen(registered[0].Arguments[0]))
                {
                    _open.Add(registered[1].Name);
                    continue;
                }

                if (!_messages.TryGetValue(registered[1].Name, out var messages))
                {
                    _messages.Add(registered[1].Name, messages = new(StringComparer.Ordinal));
                }

                messages.Add(registered[0].Arguments[0].ToString());
            }
            else if (site.Kind == SiteKind.New && behaviours.Contains(site.Target.Type))
            {
                _open.Add(site.Target.Type); // a factory makes it, for whom the code does not show here
            }
            else
            {
                _open.UnionWith(site.Target.MethodArguments.Select(a => a.Name).Where(behaviours.Contains));
            }
        }
    }

    public bool MayBeFor(TypeNode behaviour, TypeName message) =>
        _open.Contains(behaviour.Fact.Name)
        || (_messages.TryGetValue(behaviour.Fact.Name, out var messages) ? messages.Contains(message.ToString()) : _isScanned || !AreShown || IsMeantBelow(behaviour));

    /// <summary>Who names some of the behaviours one by one names all of them.</summary>
    private bool AreShown => _open.Count + _messages.Count > 0;

    /// <summary>What is registered can be a class that derives from it.</summary>
    private bool IsMeantBelow(TypeNode behaviour)
    {
        var below = TypeHierarchy.SelfAndDerived(behaviour).Where(t => t != behaviour).Select(t => t.Fact.Name).ToList();
        return below.Count > 0 && _graph.NodesNear(m => below.Contains(m.Type) || m.MethodArguments.Any(a => below.Contains(a.Name))).Any();
    }

    /// <summary><c>AssignableTo(typeof(IPipelineBehavior&lt;,&gt;))</c>: the interface is named, and not beside the one type that is registered for it.</summary>
    private static bool Scans(MethodFact method, string declared)
    {
        var tokens = method.Sites.Where(s => s.Target.Name != "GetTypeFromHandle").ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == SiteKind.TypeToken && Wildcard.Matches(declared, tokens[i].Target.Type)
                && !(i + 1 < tokens.Count && tokens[i + 1].Kind is SiteKind.TypeToken or SiteKind.Delegate)
                && !(i > 0 && tokens[i - 1].Kind == SiteKind.TypeToken))
            {
                return true;
            }
        }

        return false;
    }
}
