using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>A loop that goes from one item to the next.</summary>
/// <param name="Certain">The code shows that it does: it enumerates, counts, or empties a collection.</param>
/// <param name="IsEnumerated">A foreach, or what is one by hand.</param>
/// <param name="Source">The call that began the enumeration; -1 when there is none.</param>
/// <param name="IsOverServices">The items are what a container holds.</param>
internal sealed record ItemLoop(Loop Loop, bool Certain, bool IsEnumerated, int Source, bool IsOverServices = false);

/// <summary>
/// Tells loops over items from those that turn for another reason: a retry, a constant count, groups, work that arrives, waiting. Decided where the loop is left.
/// </summary>
/// <param name="areOneQuery">Whether a chain of questions could be one: from row to row a database goes by itself (a recursive query), which is no certain finding; a remote service is asked again and again.</param>
internal sealed class ItemLoops(RuleContext context, Sequence sequences, bool areOneQuery = false)
{
    private static readonly HashSet<string> Emptied = new(StringComparer.Ordinal)
    {
        "get_Count", "get_Length", "get_LongLength", "get_IsEmpty", "TryDequeue", "TryPop", "TryTake", "TryPeek", "Any", "Count", "Read", "ReadAsync", "ReadLine", "ReadLineAsync", "get_EndOfStream", "get_Next", "get_First",
    };

    private readonly NextWork _work = new(context);
    private readonly Dictionary<MethodNode, IReadOnlyList<ItemLoop>> _known = [];
    private readonly Dictionary<(Loop, int), TurnKey> _keys = [];

    /// <summary>The loops over items of a body, outer before inner.</summary>
    public IReadOnlyList<ItemLoop> Of(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var loops))
        {
            _known.Add(node, loops = Find(node));
        }

        return loops;
    }

    /// <summary>The innermost loop over items that runs a call in each of its turns; null when none does.</summary>
    /// <param name="single">Whether the call asks for one thing by its key.</param>
    /// <param name="inside">Only loops around this one, and only where the call is given what they go over.</param>
    public ItemLoop? Around(MethodNode node, int site, Func<bool> single, ItemLoop? inside = null)
    {
        var loops = Of(node);
        if (loops.Count == 0)
        {
            return null;
        }

        var flow = context.Flows.Of(node.Method);
        var block = node.Method.Body.BlockOfSite[site];
        for (var i = loops.Count - 1; i >= 0; i--)
        {
            var loop = loops[i];
            if (loop.Loop.Contains(block)
                && (inside is null || (loop != inside && loop.Loop.Contains(inside.Loop.Head) && IsGivenItem(node.Method, loop, node.Method.Sites[site].Arguments)))
                && ComesRound(flow.Body, loop.Loop, block)
                && (loop.Certain || loop.IsEnumerated || Varies(node.Method, loop.Loop, site))
                && !(loop.IsEnumerated ? Pages.SayWhenToStop(node.Method, loop.Loop, site) || Pages.AreListed(node.Method, loop.Loop, site) : LastAnswers.End(node.Method, loop.Loop, site, single) || Pages.AreAskedFor(node.Method, loop.Loop, site))
                && !Buffers.Sends(flow, loop.Loop, site)
                && !Pages.AreOfEach(flow, loop, site)
                && KeyOf(node, loop.Loop, site) is var key && (areOneQuery || key != TurnKey.Answer)
                && !(!loop.IsEnumerated && (NumberedPages.AreCut(flow, loop.Loop, site) || NumberedPages.ArePut(node.Method, loop.Loop, site) || (key == TurnKey.Same && NumberedPages.AreCounted(flow, loop.Loop, site)))))
            {
                return key is TurnKey.Queue or TurnKey.Answer ? loop with { Certain = false } : loop;
            }
        }

        return null;
    }

    private TurnKey KeyOf(MethodNode node, Loop loop, int site)
    {
        if (!_keys.TryGetValue((loop, site), out var key))
        {
            _keys.Add((loop, site), key = new ChainedTurns(context.Graph, node, loop, site).Of());
        }

        return key;
    }

    /// <summary>Whether values show that they come from the item of a loop: what a foreach takes out of its enumerator.</summary>
    public static bool IsGivenItem(MethodFact method, ItemLoop loop, IEnumerable<ValueFact> values) =>
        loop.IsEnumerated && values.SelectMany(v => Chain.Sites(method, v)).Any(s =>
            method.Sites[s].Target.Name == "get_Current"
            && loop.Loop.Contains(method.Body.BlockOfSite[s])
            && Chain.Sites(method, method.Sites[s].Receiver).Contains(loop.Source));

    /// <summary>Whether a loop enumerates pieces of work that arrive one after another.</summary>
    public bool AreArrivals(MethodNode node, Loop loop) =>
        Exits(node.Method, loop).FirstOrDefault(e => e is >= 0 && node.Method.Sites[e.Value].Target.Name is "MoveNext" or "MoveNextAsync") is { } moves
        && EnumeratorOf(node.Method, loop, moves) is >= 0 and var source && sequences.Of(node, node.Method.Sites[source].Receiver) == SequenceKind.Work;

    /// <summary>Whether a call stands in a loop inside a loop over items.</summary>
    public bool IsDeeper(MethodNode node, int site, ItemLoop loop)
    {
        var block = node.Method.Body.BlockOfSite[site];
        return context.Flows.Of(node.Method).Loops.Any(l => l != loop.Loop && l.Retries is null && l.Contains(block) && loop.Loop.Contains(l.Head) && l.Blocks.Count < loop.Loop.Blocks.Count);
    }

    private IReadOnlyList<ItemLoop> Find(MethodNode node)
    {
        if (!node.Method.Body.Steps.Any() && node.Method.Body.Blocks.Count < 2)
        {
            return [];
        }

        var flow = context.Flows.Of(node.Method);
        return [.. flow.Loops.Select(loop => Judge(node, flow, loop)).OfType<ItemLoop>()];
    }

    private ItemLoop? Judge(MethodNode node, ControlFlow flow, Loop loop)
    {
        if (loop.Retries is not null || loop.Turns is > 0 and <= Sequence.Handful)
        {
            return null;
        }

        var method = node.Method;
        var exits = Exits(method, loop).ToList();
        var next = exits.FirstOrDefault(e => e is >= 0 && method.Sites[e.Value].Target.Name is "MoveNext" or "MoveNextAsync");
        if (next is { } moves)
        {
            var source = EnumeratorOf(method, loop, moves);
            return !IsTick(method, loop) && !CountedPages.Are(context.Graph, node, flow, loop) ? Over(loop, Over(node, source), source) : null;
        }

        var counts = method.Body.Steps.Where(s => s.Kind == StepKind.Increment && loop.Contains(s.Block)).Select(s => s.Value.Text).ToList();
        if (counts.Any(by => by is not ("1" or "-1")) || InLoop(method, loop).Any(s => IsGroupOf(method.Sites[s])))
        {
            return null; // from one batch to the next
        }

        // What goes through an array may look at the clock, at a token or at a gate in each of its turns.
        var walks = method.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block));
        if ((!walks && exits.Any(e => e is >= 0 && _work.IsAsked(method.Sites[e.Value]))) || Pages.AreTurned(context.Graph, node, flow, loop) || AwaitedArrivals.Are(method, exits))
        {
            return null;
        }

        if (exits.Any(e => e is >= 0 && Emptied.Contains(method.Sites[e.Value].Target.Name) && !IsShared(method.Sites[e.Value])))
        {
            return counts.Count == 0 ? new(loop, Certain: true, IsEnumerated: false, -1) : Counted(node, loop, exits);
        }

        if (counts.Count > 0 && HandedLists.Array(method, loop) is { } handed && sequences.Of(node, handed) is var few && few is SequenceKind.Few or SequenceKind.Configured)
        {
            return few == SequenceKind.Few ? null : new(loop, Certain: false, IsEnumerated: false, -1);
        }

        if (counts.Count > 0 && ArrayBefore(method, loop) is { } array)
        {
            return Over(loop, OverArray(node, array), -1);
        }

        if (counts.Count > 0 && OnlyArray(method, loop) is { } only && OverArray(node, only) == SequenceKind.Services)
        {
            return Over(loop, SequenceKind.Services, -1);
        }

        if (ClockLoops.Are(method, loop)
            || InLoop(method, loop).Any(s => NextWork.IsPause(method.Sites[s]) || Arrivals.IsReceive(method.Sites[s]) || (!walks && _work.Gives(method.Sites[s])))
            || exits.Any(e => e is >= 0 && IsShared(method.Sites[e.Value]))
            || exits.Count == 0
            || context.WorkLoops.Contains(node))
        {
            return null;
        }

        return new(loop, Certain: counts.Count > 0, IsEnumerated: false, -1);
    }

    /// <summary><c>for (var i = 0; i &lt; ids.Count; i++)</c>: as many turns as the list has elements.</summary>
    private ItemLoop? Counted(MethodNode node, Loop loop, List<int?> exits)
    {
        var kinds = exits.Where(e => e is >= 0).Select(e => node.Method.Sites[e!.Value]).Where(s => s.Target.Name == "get_Count" && s.Receiver.Kind is ValueKind.Parameter or ValueKind.Result or ValueKind.New)
            .Select(s => sequences.Of(node, s.Receiver)).ToList();
        return kinds.Contains(SequenceKind.Few) ? null : new(loop, Certain: !kinds.Contains(SequenceKind.Configured), IsEnumerated: false, -1);
    }

    /// <summary>Nobody looks at the element: the sequence only says when.</summary>
    private static bool IsTick(MethodFact method, Loop loop)
    {
        var current = InLoop(method, loop).Where(s => method.Sites[s].Target.Name == "get_Current").ToList();
        return current.Count > 0 && current.All(s => method.Sites[s].Use == ResultUse.Discarded);
    }

    /// <summary>Whether each turn of a loop is one for an item: a loop that only counts and hands on the same things starts so many workers, or asks in so many batches.</summary>
    public static bool IsForItems(MethodNode node, ItemLoop loop, int site) => loop.IsEnumerated || Varies(node.Method, loop.Loop, site);

    /// <summary>Whether a call of a loop that shows no items is given something that the loop itself comes by in each turn.</summary>
    private static bool Varies(MethodFact method, Loop loop, int site)
    {
        var call = method.Sites[site];
        var given = call.Arguments.Concat([call.Receiver]).SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).Where(a => !IsEnvironment(StaticTypes.Of(method, a))).ToList();
        return given.Any(value => IsWritten(method, loop, value))
            || given.SelectMany(value => Chain.Sites(method, value)).Any(s =>
                (loop.Contains(method.Body.BlockOfSite[s]) && !IsGetterOfThis(method.Sites[s]))
                || method.Sites[s].Arguments.Concat([method.Sites[s].Receiver]).Any(value => IsWritten(method, loop, value)));
    }

    /// <summary>A log or a container that a turn makes anew is no item: <c>again: var log = NewLog(); await RunAsync(log); if (restart) goto again;</c>.</summary>
    private static bool IsEnvironment(TypeName? type) =>
        type?.Name is "Microsoft.Extensions.Logging.ILogger" or "Microsoft.Extensions.Logging.ILogger`1" or "Microsoft.Extensions.Logging.ILoggerFactory" or "Serilog.ILogger" or "System.IServiceProvider" or "Microsoft.Extensions.DependencyInjection.ServiceProvider";

    private static bool IsWritten(MethodFact method, Loop loop, ValueFact value) =>
        value.Kind == ValueKind.Field ? method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && s.Receiver.Kind == ValueKind.Local && IsWritten(method, loop, s.Receiver))
        : value.Kind == ValueKind.Local && method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && loop.Contains(s.Block));

    private static bool IsGetterOfThis(SiteFact site) =>
        site.Target.Name.StartsWith("get_", StringComparison.Ordinal) && site.Receiver.Kind is ValueKind.This or ValueKind.Field or ValueKind.Null or ValueKind.Parameter;

    /// <summary>For each way out of the loop by its own decision, the call that decides; null where the code shows none.</summary>
    public static IEnumerable<int?> Exits(MethodFact method, Loop loop)
    {
        foreach (var block in loop.Blocks)
        {
            if (method.Body.Blocks[block].Next.Count > 1 && method.Body.Blocks[block].Next.Any(next => !loop.Contains(next)))
            {
                yield return Decides(method, block);
            }
        }
    }

    /// <summary>The call that decides where a block goes on; null where the code shows none.</summary>
    public static int? Decides(MethodFact method, int block)
    {
        var tested = method.Body.Blocks[block].Tested;
        if (tested.Kind == ValueKind.Result)
        {
            return Values.Index(tested);
        }

        if (tested.Kind == ValueKind.Local)
        {
            // flag = page.HasMore; or what a debug build keeps for the next instruction.
            var written = method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == tested.Text && s.Value.Kind == ValueKind.Result).Select(s => Values.Index(s.Value)).LastOrDefault(s => s is not null);
            if (written is not null)
            {
                return written;
            }
        }

        return Last(method, block);
    }

    public static int? Last(MethodFact method, int block)
    {
        for (var s = method.Sites.Count - 1; s >= 0; s--)
        {
            if (method.Body.BlockOfSite[s] == block)
            {
                return s;
            }
        }

        return null;
    }

    /// <summary>The call that made the enumerator which a loop moves on.</summary>
    public static int EnumeratorOf(MethodFact method, Loop loop) =>
        Exits(method, loop).FirstOrDefault(e => e is >= 0 && method.Sites[e.Value].Target.Name is "MoveNext" or "MoveNextAsync") is { } moves ? EnumeratorOf(method, loop, moves) : -1;

    private static int EnumeratorOf(MethodFact method, Loop loop, int moves)
    {
        foreach (var s in Chain.Sites(method, method.Sites[moves].Receiver))
        {
            if (method.Sites[s].Target.Name is "GetEnumerator" or "GetAsyncEnumerator")
            {
                return s;
            }
        }

        var first = Enumerable.Range(0, method.Sites.Count).FirstOrDefault(s => loop.Contains(method.Body.BlockOfSite[s]));
        for (var s = first - 1; s >= 0; s--)
        {
            if (method.Sites[s].Target.Name is "GetEnumerator" or "GetAsyncEnumerator")
            {
                return s;
            }
        }

        return -1;
    }

    /// <summary>A foreach over an array counts: what it goes over is taken right before.</summary>
    private static int? ArrayBefore(MethodFact method, Loop loop)
    {
        var first = Enumerable.Range(0, method.Sites.Count).FirstOrDefault(s => loop.Contains(method.Body.BlockOfSite[s]));
        return first > 0 && ElementOfArray(method.Sites[first - 1]) is not null ? first - 1 : null;
    }

    /// <summary>The only call before a loop that gives an array: what a loop that counts goes over leaves no other trace.</summary>
    private static int? OnlyArray(MethodFact method, Loop loop)
    {
        var first = Enumerable.Range(0, method.Sites.Count).FirstOrDefault(s => loop.Contains(method.Body.BlockOfSite[s]));
        var arrays = Enumerable.Range(0, first).Where(s => ElementOfArray(method.Sites[s]) is not null).ToList();
        return arrays.Count == 1 ? arrays[0] : null;
    }

    private static TypeName? ElementOfArray(SiteFact site)
    {
        var shown = site.Target.Returns;
        if (shown is null || !shown.Name.EndsWith("[]", StringComparison.Ordinal))
        {
            return null;
        }

        var element = shown with { Name = shown.Name.Substring(0, shown.Name.Length - 2) };
        return element.Name == "``0" && site.Target.MethodArguments.Count == 1 ? site.Target.MethodArguments[0] : element;
    }

    private SequenceKind OverArray(MethodNode node, int array)
    {
        var site = node.Method.Sites[array];
        var value = site.Kind == SiteKind.FieldRead ? new ValueFact(ValueKind.Field, site.Target.Id) : Values.ResultOf(array);
        var element = ElementOfArray(site);
        return element is not null && Sequence.IsCollection(element) ? SequenceKind.Groups
            : ShortLists.Are(context.Flows.Of(node.Method), value, node.Method.Body.BlockOfSite[array]) ? SequenceKind.Few
            : Of(node, value, element);
    }

    /// <summary>A list of such as there are few of is mostly no longer than that; who sends one may name one of them twice.</summary>
    private SequenceKind Of(MethodNode node, ValueFact value, TypeName? element) =>
        sequences.Of(node, value) is var kind && kind == SequenceKind.Items && element is not null && ShortLists.IsOfFew(context.Graph, element) ? SequenceKind.Configured : kind;

    private static ItemLoop? Over(Loop loop, SequenceKind kind, int source) =>
        kind is SequenceKind.Items or SequenceKind.Configured or SequenceKind.Services
            ? new(loop, Certain: kind != SequenceKind.Configured, IsEnumerated: true, source, kind == SequenceKind.Services)
            : null;

    private SequenceKind Over(MethodNode node, int source)
    {
        if (source < 0)
        {
            return SequenceKind.Items;
        }

        var begins = node.Method.Sites[source];
        return begins.Target.TypeArguments.Count == 1 && Sequence.IsCollection(begins.Target.TypeArguments[0]) ? SequenceKind.Groups
            : ShortLists.Are(context.Flows.Of(node.Method), begins.Receiver, node.Method.Body.BlockOfSite[source]) ? SequenceKind.Few
            : Of(node, begins.Receiver, begins.Target.TypeArguments.Count == 1 ? begins.Target.TypeArguments[0] : null);
    }

    /// <summary>Whether a call of the body can run again in the next turn when nothing is thrown.</summary>
    private static bool ComesRound(BodyFact body, Loop loop, int block)
    {
        var seen = new HashSet<int>();
        var queue = new Queue<int>([block]);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (next == loop.Head)
                {
                    return true;
                }

                if (loop.Contains(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary>A queue that others fill: each element is work of its own.</summary>
    private static bool IsShared(SiteFact site) =>
        site.Target.Type.StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal) && site.Receiver.Kind is ValueKind.Field or ValueKind.Parameter;

    /// <summary>It cuts the next batch out of a list that the loop goes through.</summary>
    private static bool IsGroupOf(SiteFact site) =>
        site.Target is { Type: "System.Collections.Generic.List`1", Name: "GetRange" } or { Type: "System.Linq.Enumerable", Name: "Skip" } or { Type: "System.MemoryExtensions", Name: "AsSpan" };

    private static IEnumerable<int> InLoop(MethodFact method, Loop loop) =>
        Enumerable.Range(0, method.Sites.Count).Where(s => loop.Contains(method.Body.BlockOfSite[s]));
}
