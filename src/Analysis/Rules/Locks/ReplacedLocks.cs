using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Fields that get another value after they had one, with the places where they get any. What is assigned in one place only, outside the constructor, is set up there.</summary>
internal sealed class ReplacedLocks
{
    private readonly Dictionary<(string Assembly, string Id), List<(MethodNode Node, int Site)>> _made = [];
    private readonly Dictionary<(string Assembly, string Id), List<(MethodNode Node, int Site)>> _later = [];

    public ReplacedLocks(RuleContext context)
    {
        foreach (var node in context.Graph.Nodes)
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                if (site.Kind != SiteKind.FieldWrite || !context.Graph.IsOwn(site.Target.Assembly) || AutoAccessor(node))
                {
                    continue;
                }

                if (LockIndex.IsUnshared(new(node, i, site.Target, LockNames.Owner(site), IsWrite: true, IsAtomic: false, ChangesContent: false)))
                {
                    if (Values.Argument(site, 0).Kind != ValueKind.Null)
                    {
                        Add(_made, site, node, i);
                    }
                }
                else if (!IsFirst(context, node, i))
                {
                    Add(_later, site, node, i);
                }
            }
        }
    }

    public bool Contains(string assembly, string field) =>
        _later.TryGetValue((assembly, field), out var later) && (later.Count > 1 || _made.ContainsKey((assembly, field)));

    /// <summary>Where it gets its first value, and where it gets another one.</summary>
    public IEnumerable<(MethodNode Node, int Site)> Assignments(string assembly, string field) =>
        new[] { _made, _later }.SelectMany(stores => stores.TryGetValue((assembly, field), out var at) ? at : []);

    private static void Add(Dictionary<(string, string), List<(MethodNode, int)>> stores, SiteFact site, MethodNode node, int index)
    {
        var field = (site.Target.Assembly, site.Target.Id);
        if (!stores.TryGetValue(field, out var at))
        {
            stores.Add(field, at = []);
        }

        at.Add((node, index));
    }

    private static bool AutoAccessor(MethodNode node) => AutoProperties.StoredBy(node) is not null && node.Method.Has(MethodTraits.Private);

    /// <summary>Made when it is first needed, atomically or under another lock, or before the object is used; or forgotten with the object.</summary>
    private static bool IsFirst(RuleContext context, MethodNode node, int site) =>
        (site > 0 && node.Method.Sites[site - 1].Target is { Type: "System.Threading.LazyInitializer" } or { Type: "System.Threading.Interlocked", Name: not "Exchange" })
        || (LazyFields.IsFilledBy(node.Method, site) && !IsLockedBefore(node.Method, site))
        || !context.Locks.Held.IsRun(node)
        || node.Method.Name is "Dispose" or "DisposeAsync" or "Finalize";

    /// <summary>It was read to be locked, and not to see whether it is there.</summary>
    private static bool IsLockedBefore(MethodFact method, int store)
    {
        for (var i = 0; i + 1 < store; i++)
        {
            if (method.Sites[i].Kind == SiteKind.FieldRead && method.Sites[i].Target.Id == method.Sites[store].Target.Id && method.Sites[i + 1].Target is { Type: "System.Threading.Monitor", Name: "Enter" })
            {
                return true;
            }
        }

        return false;
    }
}
