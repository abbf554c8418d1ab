using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Handlers that keep only what the failure says of itself, for a throw behind them: <c>reason = e.Message;</c> … <c>throw new GaveUp(reason);</c></summary>
internal static class KeptWords
{
    /// <summary>The handlers of which a throw outside of them knows only the words.</summary>
    /// <param name="of">What a handler's values hold of what it caught.</param>
    public static IEnumerable<int> Of(MethodFact method, StepFact thrown, Func<int, Caught> of)
    {
        if (Values.Source(method, thrown.Value) is not { Kind: SiteKind.New } made)
        {
            yield break;
        }

        var said = Said(method, made);
        if (HasException(made))
        {
            yield break;
        }

        for (var r = 0; r < method.Body.Regions.Count; r++)
        {
            var region = method.Body.Regions[r];
            var stores = !region.IsCatch ? [] : method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && region.Handler.Contains(s.Block)).ToList();

            // A variable that nothing else can have reached is no variable to the facts.
            var words = stores.Where(s => said.Contains(new(ValueKind.Local, s.Slot))).Select(s => s.Value).Concat(said);
            if (region.IsCatch && words.Any(v => IsMessage(method, v) && of(r).Of(v) == Trace.Part) && !stores.Exists(s => of(r).Of(s.Value) == Trace.Whole) && !IsSaidOtherwise(method, said))
            {
                yield return r;
            }
        }
    }

    /// <summary>Whether the message of what was caught goes into what is made: <c>throw new Refused($"no answer: {e.Message}")</c> loses where it came from, and not what it said.</summary>
    public static bool AreRepeated(MethodFact method, SiteFact made, Caught caught) =>
        Said(method, made).Any(v => Values.Source(method, v) is { Target.Name: "get_Message" } && caught.Of(v) != Trace.None);

    private static bool IsMessage(MethodFact method, ValueFact value) => Values.Source(method, value) is { Target.Name: "get_Message" } or { Target: { Type: "System.String", Name: "Concat" or "Format" } } or { Target.Type: "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" };

    /// <summary><c>reason = answer.ReasonPhrase;</c>: the throw is for what has no exception as well.</summary>
    private static bool IsSaidOtherwise(MethodFact method, HashSet<ValueFact> said) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && said.Contains(new(ValueKind.Local, s.Slot)) && s.Value.Kind is not (ValueKind.Text or ValueKind.Null) && !method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(s.Block)));

    /// <summary>It may be given one that was kept elsewhere.</summary>
    private static bool HasException(SiteFact made)
    {
        var parameters = DocIdParameters.Of(made.Target.Id);
        return Enumerable.Range(0, parameters.Count).Any(p => parameters[p].EndsWith("Exception", StringComparison.Ordinal) && Values.Argument(made, p).Kind != ValueKind.Null);
    }

    /// <summary>What the texts are put together from that an exception is made with.</summary>
    private static HashSet<ValueFact> Said(MethodFact method, SiteFact made)
    {
        var seen = new HashSet<ValueFact>(made.Arguments);
        var queue = new Queue<ValueFact>(seen);
        while (queue.Count > 0)
        {
            foreach (var part in Parts(method, queue.Dequeue()).Where(seen.Add))
            {
                queue.Enqueue(part);
            }
        }

        return seen;
    }

    private static IEnumerable<ValueFact> Parts(MethodFact method, ValueFact value)
    {
        if (value.Kind == ValueKind.Many)
        {
            return value.Elements;
        }

        if (Values.Source(method, value) is not { Target.Type: "System.String" or "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" } text)
        {
            return [];
        }

        // An interpolated text is built by a struct, whose calls do not show that they speak of one thing.
        return text.Target.Name != "ToStringAndClear" ? text.Arguments
            : method.Sites.Take(Values.Index(value) ?? 0).Reverse().TakeWhile(s => s.Target.Name != "ToStringAndClear" && !(s.Target.Type == text.Target.Type && s.Target.Name == ".ctor")).Where(s => s.Target.Type == text.Target.Type).SelectMany(s => s.Arguments);
    }
}
