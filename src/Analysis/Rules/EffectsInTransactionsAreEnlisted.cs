using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Transactions;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1102: what happens outside the database does not happen inside a transaction: a rollback does not undo it, a retry repeats it, and others see it before the commit. Reading from elsewhere is no breach, nor is
/// publishing into an outbox.
/// </summary>
internal sealed class EffectsInTransactionsAreEnlisted : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var handles = new DbHandles(context.Graph, context.Catalogue);
        var outboxes = new Outboxes(context.Graph, context.Catalogue, handles);
        return InTransaction.OncePerPlace(Find(context, outboxes)).Select(found => Breach(found.Effect, found.In));
    }

    private static IEnumerable<(EffectSite Effect, InTransaction In)> Find(RuleContext context, Outboxes outboxes)
    {
        foreach (var node in context.Graph.Focus)
        {
            if (!TransactionCalls.IsUsers(node))
            {
                continue;
            }

            foreach (var effect in node.Effects.Where(IsOutside))
            {
                if (Around(context, effect) is var (around, isOwn))
                {
                    foreach (var found in InTransaction.Leading(context, effect, around, isOwn, context.Transactions.Inside))
                    {
                        if (!outboxes.Keep(effect, found.Around) && !IsApart(context, node, found.Around, found.Path))
                        {
                            yield return (effect, found);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Somebody below the transaction has said that what happens there stands on its own.</summary>
    private static bool IsApart(RuleContext context, MethodNode node, TransactionAround around, TransactionPath path)
    {
        var opener = around.Node.Owner(context.Graph);
        var below = path.Edges.Select(e => e.To).Append(node).Select(n => n.Owner(context.Graph)).Distinct().ToList();
        var first = below.FindLastIndex(n => n == opener || n.ShellOfCore == opener) + 1;
        var said = false;
        foreach (var method in below.Skip(first).Where(m => m.Declares(IntentNames.NoTransaction)))
        {
            context.Refusals.Use(method, IntentNames.NoTransaction);
            said = true;
        }

        return said;
    }

    private static bool IsOutside(EffectSite effect) => effect.Category is EffectCategory.Http or EffectCategory.Publish && effect.Changes != false;

    private static (TransactionAround Around, bool IsOwn)? Around(RuleContext context, EffectSite effect)
    {
        var node = effect.Node;
        var body = context.Transactions.Open.Of(node);
        if (body.OpenAt(effect.Site) is { } open)
        {
            // A handler tells of the failure; what it says is no part of what failed.
            return context.Flows.Of(node.Method).HandlerAround(node.Method.Body.BlockOfSite[effect.Site]) is null
                ? (new(node, open.Transaction.Site, open.Certain), true)
                : null;
        }

        var inside = context.Transactions.Inside;
        return inside.Reaches(node) && body.IsAroundAt(effect.Site) ? (inside.AroundOf(node), false) : null;
    }

    private static Violation Breach(EffectSite effect, InTransaction found) => new(
        RuleTable.EffectsInBoundaryAreEnlisted,
        found.Path.Certain && effect.Changes == true,
        found.Path.Entry,
        found.Path.Edges,
        new SiteLocation(found.Node, found.Site),
        effect.Category.Word() + ":" + found.Name(effect),
        found.Node.Method.Id,
        $"{effect.Subject} runs in the transaction of {Names.Short(found.Around.Node)}, whose rollback does not undo it",
        effect.Subject,
        "do it after the commit ([AfterCommit]), write it to an outbox, or declare [NoTransaction(\"why\")] on it")
    {
        Also = found.Also(effect, "the effect"),
    };
}
