using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Where one handler of a body leads, as far as a transaction is concerned.</summary>
/// <param name="isHeard">Whether anybody listens to what the body answers.</param>
internal sealed class HandlerExits(RuleContext context, MethodNode node, ControlFlow flow, RegionFact region, bool isHeard)
{
    private const string AnyException = "System.Exception";

    private readonly BodyFact _body = flow.Body;

    /// <summary>Its when clause asks for one failure of the database, such as a row that is there already: somebody has thought of it.</summary>
    public bool ExpectsTheFailure => region.Kind == RegionKind.Filter && region.Catches is { Name: not (AnyException or "System.Object") };

    /// <summary>It rolls back, writes, or tries the same again.</summary>
    public bool MakesGood =>
        flow.Loops.Any(l => l.Retries is not null && l.Retries.Handler.SequenceEqual(region.Handler))
        || Sites().Any(s => Ends(s) || TransactionCalls.ReturnsToSavepoint(node.Method.Sites[s]) || node.Method.Sites[s].Target.Name is "SetRollbackOnly" or "SetAbort")
        || node.Effects.Any(e => e.Category is EffectCategory.DbCommit or EffectCategory.DbWrite && IsIn(e.Site))
        || node.Edges.Any(e => IsIn(e.Site) && (context.Transactions.Open.Of(e.To).EndsAround || e.To.Effects.Any(w => w.Category == EffectCategory.DbCommit)));

    /// <summary>
    /// Whether what comes after the handler ends a transaction of the body's own by a commit, and no rollback or remembered failure is on the way. What is begun in the try is another one in the next turn of a loop.
    /// </summary>
    public bool ComesToTheEndOf(OpenedTransaction transaction)
    {
        if (Remembers())
        {
            return false;
        }

        return Behind(_body.BlockOfSite[transaction.Site]).Any(b => Commits(b, transaction));
    }

    /// <summary>Whether the method goes on, or returns as if nothing had happened.</summary>
    /// <param name="isBoundary">Whatever it returns, the transaction commits.</param>
    public bool GoesOn(bool isBoundary) =>
        (isBoundary || !(Remembers() || (isHeard && ReturnsAFailure())))
        && region.Handler.Any(b => !flow.IsDead(b) && (_body.Blocks[b].Next.Any(n => !region.Handler.Contains(n)) || (_body.Blocks[b].Next.Count == 0 && !Throws(b))));

    private bool Throws(int block) => _body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && s.Block == block);

    /// <summary>A value of its own, such as false: the caller is told.</summary>
    private bool ReturnsAFailure() => _body.Steps.Any(s => s.Kind == StepKind.Return && region.Handler.Contains(s.Block));

    /// <summary>It stores into a variable that a block behind it tests: <c>failed = true; … if (failed) Rollback();</c>.</summary>
    private bool Remembers()
    {
        var tested = new HashSet<string>(Behind().Where(b => !region.Handler.Contains(b) && _body.Blocks[b].IsTest && _body.Blocks[b].Tested.Kind == ValueKind.Local).Select(b => _body.Blocks[b].Tested.Text));
        return _body.Steps.Any(s => s.Kind is StepKind.LocalWrite or StepKind.Increment && region.Handler.Contains(s.Block) && tested.Contains(s.Slot))
            || Sites().Any(s => node.Method.Sites[s] is { Kind: SiteKind.FieldWrite, Target: var field } && Behind().Any(b => _body.Blocks[b] is { IsTest: true, Tested: { Kind: ValueKind.Field, Text: var text } } && text == field.Id))
            || Sites().Any(s => node.Method.Sites[s].Target.Name is "Add" or "Enqueue" or "Push" or "TryAdd" && IsAsked(node.Method.Sites[s].Receiver));
    }

    /// <summary>A list of failures that something is asked about behind the handler.</summary>
    private bool IsAsked(ValueFact list)
    {
        var behind = new HashSet<int>(Behind());
        return list.Kind is ValueKind.New or ValueKind.Result or ValueKind.Field or ValueKind.Local
            && Enumerable.Range(0, node.Method.Sites.Count).Any(s => behind.Contains(_body.BlockOfSite[s])
                && !region.Handler.Contains(_body.BlockOfSite[s])
                && node.Method.Sites[s].Target.Name is "get_Count" or "Any" or "get_IsEmpty" or "get_Length"
                && (node.Method.Sites[s].Receiver == list || Values.Argument(node.Method.Sites[s], 0) == list));
    }

    private bool Commits(int block, OpenedTransaction transaction)
    {
        for (var s = 0; s < node.Method.Sites.Count; s++)
        {
            var site = node.Method.Sites[s];
            if (_body.BlockOfSite[s] == block && !region.Handler.Contains(block))
            {
                if (transaction.IsScope ? site.Target is { Type: TransactionCalls.Scope, Name: "Complete" }
                    : TransactionCalls.Ends(context.Catalogue, site) && !IsRollback(site.Target.Name))
                {
                    return true;
                }

                if (node.EdgesAt(s).Any(e => context.Transactions.Open.Of(e.To).EndsAround && !IsRollback(e.To.Method.Name)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsRollback(string name) => name.StartsWith("Rollback", StringComparison.Ordinal) || name.StartsWith("Abort", StringComparison.Ordinal) || name.StartsWith("Dispose", StringComparison.Ordinal);

    /// <summary>Blocks that run after the handler when nothing is thrown, those of the handler included.</summary>
    /// <param name="end">The block at which it is no longer the same transaction.</param>
    private HashSet<int> Behind(int end = -1)
    {
        var seen = new HashSet<int>(region.Handler.Where(b => !flow.IsDead(b)));
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            foreach (var next in _body.Blocks[queue.Dequeue()].Next.Where(n => n != end && seen.Add(n)))
            {
                queue.Enqueue(next);
            }
        }

        return seen;
    }

    private bool Ends(int site) => TransactionCalls.Ends(context.Catalogue, node.Method.Sites[site]) || (TransactionCalls.Disposes(node.Method.Sites[site]) && context.Transactions.Open.Of(node).Opened.Any(o => Values.Index(node.Method.Sites[site].Receiver) == o.Site));

    private IEnumerable<int> Sites() => Enumerable.Range(0, node.Method.Sites.Count).Where(IsIn);

    private bool IsIn(int site) => region.Handler.Contains(_body.BlockOfSite[site]);
}
