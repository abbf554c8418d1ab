using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Callbacks that were written so that there is one: <c>_ => { }</c>, <c>_ => Task.CompletedTask</c>.</summary>
internal static class EmptyBodies
{
    public static bool DoesNothing(MethodNode body) =>
        body.Method.Sites.All(s => s.Target is { Type: "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask", Name: "get_CompletedTask" } or { Type: "System.Threading.Tasks.UnobservedTaskExceptionEventArgs", Name: "SetObserved" })
        && !body.Method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow or StepKind.ParameterWrite)
        && body.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).All(s => s.Value.Kind is ValueKind.Result or ValueKind.Unknown or ValueKind.Null or ValueKind.Local)
        && (Tasks.Answer(body.Method.Returns) is var answer && (answer.Name == "System.Void" || Tasks.IsTask(answer)));
}
