using System.Globalization;
using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;
using IntentContracts.Shared;

namespace IntentContracts.Generators.Guards;

/// <summary>The waiting guards of an operation, outermost first, without those that are compiled out.</summary>
internal static class Stages
{
    public static IReadOnlyList<IWaitingStage> Of(Operation operation, GuardModes modes)
    {
        var waiting = operation.Waiting;
        var stages = new List<IWaitingStage>();
        if (waiting.AfterCommit && !modes.IsOff(GuardWords.Transaction))
        {
            stages.Add(new AfterCommitStage());
        }

        Add(GuardWords.Deadline, waiting.Deadline, m => new DeadlineStage(m));
        Add(GuardWords.Exclusive, waiting.Exclusive, m => new ExclusiveStage(m, modes));
        Add(GuardWords.Idempotent, waiting.Idempotency, m => new IdempotentStage(m, modes));
        Add(GuardWords.Retry, waiting.Retry, m => new RetryStage(m));
        Add(GuardWords.Transaction, waiting.Transaction, m => new TransactionStage(m, modes));
        return stages;

        void Add<T>(string kind, T? model, Func<T, IWaitingStage> stage)
            where T : class
        {
            if (model is not null && !modes.IsOff(kind))
            {
                stages.Add(stage(model));
            }
        }
    }

    /// <summary>A static field that holds a contract.</summary>
    public static void WriteContract(SourceWriter writer, string type, string name, IReadOnlyList<string> arguments)
    {
        writer.Line(GuardFile.GeneratedCode);
        writer.Line($"private static readonly global::IntentContracts.Runtime.{type} {name} = new(");
        for (var i = 0; i < arguments.Count; i++)
        {
            writer.Line("    " + arguments[i] + (i + 1 < arguments.Count ? "," : ");"));
        }

        writer.Line();
    }

    /// <summary>A method that evaluates a key over all the operation's parameters.</summary>
    public static void WriteKey(SourceWriter writer, Operation operation, string name, EmbeddedExpression expression, LineDirectives lines)
    {
        var parameters = string.Join(", ", operation.Parameters.Select(p => p.Type + " " + p.Name));
        writer.Line(GuardFile.GeneratedCode);
        writer.Line($"private {(operation.IsStatic ? "static " : "")}string {name}{operation.TypeParameters}({parameters}){operation.Constraints} =>");
        lines.Embed(writer, "    global::IntentContracts.Runtime.IdempotencyKey.From(", expression, ");");
        writer.Line();
    }

    /// <summary>Evaluates what a guard is given: an exception there passes as it is, and is dropped where the guard only observes.</summary>
    public static IEnumerable<string> Guarded(StageScope scope, string kind, string mode, IEnumerable<string> statements) =>
    [
        "try",
        "{",
        .. statements.Select(s => "    " + s),
        "}",
        $"catch (global::System.Exception {scope.Names.Fault}) when ({Conditions.Ignores(scope.Operation, scope.Names.Fault, kind, mode)})",
        "{",
        "}",
        "",
    ];

    public static string Duration(long ticks, string what) =>
        $"global::System.TimeSpan.FromTicks({ticks.ToString(CultureInfo.InvariantCulture)}L) /* {what}: {TimeSpan.FromTicks(ticks).ToString("c", CultureInfo.InvariantCulture)} */";

    public static IReadOnlyList<string> Contract(Operation operation) => [CSharpText.Quote(operation.ContractId), CSharpText.Quote(operation.Owner)];
}
