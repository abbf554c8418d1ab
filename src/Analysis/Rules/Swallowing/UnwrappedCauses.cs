using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Exceptions that are taken out of what is around them and thrown: <c>catch (TargetInvocationException e) { throw e.InnerException!; }</c>. They have been thrown once, and the throw begins their trace anew, as <c>throw e;</c> does.
/// </summary>
internal static class UnwrappedCauses
{
    private const int Deepest = 6;

    /// <summary>What takes an exception out of an <see cref="AggregateException.InnerExceptions"/>.</summary>
    private static readonly HashSet<string> Takers = new(StringComparer.Ordinal) { "get_Item", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt" };

    /// <summary>Whether a throw in a handler throws what is inside of what the handler caught, or one of the two: <c>throw e.InnerException ?? e;</c>.</summary>
    public static bool IsThrown(CodeGraph graph, MethodFact method, int region, StepFact thrown)
    {
        return !HandsOn(method, method.Body.Regions[region]) && (IsInside(method, thrown, IsCaught) || IsUnwrapped(graph, method, thrown.Value, IsCaught));

        bool IsCaught(ValueFact value) => value.Kind == ValueKind.Caught && Values.Index(value) == region;
    }

    /// <summary>Throws, outside of any handler, of what is inside the exception of a task: <c>if (sending.IsFaulted) throw sending.Exception!.InnerException!;</c>. Whoever has handed that to somebody before has kept it.</summary>
    public static IEnumerable<StepFact> OfTasks(MethodFact method)
    {
        if (!method.Sites.Any(IsTasks))
        {
            return [];
        }

        return method.Body.Steps.Where(s => s.Kind == StepKind.Throw
            && !method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(s.Block))
            && IsInside(method, s, v => Values.Source(method, v) is { } asked && IsTasks(asked))
            && !IsTasksGivenAway(method));
    }

    /// <summary>Whether somebody is handed the exception of a task.</summary>
    public static bool IsTasksGivenAway(MethodFact method)
    {
        return method.Sites.Any(IsGivenAway);

        bool IsGivenAway(SiteFact site) => !IsPart(site) && site.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Any(a => Values.Source(method, a) is { } given && (IsTasks(given) || IsPart(given)));
    }

    /// <summary>Whether a call only takes an exception out of another one.</summary>
    public static bool IsPart(SiteFact site) =>
        site.Target is { Type: "System.Exception", Name: "get_InnerException" or "GetBaseException" } or { Type: "System.AggregateException", Name: "Flatten" or "get_InnerExceptions" or "GetBaseException" }
        || (Takers.Contains(site.Target.Name) && (site.Target.Type == "System.Linq.Enumerable" || site.Target.Type.StartsWith("System.Collections.ObjectModel.ReadOnlyCollection", StringComparison.Ordinal)));

    /// <summary>Whether a call asks a task what it has failed with.</summary>
    public static bool IsTasks(SiteFact site) => site.Target is { Name: "get_Exception" } && site.Target.Type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal);

    /// <summary>The trace goes on with what <c>ExceptionDispatchInfo</c> throws; what stands behind that is there for the compiler.</summary>
    private static bool HandsOn(MethodFact method, RegionFact region) =>
        method.Sites.Where((s, i) => s.Target.Type == "System.Runtime.ExceptionServices.ExceptionDispatchInfo" && region.Handler.Contains(method.Body.BlockOfSite[i])).Any();

    private static bool IsInside(MethodFact method, StepFact step, Func<ValueFact, bool> isBase) => step.Value.Kind switch
    {
        ValueKind.Result => Unwraps(method, step.Value, isBase),
        ValueKind.Local => IsInsideLocal(method, step.Value, isBase),
        ValueKind.Unknown => IsOneOfTwo(method, step, isBase),
        _ => false,
    };

    /// <summary><c>while (cause.InnerException is not null) cause = cause.InnerException;</c></summary>
    private static bool IsInsideLocal(MethodFact method, ValueFact local, Func<ValueFact, bool> isBase)
    {
        var writes = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == local.Text && s.Value.Kind != ValueKind.Null).ToList();
        return writes.Exists(Takes) && writes.TrueForAll(s => isBase(s.Value) || Takes(s));

        bool Takes(StepFact write) => write.Value.Kind == ValueKind.Unknown ? IsOneOfTwo(method, write, IsBaseOrItself) : Unwraps(method, write.Value, IsBaseOrItself);

        bool IsBaseOrItself(ValueFact value) => value == local || isBase(value);
    }

    /// <summary><c>e.InnerException ?? e</c>: what two ways put together is not known, but it is the last thing that was asked for.</summary>
    private static bool IsOneOfTwo(MethodFact method, StepFact step, Func<ValueFact, bool> isBase)
    {
        var last = step.SitesBefore - 1;
        if (last < 0 || !IsPart(method.Sites[last]))
        {
            return false;
        }

        var taken = Values.ResultOf(last);
        return Unwraps(method, taken, isBase)
            && method.Body.Blocks[method.Body.BlockOfSite[last]] is { IsTest: true } test && test.Tested == taken
            && !method.Sites.Any(s => s.Receiver == taken || s.Arguments.Contains(taken));
    }

    /// <summary>Whether a value is what is inside of another one, however deep.</summary>
    private static bool Unwraps(MethodFact method, ValueFact value, Func<ValueFact, bool> isBase)
    {
        var takesOne = false;
        for (var depth = 0; depth < Deepest && Values.Source(method, value) is { } source && IsPart(source) && !isBase(value); depth++)
        {
            takesOne |= source.Target.Name is not ("Flatten" or "get_InnerExceptions");
            value = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }

        return takesOne && isBase(value);
    }

    /// <summary><c>throw Unwrap(e);</c>, where the helper returns what is inside of what it is handed, or that itself.</summary>
    private static bool IsUnwrapped(CodeGraph graph, MethodFact method, ValueFact thrown, Func<ValueFact, bool> isBase)
    {
        if (Values.Source(method, thrown) is not { Kind: SiteKind.Call } call || graph.Find(call.Target) is not { Method: var helper } || helper.Has(MethodTraits.Virtual))
        {
            return false;
        }

        var returned = helper.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        return returned.Exists(r => IsInside(helper, r, IsGiven)) && returned.TrueForAll(r => IsGiven(r.Value) || IsInside(helper, r, IsGiven));

        bool IsGiven(ValueFact value) => value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter && isBase(Values.Argument(call, parameter));
    }
}
