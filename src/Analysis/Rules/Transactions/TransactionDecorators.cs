using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Methods that a decorator or a mediator's behaviour opens a transaction around. Whether it is registered, the code often does not show (an assembly is scanned): one that exists is taken to be.
/// </summary>
internal sealed class TransactionDecorators(CodeGraph graph, Catalogue catalogue, OpenTransactions transactions)
{
    /// <summary>What runs inside; empty when nothing decorates.</summary>
    public IEnumerable<MethodNode> Inner =>
        transactions.Concerned.SelectMany(d => Decorated(d, s => transactions.Of(d).OpenAt(s) is not null))
            .Concat(graph.Focus.Where(IsRunInside).SelectMany(d => Decorated(d, _ => true)))
            .Concat(Handlers());

    /// <summary><c>unitOfWork.ExecuteAsync(() => _inner.HandleAsync(command))</c>: the delegate is run while the transaction of whoever is handed it is open.</summary>
    private bool IsRunInside(MethodNode node) =>
        node.Method.Owner != node.Method.Id
        && node.Method.Sites.Any(s => s.Kind == SiteKind.VirtualCall && s.Receiver.Kind == ValueKind.Field)
        && node.Owner(graph).Edges.Any(e => e.To == node && transactions.Around(e) is not null);

    /// <summary>The other implementations of an interface member that an implementation calls while its transaction is open.</summary>
    private IEnumerable<MethodNode> Decorated(MethodNode decorator, Func<int, bool> isOpen)
    {
        for (var s = 0; s < decorator.Method.Sites.Count; s++)
        {
            var target = decorator.Method.Sites[s].Target;
            if (decorator.Method.Sites[s].Kind != SiteKind.VirtualCall
                || !isOpen(s)
                || graph.Find(target) is not { } member
                || graph.Types.Find(target.Assembly, target.Type) is not { IsInterface: true } on
                || graph.Types.Find(decorator.Assembly.Name, decorator.Type.Name) is not { } type
                || Implementations.Of(graph, type, member) != decorator.Owner(graph))
            {
                continue;
            }

            foreach (var inner in TypeHierarchy.SelfAndDerived(on))
            {
                if (inner.IsConcrete && inner != type && TypeLevels.CanBe(inner, on, target.TypeArguments) && Implementations.Of(graph, inner, member) is { } decorated)
                {
                    yield return decorated;
                }
            }
        }
    }

    private IEnumerable<MethodNode> Handlers()
    {
        var mediators = new MediatorDispatch(graph);
        foreach (var meaning in catalogue.All<DispatchMeaning>().Where(m => m.Behaviour.Length > 0))
        {
            var opening = mediators.Behaviours(meaning).Where(b => b.OpensTransaction).ToList();
            if (opening.Count == 0)
            {
                continue;
            }

            foreach (var type in graph.Types.All.Where(t => t.IsConcrete && TypeLevels.Above(t).Any(i => Wildcard.Matches(meaning.HandlerType, i.Name))))
            {
                foreach (var handler in type.Methods.Where(m => m.Method.Name == meaning.HandlerMember || m.Method.Implements.Any(i => i.Name == meaning.HandlerMember)).Where(h => opening.Exists(b => mediators.CanStandAround(meaning, b, h))))
                {
                    yield return handler;
                }
            }
        }
    }
}
