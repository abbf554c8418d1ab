using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Questions of a when clause that only ask for the type, and let in whatever is of none of those that they name: <c>when (e.IsCatchable())</c>, <c>when (!IsFatal(e))</c>, <c>when (e.GetType() != typeof(OutOfMemoryException))</c>. They pick no answer: what
/// they let in are failures, as behind <c>when (e is not OutOfMemoryException)</c>.
/// </summary>
internal static class TypeQuestions
{
    private const int Deepest = 4;

    /// <summary>What nobody can go on from, and what is no failure.</summary>
    private static readonly HashSet<string> Fatal = new(StringComparer.Ordinal)
    {
        "System.OutOfMemoryException", "System.InsufficientMemoryException", "System.StackOverflowException", "System.InsufficientExecutionStackException", "System.AccessViolationException",
        "System.Threading.ThreadAbortException", "System.Threading.ThreadInterruptedException", "System.AppDomainUnloadedException", "System.CannotUnloadAppDomainException", "System.ExecutionEngineException",
        "System.InvalidProgramException", "System.BadImageFormatException", "System.TypeInitializationException", "System.Security.SecurityException", "System.Runtime.InteropServices.SEHException",
        "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException",
    };

    /// <param name="onlyFatal">Whether nothing may be kept out that a handler could do something about.</param>
    public static bool KeepOut(CodeGraph graph, MethodNode node, RegionFact region, int question, bool onlyFatal)
    {
        var asked = node.Method.Sites[question];
        if (asked.Target is { Name: "GetType", ParameterCount: 0 })
        {
            var compares = node.Method.Sites.Select((s, i) => (Site: s, Index: i)).Where(x => x.Site.Receiver == Values.ResultOf(question) || x.Site.Arguments.Contains(Values.ResultOf(question))).ToList();
            return compares.Count == 1 && compares[0].Site.Target is { Type: "System.Type", Name: "op_Equality" or "op_Inequality" } compared
                && IsWanted(node.Method, region, compares[0].Index) == (compared.Name == "op_Inequality");
        }

        return graph.Find(asked.Target) is { Method: var asks } helper
            && !asks.Has(MethodTraits.Virtual)
            && (asks.Has(MethodTraits.TakesOthers) || asks.Has(MethodTraits.RefusesOthers))
            && IsWanted(node.Method, region, question) == asks.Has(MethodTraits.TakesOthers)
            && (!onlyFatal || NamesOnlyFatal(graph, helper, Deepest));
    }

    private static bool NamesOnlyFatal(CodeGraph graph, MethodNode helper, int depth) =>
        depth > 0
        && helper.Method.Body.Steps.Where(s => s.Kind == StepKind.TypeTest).Select(s => s.Slot)
            .Concat(Tokens(helper))
            .Concat(helper.Method.Sites.Where(IsKeptType).Select(s => graph.Types.Find(s.Target.Assembly, s.Target.Type)).Distinct().SelectMany(type => type?.Named(".cctor") ?? []).SelectMany(Tokens))
            .All(type => Fatal.Contains(type) || type is "System.Exception" or "System.Object")
        && helper.Method.Sites.All(s => s.Kind != SiteKind.Call || graph.Find(s.Target) is not { } below || below == helper || NamesOnlyFatal(graph, below, depth - 1));

    private static IEnumerable<string> Tokens(MethodNode node) => node.Method.Sites.Where(s => s.Kind == SiteKind.TypeToken).Select(s => s.Target.Type);

    /// <summary>A static field that holds a type: its initialiser names it.</summary>
    private static bool IsKeptType(SiteFact site) => site.Kind == SiteKind.FieldRead && site.Target.Returns?.Name == "System.Type";

    /// <summary>Whether the clause lets in what a question says yes to, or no; null where the code does not show it.</summary>
    private static bool? IsWanted(MethodFact method, RegionFact region, int question)
    {
        var body = method.Body;
        var result = Values.ResultOf(question);
        var end = region.Filter[region.Filter.Count - 1];
        foreach (var block in region.Filter.Where(b => b != end && body.Blocks[b].IsTest && body.Blocks[b].Tested == result))
        {
            var (yes, no) = (GoesOn(body.Blocks[block].WhenTrue), GoesOn(body.Blocks[block].WhenFalse));
            return yes == no ? null : yes;
        }

        // What is true for the type of the catch only is put together with a no; it is the last thing that was asked.
        var last = body.Blocks[end];
        return last.Tested == result || (last.Tested.Kind == ValueKind.Unknown && !Enumerable.Range(question + 1, method.Sites.Count - question - 1).Any(s => region.Filter.Contains(body.BlockOfSite[s])))
            ? last.WhenTrue >= 0 ? true : last.WhenFalse >= 0 ? false : null
            : null;

        // The side that says no stores a constant, and is done.
        bool GoesOn(int side) =>
            side >= 0 && region.Filter.Contains(side)
            && (body.BlockOfSite.Contains(side) || body.Blocks[side].IsTest || body.Steps.Any(s => s.Block == side && s.Kind == StepKind.TypeTest));
    }
}
