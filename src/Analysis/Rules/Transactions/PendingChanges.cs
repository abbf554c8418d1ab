using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Whether a save has anything to write: <c>form.Title = title; await forms.SaveAsync(); await transaction.CommitAsync();</c>, where the one saves the context of the forms and the other a context in which nobody has changed
/// anything. Looked for in the body, in what it calls, and in whoever calls it, up to where the execution begins.
/// </summary>
/// <param name="commits">The sites of a body that lead to a commit.</param>
internal sealed class PendingChanges(RuleContext context, Func<MethodNode, IEnumerable<int>> commits)
{
    /// <summary>Who has more callers than this is not looked through.</summary>
    private const int Many = 400;

    private readonly DbHandles _handles = new(context.Graph, context.Catalogue);
    private readonly ContextEntities _entities = new(context.Graph);
    private readonly Dictionary<string, ContextChanges?> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<(MethodNode, string), Pending> _handed = [];
    private readonly Dictionary<MethodNode, EntryPoint> _entries = context.Entries.GroupBy(e => e.Node).ToDictionary(g => g.Key, g => g.First());
    private SavedContexts? _saved;

    private SavedContexts Saved => _saved ??= new(_handles, commits);

    /// <summary>What one of two commits has to write, where they save different contexts; changes where that is not known.</summary>
    public Pending Of(MethodNode node, int site, int beside)
    {
        if (Saved.Of(node, site) is not { } saved || Saved.Of(node, beside)?.Type?.Name == saved.Type!.Name || Changes(saved.Type) is not { } changes)
        {
            return Pending.Changes;
        }

        var here = Here(node, site, changes);
        return here == Pending.Changes || saved.IsOwn ? here
            : (Pending)Math.Max((int)here, (int)Handed(node, saved.Type, changes));
    }

    /// <summary>Whether a change is seen, in a body and in what it calls, that one of its commits writes. Of what is no save of a context it is not asked.</summary>
    public bool IsSeenHere(MethodNode node, int site) => Saved.Of(node, site) is not { } saved || Changes(saved.Type!) is not { } changes || Here(node, site, changes) == Pending.Changes;

    private ContextChanges? Changes(TypeName type)
    {
        if (!_changes.TryGetValue(type.Name, out var known))
        {
            _changes[type.Name] = known = _entities.Of(type) is { Count: > 0 } entities ? new(context.Graph, _handles, Saved, type, entities) : null;
        }

        return known;
    }

    private Pending Here(MethodNode node, int site, ContextChanges changes)
    {
        var most = changes.Before(node, site);
        foreach (var below in Saved.Below(node, site).Where(b => most != Pending.Changes && !Saved.IsSave(b)))
        {
            foreach (var commit in commits(below))
            {
                most = (Pending)Math.Max((int)most, (int)Here(below, commit, changes));
            }
        }

        return most;
    }

    /// <summary>What whoever comes to a body has changed before.</summary>
    private Pending Handed(MethodNode node, TypeName type, ContextChanges changes)
    {
        if (!_handed.TryGetValue((node, type.Name), out var known))
        {
            _handed[(node, type.Name)] = known = Above(node, changes);
        }

        return known;
    }

    private Pending Above(MethodNode node, ContextChanges changes)
    {
        var most = Pending.Nothing;
        var seen = new HashSet<MethodNode> { node };
        var queue = new Queue<MethodNode>(seen);
        while (queue.Count > 0 && most != Pending.Changes)
        {
            var next = queue.Dequeue();
            var calls = context.Graph.CallsBackwards.Of(next).Where(e => e.From != next && !StartUpCode.IsNamed(e)).ToList();
            Raise(Begin(next, isCalled: calls.Count > 0, changes));
            foreach (var call in calls.Where(c => !IsStart(c.From)))
            {
                Raise(call.Site < 0 ? Pending.Unknown : changes.Before(call.From, call.Site));
                Raise(call.Via is null ? Pending.Nothing : changes.Anywhere(call.Via));
                if (seen.Add(call.From))
                {
                    queue.Enqueue(call.From);
                }
            }

            if (seen.Count > Many)
            {
                Raise(Pending.Unknown);
                break;
            }
        }

        return most;

        void Raise(Pending to) => most = to > most ? to : most;
    }

    /// <summary>
    /// What may have been changed before an execution begins: nothing, where a request or the program begins; a component that keeps its context may have changed it in another of its methods, and of whom nobody calls it is not known who does.
    /// </summary>
    private Pending Begin(MethodNode node, bool isCalled, ContextChanges changes)
    {
        var entry = _entries.TryGetValue(node, out var found) ? found : null;
        return entry is not { IsCritical: true } && !IsStart(node) ? isCalled ? Pending.Nothing : Pending.Unknown
            : entry is { Kind: "http" } || context.Graph.Types.Find(node.Assembly.Name, node.Type.Name) is not { } type ? Pending.Nothing
            : type.Methods.Exists(m => m != node && changes.Left(m) != Pending.Nothing) ? Pending.Unknown
            : Pending.Nothing;
    }

    /// <summary>What builds or runs the host settles options, and has scopes of its own: nobody who is run then is given a context in which it has changed anything.</summary>
    private bool IsStart(MethodNode node) => (_entries.TryGetValue(node, out var entry) && entry.IsStartup) || StartUpCode.BeginsHost(node);
}
