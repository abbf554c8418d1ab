using IntentContracts.Generators.Model;
using IntentContracts.Generators.Parsing;

namespace IntentContracts.Generators.Guards;

/// <summary>How conditions are called, and the methods that evaluate them: there is no local variable that a name in them could mean by mistake.</summary>
internal static class Conditions
{
    private const string Kinds = "global::IntentContracts.GuardKind.";

    /// <summary>The parameters that a condition is given, in the operation's order.</summary>
    /// <param name="hasRun">The core has ended: what it hands out has a value, and what was bound to the call is gone if that was asynchronous.</param>
    public static IEnumerable<GuardedParameter> Given(Operation operation, bool hasRun) =>
        operation.Parameters.Where(p => hasRun ? !(operation.Return.IsTask && p.IsBoundToTheCall) : !p.IsOut);

    public static string Call(Operation operation, ConditionModel condition, string receiver, Func<GuardedParameter, string> argument) =>
        $"{receiver}{condition.Name}{operation.TypeParameters}({string.Join(", ", Given(operation, hasRun: false).Select(argument))})";

    /// <summary>A call of an <c>[Ensures]</c>, with the result and the old values that it is given.</summary>
    public static string CallAfter(
        Operation operation, ConditionModel condition, string receiver, Func<GuardedParameter, string> argument, string result, Func<int, string> old)
    {
        var arguments = Given(operation, hasRun: true).Select(argument).ToList();
        if (TakesResult(operation, condition))
        {
            arguments.Add(result);
        }

        arguments.AddRange(condition.Olds.Select(old));
        return $"{receiver}{condition.Name}{operation.TypeParameters}({string.Join(", ", arguments)})";
    }

    public static string Contract(Operation operation) => CSharpText.Quote(operation.ContractId) + ", " + CSharpText.Quote(operation.Owner);

    public static string Failure(Operation operation, ConditionModel condition, string mode) =>
        $"{Contract(operation)}, {CSharpText.Quote(condition.Written)}, {CSharpText.Quote(condition.Because)}, {mode}";

    public static string Ignores(Operation operation, string fault, string kind, string mode) =>
        $"global::IntentContracts.Runtime.ConditionGuard.Ignores({fault}, {Kinds}{kind}, {Contract(operation)}, {mode})";

    /// <summary>A statement that sets the state that a transition leads to: what the member does, hence also where it is only observed.</summary>
    public static string SetState(string state, string value, GuardModes modes) =>
        $"if (global::IntentContracts.Runtime.TransitionGuard.Sets({modes.Argument(Shared.GuardWords.Transition)})) {state} = {value};";

    /// <summary>A statement that puts the state back after a failure, where the guard holds and does not only look.</summary>
    public static string RestoreState(string state, string value, GuardModes modes) =>
        $"if (global::IntentContracts.Runtime.TransitionGuard.Restores({modes.Argument(Shared.GuardWords.Transition)})) {state} = {value};";

    /// <summary>The methods that evaluate conditions declared by one origin: the type itself, or another one with usings of its own.</summary>
    public static void WriteEvaluators(SourceWriter writer, Operation operation, OriginModel? origin, LineDirectives lines)
    {
        foreach (var condition in operation.Conditions.Requires.Where(c => Equals(c.Origin, origin)))
        {
            WriteEvaluator(writer, operation, "bool", condition.Name, Parameters(operation, condition.Parameters, hasRun: false), condition.Expression, lines);
        }

        foreach (var old in operation.Conditions.Olds.Where(o => Equals(o.Origin, origin)))
        {
            WriteEvaluator(writer, operation, old.Type, old.Name, Parameters(operation, old.Parameters, hasRun: false), old.Expression, lines);
        }

        foreach (var condition in operation.Conditions.Ensures.Where(c => Equals(c.Origin, origin)))
        {
            var parameters = Parameters(operation, condition.Parameters, hasRun: true).ToList();
            if (TakesResult(operation, condition))
            {
                parameters.Add((operation.Return.IsRefLike ? "scoped " : "") + operation.Return.ResultType + " " + ConditionText.Result);
            }

            parameters.AddRange(condition.Olds.Select(i => operation.Conditions.Olds[i].Type + " " + operation.Conditions.Olds[i].Local));
            WriteEvaluator(writer, operation, "bool", condition.Name, parameters, condition.Expression, lines);
        }
    }

    private static void WriteEvaluator(
        SourceWriter writer, Operation operation, string type, string name, IEnumerable<string> parameters, EmbeddedExpression? expression, LineDirectives lines)
    {
        writer.Line(GuardFile.GeneratedCode);
        var head = $"private {(operation.IsStatic ? "static " : "")}{(operation.IsUnsafe ? "unsafe " : "")}{type} {name}{operation.TypeParameters}({string.Join(", ", parameters)}){operation.Constraints} =>";
        if (expression is null)
        {
            writer.Line($"{head} {Refused.Throw(Shared.RuleTable.ExpressionInvalid, operation.ContractId, operation.Owner)};").Line();
            return;
        }

        writer.Line(head);
        lines.Embed(writer, "    ", expression, ";");
        writer.Line();
    }

    private static IEnumerable<string> Parameters(Operation operation, EquatableArray<string> names, bool hasRun)
    {
        var given = Given(operation, hasRun).ToList();
        for (var i = 0; i < operation.Parameters.Count; i++)
        {
            var parameter = operation.Parameters[i];
            if (given.Contains(parameter))
            {
                yield return (parameter.CallModifier.Length > 0 ? "in " : parameter.IsBoundToTheCall && !parameter.Type.EndsWith("*", StringComparison.Ordinal) && !parameter.Type.StartsWith("delegate*", StringComparison.Ordinal) ? "scoped " : "")
                    + parameter.Type + " " + (i < names.Count ? names[i] : parameter.Name);
            }
        }
    }

    private static bool TakesResult(Operation operation, ConditionModel condition) =>
        operation.Return.ResultType.Length > 0 && !condition.Parameters.Contains(ConditionText.Result);
}
