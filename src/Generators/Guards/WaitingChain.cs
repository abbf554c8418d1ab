using IntentContracts.Generators.Model;

namespace IntentContracts.Generators.Guards;

/// <summary>
/// Writes the guards that wait, each around the next one in: the first in the shell itself, the others as static local functions, so that the whole order can be
/// read from top to bottom and nothing is captured.
/// </summary>
internal sealed class WaitingChain(SourceWriter writer, GuardedPart part, Operation operation, ShellNames names, IReadOnlyList<IWaitingStage> stages, ConditionStage conditions)
{
    private const string Task = "global::System.Threading.Tasks.Task";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    private bool IsValueTask => operation.Return.Kind is ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult;

    private string Result => operation.Return.Result.Length == 0 ? "" : "<" + operation.Return.Result + ">";

    public void Write()
    {
        var handed = From(0);
        var waiting = operation.Waiting;
        if (waiting.Transaction is { IsMade: true } transaction && stages.Any(s => s is IdempotentStage) && stages.Any(s => s is TransactionStage))
        {
            // Two guards ask for it: it is made once.
            var runner = names.Runner;
            while (transaction.Runner.Contains(runner))
            {
                runner += "_";
            }

            writer.Line($"var {runner} = {transaction.Runner};");
            waiting = waiting with { Transaction = transaction with { Runner = runner } };
        }

        var wrap = IsValueTask ? (Before: $"new {ValueTask}{Result}(", After: ")") : (Before: "", After: "");
        var receiver = operation.IsStatic ? part.TypeReference : "this";
        var scope = new StageScope(operation, names, part.TypeReference, receiver + ".", p => p.Name, operation.Waiting.Guards, waiting.Transaction?.Runner ?? "");
        WriteStage(0, scope, handed, handed.PackAtTop(waiting), Signature.TokenOrNone(operation), wrap.Before, wrap.After);
    }

    private void WriteStage(int index, StageScope scope, Handed handed, string state, string token, string before = "", string after = "")
    {
        var stage = stages[index];
        foreach (var line in stage.Before(scope))
        {
            writer.Line(line);
        }

        writer.Line($"return {before}global::IntentContracts.Runtime.{stage.Guard}.RunAsync(");
        foreach (var argument in stage.Arguments(scope))
        {
            writer.Line($"    {argument},");
        }

        writer.Line($"    {state},");
        writer.Line($"    static ({names.State}, {names.Token}) => {Next(index, handed)},");
        writer.Line($"    {token}){after};");
        WriteNextFunction(index, handed);
    }

    // What stands in the lambda: the next guard's function, the function that checks conditions, or the core.
    private string Next(int index, Handed handed)
    {
        var asTask = IsValueTask ? ".AsTask()" : "";
        return index + 1 < stages.Count ? $"{stages[index + 1].Function(names)}({handed.Unpacked(names)})"
            : conditions.HasAny ? $"{names.Checked}({handed.Unpacked(names)}){asTask}"
            : Signature.CallCore(operation, handed.Receiver(part, names), handed.Argument(operation, names)) + asTask;
    }

    private void WriteNextFunction(int index, Handed handed)
    {
        var receiver = operation.IsStatic ? part.TypeReference : names.Self;
        var token = Signature.Token(operation);
        if (index + 1 < stages.Count)
        {
            var inner = From(index + 1);
            writer.Line().Open($"static {Task}{Result} {stages[index + 1].Function(names)}({handed.Parameters(names)})");
            var scope = new StageScope(operation, names, part.TypeReference, receiver + ".", p => p == token ? names.Token : p.Name, names.Guards, names.Runner);
            WriteStage(index + 1, scope, inner, inner.Pack(), names.Token);
            writer.Close();
        }
        else if (conditions.HasAny)
        {
            writer.Line().Open($"static {operation.Return.Type} {names.Checked}({handed.Parameters(names)})");
            conditions.Write(writer, receiver, p => p == token ? names.Token : p.Name);
            writer.Close();
        }
    }

    private Handed From(int index)
    {
        var inner = stages.Skip(index + 1).ToList();
        return Handed.From(part, operation, names, inner.Any(s => s.UsesGuards), inner.Any(s => s.UsesRunner));
    }
}

/// <summary>What a stage can refer to where it is written.</summary>
/// <param name="TypeReference">The type, with its own type parameters.</param>
/// <param name="Receiver">With its dot.</param>
/// <param name="Argument">How a parameter is called there.</param>
/// <param name="Guards">An expression for the <c>IntentGuards</c>.</param>
/// <param name="Runner">An expression for the <c>ITransactionRunner</c>.</param>
internal sealed record StageScope(
    Operation Operation, ShellNames Names, string TypeReference, string Receiver, Func<GuardedParameter, string> Argument, string Guards, string Runner)
{
    /// <summary>All arguments of the operation, in order.</summary>
    public string Arguments => string.Join(", ", Operation.Parameters.Select(Argument));
}
