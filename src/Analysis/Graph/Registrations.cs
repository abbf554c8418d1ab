using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Behaviours that are registered for some messages only: <c>AddTransient&lt;IPipelineBehavior&lt;Rename, bool&gt;, Audit&lt;Rename, bool&gt;&gt;()</c>. Of one that is registered open as well, or that the code does not show to be registered (an
/// assembly is scanned), nothing is known: it can stand around every message.
/// </summary>
internal sealed class Registrations
{
    private readonly Dictionary<string, HashSet<string>> _messages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    public Registrations(CodeGraph graph, IReadOnlyCollection<string> behaviours)
    {
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

    public bool MayBeFor(string behaviour, TypeName message) =>
        _open.Contains(behaviour) || !_messages.TryGetValue(behaviour, out var messages) || messages.Contains(message.ToString());
}
