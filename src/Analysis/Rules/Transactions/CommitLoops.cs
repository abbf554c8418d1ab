using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.PerItem;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Whether a commit in a loop commits item by item without anybody having meant it. Nobody did where the loop only changes rows. Each turn is a unit of its own where it tries the same thing again, waits for work, takes a
/// batch, records what it has done elsewhere, lets a failed item not stop the others, or has a context of its own.
/// </summary>
internal sealed class CommitLoops(RuleContext context)
{
    private static readonly HashSet<string> Waiting = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.Task::Delay", "System.Threading.Thread::Sleep", "System.Threading.PeriodicTimer::WaitForNextTickAsync",
        "System.Threading.CancellationToken::get_IsCancellationRequested", "System.Threading.Channels.ChannelReader`1::WaitToReadAsync",
        "System.Threading.Channels.ChannelReader`1::ReadAsync", "System.Threading.Channels.ChannelReader`1::ReadAllAsync", "System.Threading.Channels.ChannelReader`1::TryRead",
        "System.Collections.Concurrent.BlockingCollection`1::GetConsumingEnumerable", "System.Collections.Concurrent.BlockingCollection`1::Take",
        "System.Collections.Concurrent.ConcurrentQueue`1::TryDequeue", "Confluent.Kafka.IConsumer`2::Consume",
    };

    private static readonly HashSet<string> Batching = new(StringComparer.Ordinal)
    {
        "Chunk", "Batch", "Buffer", "Page", "Skip", "Take", "GetRange", "AddRange", "AddRangeAsync", "UpdateRange", "RemoveRange", "Slice",
    };

    private NearestSites? _outside;
    private NearestSites? _elsewhere;
    private ItemLoops? _items;

    private ItemLoops Items => _items ??= new(context, new(context.Graph, context.Catalogue, new(context)));

    /// <summary>What changes the world outside the database, and who comes to it.</summary>
    private NearestSites Outside => _outside ??= new(
        context.Graph,
        context.Graph.Focus.SelectMany(n => n.Effects).Where(e => e.Category is EffectCategory.Http or EffectCategory.Publish && e.Changes != false).Select(e => (e.Node, e.Site)));

    /// <summary>Whatever is asked, told or kept elsewhere, and who comes to it.</summary>
    private NearestSites Elsewhere => _elsewhere ??= new(context.Graph, context.Graph.Focus.SelectMany(n => n.Effects).Where(IsElsewhere).Select(e => (e.Node, e.Site)));

    /// <param name="commits">Who comes to a commit: a call can run one delegate for each item, and commit what they have left behind once.</param>
    public bool IsPerItem(MethodNode node, int site, Func<MethodNode, bool> commits)
    {
        var block = node.Method.Body.BlockOfSite[site];
        var flow = context.Flows.Of(node.Method);
        return flow.Loops.Any(loop => loop.Contains(block) && IsPerItem(node, flow, loop, block, site))
            || node.EdgesAt(site).Any(e => e.Mode == RunMode.EachItem && commits(e.To) && IsPerItem(e));
    }

    /// <summary>
    /// Whether a commit in a loop may well be meant: it is one for each of what a deployment has configured, a handful; or what the turn has asked or told somebody else before, or put into a file, must not be lost with the items
    /// behind it.
    /// </summary>
    public bool IsUncertain(MethodNode node, int site) => IsOverFew(node, site) || StoresProgress(node, site);

    /// <summary><c>Claim(); await mail.SendAsync(); Complete();</c>: what is claimed has to be durable before it is worked on elsewhere, and what came of that is known afterwards.</summary>
    /// <param name="commits">The sites of a body that lead to a commit.</param>
    public bool IsOutsideBetween(MethodNode node, int first, int second, Func<MethodNode, IEnumerable<int>> commits)
    {
        bool IsBetween(int site) => site != first && node.Method.Flow.CanFollow(first, site);
        return IsOutsideBefore(node, second, IsBetween, commits, Near);
    }

    /// <summary>Whether something is done outside before a commit, in the body that leads to it or in what it calls for that.</summary>
    private bool IsOutsideBefore(MethodNode node, int commit, Func<int, bool> isBehind, Func<MethodNode, IEnumerable<int>> commits, int depth)
    {
        bool IsBefore(int site) => site >= 0 && site != commit && isBehind(site) && node.Method.Flow.CanFollow(site, commit);
        return node.Effects.Any(e => IsBefore(e.Site) && IsOutside(e))
            || node.Edges.Any(e => IsBefore(e.Site) && Outside.IsCertain(e.To))
            || (depth > 0 && node.EdgesAt(commit).Any(e => e.To != node && e.Certain && Outside.Reaches(e.To) && commits(e.To).Any(below => IsOutsideBefore(e.To, below, static _ => true, commits, depth - 1))));
    }

    private bool StoresProgress(MethodNode node, int site)
    {
        var block = node.Method.Body.BlockOfSite[site];
        var loops = context.Flows.Of(node.Method).Loops.Where(l => l.Contains(block)).ToList();
        bool IsBefore(int other) => other >= 0 && other < site && node.Method.Flow.CanFollow(other, site) && loops.Exists(l => l.Contains(node.Method.Body.BlockOfSite[other]));
        return node.Effects.Any(e => IsBefore(e.Site) && IsElsewhere(e))
            || node.Edges.Any(e => (IsBefore(e.Site) && Elsewhere.Reaches(e.To)) || (e.Site == site && Elsewhere.IsCertain(e.To)));
    }

    private bool IsOverFew(MethodNode node, int site)
    {
        var block = node.Method.Body.BlockOfSite[site];
        return Items.Of(node).Any(l => l is { IsEnumerated: true, Certain: false } && l.Loop.Contains(block));
    }

    private bool IsPerItem(MethodNode node, ControlFlow flow, Loop loop, int block, int site)
    {
        var sites = Enumerable.Range(0, node.Method.Sites.Count).Where(s => loop.Contains(node.Method.Body.BlockOfSite[s])).ToList();
        return loop.Retries is null
            && loop.Turns != 1
            && !Pages.AreTurned(context.Graph, node, flow, loop)
            && !IsUntilNone(node.Method, flow, loop, sites)
            && !IsOfBatch(node.Method, site)
            && !sites.Any(s => IsOfWork(node.Method, s) || IsBatch(node.Method, s) || MakesContext(node.Method.Sites[s]))
            && !node.Effects.Any(e => sites.Contains(e.Site) && Outside.Reaches(node) && IsOutside(e))
            && !node.Edges.Any(e => sites.Contains(e.Site) && (Outside.IsCertain(e.To) || (e.Site == site && e.To.Method.Sites.Any(MakesContext))))
            && !flow.Protecting(block).Any(r => r.IsCatch && loop.Contains(r.Try[0]) && r.Handler.Any(loop.Contains))
            && !(flow.HandlerAround(block) is { } handler && handler.Try.Any(loop.Contains)) // once for each failure
            && !IsCounted(node.Method, flow, loop, block)
            && !IsAskedOfEach(node, site)
            && !EndsWhenDone(node.Method, loop, site)
            && !IsUntilThere(node.Method, loop)
            && !ClockLoops.Are(node.Method, loop)
            && !Items.AreArrivals(node, loop)
            && !BatchLoops.Are(node.Method, loop, site)
            && !IsUnitOfItsOwn(node, site, Near)
            && !MarksAsDone(node, sites, site);
    }

    /// <summary>How many calls below a loop a transaction still says that each item is a unit.</summary>
    private const int Near = 3;

    /// <summary><c>if (await TryStoreAsync(place)) return;</c>: one of the turns commits.</summary>
    private static bool EndsWhenDone(MethodFact method, Loop loop, int site)
    {
        var asked = Values.ResultOf(site);
        return loop.Blocks.Any(b => method.Body.Blocks[b] is { IsTest: true } test && test.Tested == asked
            && LoopFinder.Leaves(method.Body, test.WhenTrue, loop.Blocks) && !LoopFinder.Leaves(method.Body, test.WhenFalse, loop.Blocks));
    }

    /// <summary><c>while (place is null) { await MakePlacesAsync(); place = await FindPlaceAsync(); }</c>: it goes over nothing, but on until there is one.</summary>
    private static bool IsUntilThere(MethodFact method, Loop loop) =>
        loop.Blocks.Any(b => method.Body.Blocks[b] is { IsTest: true, Compares: Comparison.None } test && test.WhenTrue != test.WhenFalse
            && NullTests.Of(method, (test.Tested, IsTrue: true)) is { Tested.Kind: ValueKind.Local } asked
            && LoopFinder.Leaves(method.Body, asked.IsTrue ? test.WhenTrue : test.WhenFalse, loop.Blocks)
            && !LoopFinder.Leaves(method.Body, asked.IsTrue ? test.WhenFalse : test.WhenTrue, loop.Blocks)
            && method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == asked.Tested.Text && loop.Contains(s.Block)).ToList() is { Count: > 0 } stores
            && stores.TrueForAll(s => s.Value.Kind == ValueKind.Result && Values.Index(s.Value) is { } call && method.Sites[call].Target.Returns is { } returns && Generics.Awaited(returns).Name is not ("System.Boolean" or "System.Int32" or "System.Int64")));

    /// <summary>Who opens a transaction for each item has decided that each is a unit.</summary>
    private bool IsUnitOfItsOwn(MethodNode node, int site, int depth) =>
        depth > 0 && node.EdgesAt(site).Any(e => (Opens(e.To) || (e.Via is not null && Opens(e.Via)) || e.To.Edges.Any(below => below.To != node && IsUnitOfItsOwn(e.To, below.Site, depth - 1))));

    private bool Opens(MethodNode node) => context.Transactions.Open.Of(node).Opened.Any(o => !o.Joins);

    /// <summary><c>while (batch.Count > 0)</c>, without taking one item after another from it, and without counting through it: each turn has a batch.</summary>
    private static bool IsUntilNone(MethodFact method, ControlFlow flow, Loop loop, List<int> sites) =>
        sites.Any(s => method.Body.BlockOfSite[s] == loop.Head && method.Sites[s].Target.Name is "get_Count" or "get_Length" or "Any" && !(Strides.IsByOne(flow, loop) && !IsOfGroups(method.Sites[s])))
        && !sites.Any(s => method.Sites[s].Target.Name is "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "TryTake" or "RemoveAt" or "RemoveFirst");

    /// <summary>What it counts are collections themselves.</summary>
    private static bool IsOfGroups(SiteFact counts) => counts.Target.TypeArguments.Count == 1 && Sequence.IsCollection(counts.Target.TypeArguments[0]);

    /// <summary>A lambda that is run for each item.</summary>
    private bool IsPerItem(CallEdge edge)
    {
        var body = edge.To.Method;
        var source = edge.From.Method.Sites[edge.Site];
        return !body.Sites.Any(MakesContext)
            && !Outside.IsCertain(edge.To)
            && !body.Body.Regions.Any(r => r.IsCatch && !body.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow && r.Handler.Contains(s.Block)))
            && !Sources(edge.From.Method, source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0)).Any(s => Batching.Contains(s.Target.Name) || IsWaiting(s));
    }

    /// <summary><c>foreach (var handler in handlers) await handler.HandleAsync(message);</c>: the loop goes over those who work, not over what is worked on.</summary>
    private bool IsAskedOfEach(MethodNode node, int site) =>
        node.Method.Sites[site] is { Kind: SiteKind.VirtualCall } call
        && Values.Source(node.Method, call.Receiver)?.Target.Name == "get_Current"
        && context.Graph.Types.Find(call.Target.Assembly, call.Target.Type) is { IsInterface: true };

    /// <summary>A dispatcher of what is kept in a table: each turn hands one on, with attempts of its own where it has any, and notes in its row that it is done.</summary>
    private bool MarksAsDone(MethodNode node, List<int> sites, int site) =>
        node.EffectsAt(site).Any(e => e is { Category: EffectCategory.DbCommit, Repetition: Repetition.Harmless })
        && sites.Any(s => node.Method.Flow.CanFollow(s, site)
            && context.Catalogue.OfCall(node.Method.Sites[s].Target.Type, node.Method.Sites[s].Target.Name) is DispatchMeaning or RunsMeaning { Mode: RunMode.Retrying });

    private static bool IsOutside(EffectSite effect) => effect.Category is EffectCategory.Http or EffectCategory.Publish && effect.Changes != false;

    private static bool IsElsewhere(EffectSite effect) => effect.Category is EffectCategory.Http or EffectCategory.Publish or EffectCategory.FileWrite;

    private bool MakesContext(SiteFact site) =>
        context.Catalogue.Of<OwnContextMeaning>(site.Target.Type, site.Target.Name) is not null
        || (site.Kind == SiteKind.New && new DbHandles(context.Graph, context.Catalogue).IsContext(new(site.Target.Assembly, site.Target.Type, [])));

    private static bool IsOfWork(MethodFact method, int site) => IsWaiting(method.Sites[site]) || Enumerated(method, site).Any(IsWaiting);

    private static bool IsWaiting(SiteFact site) => Waiting.Contains(site.Target.Type + "::" + site.Target.Name);

    private static bool IsBatch(MethodFact method, int site) =>
        Batching.Contains(method.Sites[site].Target.Name) || Enumerated(method, site).Any(s => Batching.Contains(s.Target.Name) && s.Target.Name is not ("Take" or "Skip"));

    /// <summary><c>oldest.Take(500).ExecuteDelete()</c>, until fewer come: a turn is a batch, wherever that was put together.</summary>
    private static bool IsOfBatch(MethodFact method, int site) =>
        method.Sites[site].Target.Name is "ExecuteDelete" or "ExecuteDeleteAsync" or "ExecuteUpdate" or "ExecuteUpdateAsync"
        && Sources(method, Values.Argument(method.Sites[site], 0)).Any(s => s.Target.Name == "Take");

    /// <summary>What a loop goes through, from the call that takes the next item.</summary>
    private static IEnumerable<SiteFact> Enumerated(MethodFact method, int site) =>
        method.Sites[site].Target.Name is "MoveNext" or "MoveNextAsync" ? Sources(method, method.Sites[site].Receiver) : [];

    private static IEnumerable<SiteFact> Sources(MethodFact method, ValueFact value)
    {
        for (var steps = 0; steps < 8 && Values.Source(method, value) is { } source; steps++)
        {
            yield return source;
            value = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }
    }

    /// <summary><c>if (++count % 100 == 0) Save();</c>: the commit stands behind a test of what the loop counts.</summary>
    private static bool IsCounted(MethodFact method, ControlFlow flow, Loop loop, int block)
    {
        var counts = method.Body.Steps.Any(s => s.Kind == StepKind.Increment && loop.Contains(s.Block));
        return loop.Blocks.Any(b => b != loop.Head
            && method.Body.Blocks[b] is { IsTest: true } test
            && (test.Tested.Kind == ValueKind.Local ? test.Compares != Comparison.None : test.Tested.Kind == ValueKind.Unknown && counts)
            && loop.Contains(test.WhenTrue) && loop.Contains(test.WhenFalse)
            && LeadsTo(test.WhenTrue) != LeadsTo(test.WhenFalse));

        // A release build goes straight back to the head: that is the next turn, and no way to the commit in this one.
        bool LeadsTo(int branch) => branch != loop.Head && flow.Enters(branch, block);
    }
}
