using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// A loop whose every turn is a piece of work of its own: <c>foreach (var id in ids) { var order = await db.Orders.FindAsync(id); order.Close(); await db.SaveChangesAsync(); }</c>. What it asks could be asked before, but what it
/// writes, or asks of another service, is done one by one as well, and perhaps has to be: asking together alone does not make one round trip of it.
/// </summary>
internal sealed class OwnWork(RuleContext context)
{
    /// <summary>Work further away than this many calls is hardly what the turn is about.</summary>
    private const int Near = 3;

    private readonly Dictionary<(MethodNode, int), bool> _works = [];

    /// <summary>Whether the turn in which something is asked writes to a database, too, or calls another service.</summary>
    public bool IsDone(PerItemCall call)
    {
        var method = call.Node.Method;
        var block = method.Body.BlockOfSite[call.Site];
        var turn = context.Flows.Of(method).TurnAround(block);
        return (turn is not null || method.Has(MethodTraits.Lambda)) && Works(call.Node, site => turn is null || turn.Contains(method.Body.BlockOfSite[site]), Near);
    }

    /// <summary>
    /// Whether a turn that changes something has a handler of its own, and goes on with the next item behind that: <c>foreach (var id in ids) { try { await files.DeleteAsync(id); await rows.DeleteAsync(id); } catch (Exception e) { log.LogError(e, …); } }</c>.
    /// Whoever wrote that wants each item done by itself, whatever becomes of the others.
    /// </summary>
    public bool IsAnsweredFor(PerItemCall call)
    {
        var method = call.Node.Method;
        var block = method.Body.BlockOfSite[call.Site];
        var flow = context.Flows.Of(method);
        var turn = flow.TurnAround(block);
        return (turn is not null || method.Has(MethodTraits.Lambda))
            && flow.Protecting(block).Any(r => r.IsCatch && (turn is null || (turn.Contains(r.Try[0]) && r.Handler.Count > 0 && turn.Contains(r.Handler[0]))) && !method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && r.Handler.Contains(s.Block)))
            && Changes(call.Node, site => turn is null || turn.Contains(method.Body.BlockOfSite[site]), Near);
    }

    private static bool Changes(MethodNode node, Func<int, bool> isOfTurn, int depth) =>
        node.Effects.Any(e => e.Category is EffectCategory.DbWrite or EffectCategory.DbCommit or EffectCategory.Http && e.Changes == true && isOfTurn(e.Site))
        || (depth > 0 && node.Edges.Any(e => e.Certain && e.To != node && isOfTurn(e.Site) && Changes(e.To, static _ => true, depth - 1)));

    private bool Works(MethodNode node, Func<int, bool> isOfTurn, int depth) =>
        node.Effects.Any(e => e.Category is EffectCategory.DbWrite or EffectCategory.DbCommit or EffectCategory.Http && isOfTurn(e.Site))
        || (depth > 0 && node.Edges.Any(e => e.Certain && isOfTurn(e.Site) && Below(e.To, depth - 1)));

    private bool Below(MethodNode node, int depth)
    {
        if (!_works.TryGetValue((node, depth), out var known))
        {
            _works[(node, depth)] = false; // who comes to itself works as it may
            _works[(node, depth)] = known = Works(node, static _ => true, depth);
        }

        return known;
    }
}
