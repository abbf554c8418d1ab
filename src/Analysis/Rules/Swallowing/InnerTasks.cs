using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>StartNew(async () => …)</c> and <c>ContinueWith(async t => …)</c> are done when the work has come to its first await; the task of the work is inside their own. Who keeps the outer one as a plain <c>Task</c>, waits for it, or awaits it once, never comes by
/// the inner one.
/// </summary>
internal sealed class InnerTasks(CodeGraph graph)
{
    private const string Plain = "System.Threading.Tasks.Task";

    /// <summary>Whether a call answers with a task inside a task, and nobody can look at the inner one.</summary>
    public bool IsHidden(MethodNode node, int index)
    {
        var method = node.Method;
        var site = method.Sites[index];
        if (!Wraps(site.Target) || site.Use == ResultUse.Discarded)
        {
            return false;
        }

        var users = Enumerable.Range(0, method.Sites.Count).Where(i => Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)).ToList();
        var steps = method.Body.Steps.Where(s => Is(s.Value)).ToList();
        if (site.IsAwaited)
        {
            return steps.Count < 2 && users.Count == 0; // what the await gives goes by the same name
        }

        return users.Count + steps.Count > 0
            && users.TrueForAll(i => TakesPlain(node, method.Sites[i], Is))
            && steps.TrueForAll(s => IsPlain(method, s))
            && steps.Count(s => s.Kind == StepKind.Await) < 2
            && !(users.Count > 0 && steps.Exists(s => s.Kind == StepKind.Await)); // what is used may be what the await has given

        bool Is(ValueFact value) => (value.Kind == ValueKind.Result && Values.Index(value) == index) || (value.Kind == ValueKind.Many && value.Elements.Any(Is));
    }

    private static bool Wraps(MethodRef target) => target switch
    {
        { Type: "System.Threading.Tasks.TaskFactory", Name: "StartNew" } or { Type: Plain or "System.Threading.Tasks.Task`1", Name: "ContinueWith" } => target.MethodArguments.Count == 1 && Tasks.IsTask(target.MethodArguments[0]),
        { Type: "System.Threading.Tasks.TaskFactory`1", Name: "StartNew" } => target.TypeArguments.Count == 1 && Tasks.IsTask(target.TypeArguments[0]),
        _ => false,
    };

    /// <summary>Whether who uses the outer task sees no more of it than whether it is done: a field, a parameter, a list of plain tasks, or <c>Wait()</c>.</summary>
    private bool TakesPlain(MethodNode node, SiteFact user, Func<ValueFact, bool> isIt)
    {
        if (user.Kind == SiteKind.FieldWrite)
        {
            return graph.Types.Find(user.Target.Assembly, user.Target.Type)?.Fact.Fields.FirstOrDefault(f => f.Id == user.Target.Id) is { Type: { Name: Plain } };
        }

        if (isIt(user.Receiver))
        {
            return user.Target.Type == Plain && user.Target.Name is "Wait" or "WaitAsync" or "get_IsCompleted" or "get_Status" or "Dispose";
        }

        var parameters = DocIdParameters.Of(user.Target.Id);
        return Enumerable.Range(0, user.Arguments.Count).Where(a => isIt(user.Arguments[a])).All(a => a < parameters.Count && IsOfPlain(parameters[a], user.Target));
    }

    private static bool IsOfPlain(string parameter, MethodRef target) =>
        parameter is Plain or Plain + "[]"
        || (parameter.EndsWith("{" + Plain + "}", StringComparison.Ordinal) && !parameter.StartsWith(Plain, StringComparison.Ordinal)) // a list, and not Unwrap's
        || (parameter == "`0" && target.TypeArguments.Count == 1 && target.TypeArguments[0].Name == Plain); // List<Task>.Add

    private static bool IsPlain(MethodFact method, StepFact step) => step.Kind switch
    {
        StepKind.Await => true,
        StepKind.Return => method.Returns.Name == Plain && !method.Has(MethodTraits.Async),
        StepKind.LocalWrite or StepKind.Capture => method.Body.Locals.FirstOrDefault(l => l.Slot == step.Slot) is { Type.Name: Plain },
        _ => false,
    };
}
