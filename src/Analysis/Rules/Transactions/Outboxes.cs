using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Which publishers write into the transaction that is open, instead of sending at once: by what is registered somewhere, or by the transaction that they were given.</summary>
internal sealed class Outboxes
{
    private readonly DbHandles _handles;
    private readonly List<(string Publishers, TypeName? Context)> _registered = [];

    public Outboxes(CodeGraph graph, Catalogue catalogue, DbHandles handles)
    {
        _handles = handles;
        foreach (var site in graph.NodesNear(m => catalogue.Of<OutboxMeaning>(m) is not null).SelectMany(n => n.Method.Sites))
        {
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && catalogue.Of<OutboxMeaning>(site.Target.Type, site.Target.Name) is { } outbox)
            {
                _registered.Add((outbox.Publishers, site.Target.MethodArguments.FirstOrDefault(handles.IsContext)));
            }
        }
    }

    public bool Keep(EffectSite effect, TransactionAround around)
    {
        var publisher = effect.Node.Method.Sites[effect.Site].Target.Type;
        if (around.Site >= 0 && around.Node.Method.Sites[around.Site].Target.Id.IndexOf(publisher, StringComparison.Ordinal) >= 0)
        {
            return true; // begun with the publisher in its hands
        }

        var context = _handles.OfBegin(around.Node, around.Site)?.Type;
        return _registered.Any(r => publisher.StartsWith(r.Publishers, StringComparison.Ordinal)
            && (r.Context is null || context is null || _handles.CanBeSame(r.Context, context)));
    }
}
