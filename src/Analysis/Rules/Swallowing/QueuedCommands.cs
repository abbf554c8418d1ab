using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Whether somebody answers for a command that a client only queues.</summary>
internal enum Queued
{
    /// <summary>It is sent by itself.</summary>
    No,

    /// <summary>It is sent with others, by a call that does not say what becomes of them.</summary>
    Sent,

    /// <summary>What carries out all of them says whether it has.</summary>
    Answered,
}

/// <summary>
/// <c>var transaction = db.CreateTransaction(); _ = transaction.StringSetAsync(key, value); await transaction.ExecuteAsync();</c> of StackExchange.Redis: a command of a transaction is done when that is, and cannot be awaited before. What the transaction
/// answers, it answers for all of them. <c>batch.Execute()</c> sends them, and answers nothing.
/// </summary>
internal sealed class QueuedCommands(CodeGraph graph)
{
    private const string Transaction = "StackExchange.Redis.ITransaction";
    private const string Batch = "StackExchange.Redis.IBatch";

    public Queued Of(MethodNode node, int index)
    {
        var command = node.Method.Sites[index];
        if (!command.Target.Type.StartsWith("StackExchange.Redis.", StringComparison.Ordinal) || IsCarryingOut(command))
        {
            return Queued.No;
        }

        var queue = ValueTypes.Of(graph, node, command.Receiver)?.Name;
        return queue is not (Transaction or Batch) || !IsCarriedOut(node.Method, index) ? Queued.No : queue == Transaction ? Queued.Answered : Queued.Sent;
    }

    /// <summary>It is executed behind the command, or by somebody else: who hands the queue in, or is handed it.</summary>
    private static bool IsCarriedOut(MethodFact method, int index)
    {
        var queue = method.Sites[index].Receiver;
        return queue.Kind is ValueKind.Parameter or ValueKind.Field or ValueKind.Captured
            || method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == queue)
            || Enumerable.Range(0, method.Sites.Count).Any(i => i != index
                && ((method.Sites[i].Receiver == queue && IsCarryingOut(method.Sites[i]) && method.Flow.CanFollow(index, i)) || method.Sites[i].Arguments.Contains(queue)));
    }

    private static bool IsCarryingOut(SiteFact site) => site.Target is { Type: Transaction or Batch, Name: "Execute" or "ExecuteAsync" };
}
