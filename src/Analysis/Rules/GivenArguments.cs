using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// What the arguments of a call keep the method from doing: <c>GetValue(key, persist: false)</c> never comes to what stands behind <c>if (persist)</c>. The object that it is called on is one of them.
/// </summary>
internal sealed class GivenArguments(Flows flows, GivenMessages messages, GivenProperties properties, GivenReceivers receivers)
{
    private readonly GivenReach _reach = new(flows);
    private readonly ConcurrentDictionary<MethodFact, bool> _asks = new(ByReference<MethodFact>.Instance);

    /// <summary>Whether the method that a call leads to does not make another call then.</summary>
    public bool Exclude(CallEdge arrival, CallEdge next) => arrival.To == next.From && (Exclude(arrival, next.Site) || messages.Exclude(arrival, next) || receivers.Exclude(arrival, next));

    /// <summary>Whether some method on a path is called in a way in which the path does not go on.</summary>
    /// <param name="last">The site at which the path ends, in the method that its last call leads to; -1 when it ends with that.</param>
    public bool Exclude(IReadOnlyList<CallEdge> path, int last) => Exclude(path, last, told: null);

    /// <param name="told">What a parameter of the first call is, where the caller shows that in another way.</param>
    public bool Exclude(IReadOnlyList<CallEdge> path, int last, ToldArgument? told)
    {
        IReadOnlyList<ValueFact> given = [];
        GivenReceivers.Known? self = null;
        for (var i = 0; i < path.Count; i++)
        {
            // What a method was handed itself it may hand on.
            given = i == 0 ? Given(path[i], given, told) : Given(path[i], given);
            self = i > 0 && path[i - 1].To != path[i].From ? receivers.Of(path[i], null) : receivers.Of(path[i], self);
            var next = i + 1 < path.Count ? path[i + 1] : null;
            if ((next is null || path[i].To == next.From) && (Exclude(path[i], next?.Site ?? last, given) || (next is not null && (messages.Exclude(path[i], next) || receivers.Exclude(self, next)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the last of some calls is still handed a number, or a yes or no, that one of them has said.</summary>
    public static bool HandOn(IReadOnlyList<CallEdge> path, ToldArgument? told = null) =>
        path.Skip(1).Aggregate((IReadOnlyList<ValueFact>)Given(path[0], [], told), (given, call) => Given(call, given)).Any(g => g.Kind == ValueKind.Number);

    /// <summary>The arguments of a call; what its method only hands on is what that was given. Nothing where the call runs something else.</summary>
    private static ValueFact[] Given(CallEdge arrival, IReadOnlyList<ValueFact> before, ToldArgument? told = null)
    {
        if (!IsPlain(arrival) || arrival.From.Method.Sites[arrival.Site] is not { Kind: SiteKind.Call or SiteKind.VirtualCall or SiteKind.New } call || call.Target.ParameterCount != arrival.To.Method.Parameters.Count)
        {
            return [];
        }

        var given = new ValueFact[arrival.To.Method.Parameters.Count];
        for (var p = 0; p < given.Length; p++)
        {
            var argument = told?.Parameter == p ? told.Value : Values.Argument(call, p);
            given[p] = argument.Kind == ValueKind.Parameter ? (Values.Index(argument) is { } handed && handed < before.Count ? before[handed] : ValueFact.Unknown) : argument;
        }

        return given;
    }

    private static bool IsPlain(CallEdge arrival) => arrival.Site >= 0 && arrival.Via is null && arrival.Mode == Catalogues.RunMode.Inline;

    private bool Exclude(CallEdge arrival, int site) => Exclude(arrival, site, Given(arrival, []));

    private bool Exclude(CallEdge arrival, int site, IReadOnlyList<ValueFact> given)
    {
        if (properties.Exclude(arrival, site))
        {
            return true;
        }

        if (site < 0 || !IsPlain(arrival) || !Asks(arrival.To.Method))
        {
            return false;
        }

        var caller = arrival.From.Method;
        var call = caller.Sites[arrival.Site];
        var method = arrival.To.Method;
        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New) || site >= method.Body.BlockOfSite.Count)
        {
            return false;
        }

        var (flow, block) = (flows.Of(method), method.Body.BlockOfSite[site]);
        if (!_reach.Comes(method, given, block))
        {
            return true;
        }

        List<(ValueFact Tested, string Type, bool IsTrue)> types = [.. flow.KnownTypes(block).Where(known => known.Tested.Kind == ValueKind.Parameter)];
        return types.Exists(known => Values.Index(known.Tested) is { } p && GivenTypes.Answers(caller, Values.Argument(call, p), known.Type) is { } answer && answer != known.IsTrue)
            || (call.Arguments.Any(a => Truth(caller, a) is not null || GivenObjects.AreThere(flows.Of(caller), arrival.Site, a))
                && flow.Known(block).Any(known =>
                    AskedParameters.Of(method, known.Tested, block) is { } p && Truth(caller, arrival.Site, Values.Argument(call, p)) is { } truth && truth != known.IsTrue

                    // That it is no T does not say that it is not there.
                    && !types.Exists(type => type.Tested == known.Tested && type.IsTrue == known.IsTrue)));
    }

    private bool Asks(MethodFact method)
    {
        if (!_asks.TryGetValue(method, out var asks))
        {
            asks = method.Body.Blocks.Any(b => b.IsTest && (b.Tested.Kind == ValueKind.Parameter || AskedParameters.IsSet(method, b.Tested) || b.Compares == Comparison.Each)) || GivenReach.Asks(method);
            _asks.TryAdd(method, asks);
        }

        return asks;
    }

    private bool? Truth(MethodFact caller, int call, ValueFact argument) =>
        Truth(caller, argument) ?? (GivenObjects.AreThere(flows.Of(caller), call, argument) ? true : null);

    /// <summary>Whether an argument is true, or there at all; null when the code does not say.</summary>
    private static bool? Truth(MethodFact caller, ValueFact argument) =>
        argument.Kind == ValueKind.Result && Values.Source(caller, argument)?.Target.Name.StartsWith("BeginTransaction", StringComparison.Ordinal) == true ? true : IsThere(argument);

    /// <summary>Whether a value is true, or there at all, wherever it comes from; null when it does not say.</summary>
    public static bool? IsThere(ValueFact value) => value.Kind switch
    {
        ValueKind.Number => value.Text != "0",
        ValueKind.Null => false,
        ValueKind.New or ValueKind.Text or ValueKind.Delegate or ValueKind.This => true,
        _ => null,
    };
}
