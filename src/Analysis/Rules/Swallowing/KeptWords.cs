using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Throws that know only what a failure says of itself: a handler before has kept no more (<c>reason = e.Message;</c> … <c>throw new GaveUp(reason);</c>), or all of it, of which the throw says no more
/// (<c>last = e;</c> … <c>throw new GaveUp(last?.Message);</c>), as of a task's (<c>throw new Failed(sending.Exception.Message);</c>).
/// </summary>
internal static class KeptWords
{
    private const int Deepest = 4;

    /// <summary>The handlers of which a throw outside of them knows only the words.</summary>
    /// <param name="of">What a handler's values hold of what it caught.</param>
    public static IEnumerable<int> Of(MethodFact method, StepFact thrown, Func<int, Caught> of)
    {
        if (Values.Source(method, thrown.Value) is not { Kind: SiteKind.New } made)
        {
            yield break;
        }

        if (HasException(made))
        {
            yield break;
        }

        var said = Said(method, thrown.Value);
        for (var r = 0; r < method.Body.Regions.Count; r++)
        {
            var region = method.Body.Regions[r];
            if (region.IsCatch && IsAskedBehind(method, said, r))
            {
                yield return r;
                continue;
            }

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
    public static bool AreRepeated(MethodFact method, ValueFact made, Caught caught) =>
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

    /// <summary>Throws, outside of any handler, of a new exception that has only the words of the one with which a task has failed. Whoever has handed that one to somebody has kept it.</summary>
    public static IEnumerable<StepFact> OfTasks(MethodFact method) =>
        !method.Sites.Any(UnwrappedCauses.IsTasks) || UnwrappedCauses.IsTasksGivenAway(method) ? []
        : method.Body.Steps.Where(s => s.Kind == StepKind.Throw
            && !method.Body.Regions.Any(r => r.IsCatch && r.Handler.Contains(s.Block))
            && Values.Source(method, s.Value) is { Kind: SiteKind.New } made
            && !HasException(made)
            && SaysOnlyWords(method, Said(method, s.Value), v => Values.Source(method, v) is { } asked && UnwrappedCauses.IsTasks(asked)));

    /// <summary>Whether a throw behind a handler asks what the handler has kept as it was.</summary>
    private static bool IsAskedBehind(MethodFact method, HashSet<ValueFact> said, int number)
    {
        var region = method.Body.Regions[number];
        return SaysOnlyWords(method, [.. said.Where(v => Values.Source(method, v) is null || !region.Handler.Contains(method.Body.BlockOfSite[Values.Index(v)!.Value]))], IsKept);

        bool IsKept(ValueFact value) =>
            (value.Kind == ValueKind.Caught && Values.Index(value) == number)
            || (value.Kind == ValueKind.Local
                && method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && s.Value.Kind != ValueKind.Null).Select(s => s.Value).ToList() is { Count: > 0 } stored
                && stored.TrueForAll(v => v.Kind == ValueKind.Caught)
                && stored.Exists(v => Values.Index(v) == number));
    }

    /// <summary>Whether something of an exception is said, and never all of it.</summary>
    private static bool SaysOnlyWords(MethodFact method, HashSet<ValueFact> said, Func<ValueFact, bool> isException)
    {
        return said.Any(IsWord) && !said.Any(v => isException(v) || IsText(v));

        bool IsWord(ValueFact value)
        {
            var asks = false;
            for (var depth = 0; depth < Deepest && Values.Source(method, value) is { Target.HasReceiver: true } source && !isException(value); depth++)
            {
                if (!(source.Target.Name == "GetType" || UnwrappedCauses.IsPart(source) || (source.Target.Name.StartsWith("get_", StringComparison.Ordinal) && source.Target.Name != "get_StackTrace")))
                {
                    return false;
                }

                asks |= !UnwrappedCauses.IsPart(source);
                value = source.Receiver;
            }

            return asks && isException(value);
        }

        bool IsText(ValueFact value) => Values.Source(method, value) is { Target.Name: "ToString" or "get_StackTrace" } text && (isException(text.Receiver) || (Values.Source(method, text.Receiver) is { } part && UnwrappedCauses.IsPart(part)));
    }

    /// <summary>What the texts are put together from that an exception is made with.</summary>
    private static HashSet<ValueFact> Said(MethodFact method, ValueFact made)
    {
        var seen = new HashSet<ValueFact>(Given(method, Values.Index(made) ?? 0));
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

    /// <summary>What a call is given. <c>last?.Message</c> comes on two ways, and is not known; it is the last thing that was asked for, and nobody else gets it.</summary>
    private static IEnumerable<ValueFact> Given(MethodFact method, int index)
    {
        var call = method.Sites[index];
        return index > 0 && Enumerable.Range(0, call.Target.ParameterCount).Any(p => Values.Argument(call, p).Kind == ValueKind.Unknown) && IsFree(method, Values.ResultOf(index - 1))
            ? call.Arguments.Append(Values.ResultOf(index - 1))
            : call.Arguments;
    }

    private static bool IsFree(MethodFact method, ValueFact result) =>
        !method.Sites.Any(s => s.Receiver == result || s.Arguments.Any(a => a == result || a.Elements.Contains(result))) && !method.Body.Steps.Any(s => s.Value == result);

    private static IEnumerable<ValueFact> Parts(MethodFact method, ValueFact value)
    {
        if (value.Kind == ValueKind.Many)
        {
            return value.Elements;
        }

        if (Values.Index(value) is not { } index || Values.Source(method, value) is not { Target.Type: "System.String" or "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" } text)
        {
            return [];
        }

        // An interpolated text is built by a struct, whose calls do not show that they speak of one thing.
        return text.Target.Name != "ToStringAndClear" ? Given(method, index)
            : Enumerable.Range(0, index).Reverse()
                .TakeWhile(i => method.Sites[i].Target.Name != "ToStringAndClear" && !(method.Sites[i].Target.Type == text.Target.Type && method.Sites[i].Target.Name == ".ctor"))
                .Where(i => method.Sites[i].Target.Type == text.Target.Type)
                .SelectMany(i => Given(method, i));
    }
}
