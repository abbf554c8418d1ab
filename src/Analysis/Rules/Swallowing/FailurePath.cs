using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// The blocks that only run when a handler was entered: its own, and what comes behind it where success has left before: after the last attempt of a loop, behind a try that returns.
/// </summary>
internal sealed class FailurePath
{
    private readonly ControlFlow _flow;
    private readonly RegionFact _region;
    private readonly HashSet<int> _after;

    public FailurePath(ControlFlow flow, RegionFact region)
    {
        _flow = flow;
        _region = region;
        var success = Reach(region.Try, _ => true);
        _after = Reach(region.Handler, b => !region.Try.Contains(b));
        var first = region.Try.Count > 0 ? region.Try[0] : 0;
        Blocks = [.. region.Handler, .. region.Filter, .. _after.Where(b => !success.Contains(b) && !region.Handler.Contains(b) && !flow.Enters(b, first))];
    }

    /// <summary>What only runs after a failure.</summary>
    public HashSet<int> Blocks { get; }

    /// <summary>Whether a block can run after the handler, whatever else leads to it.</summary>
    public bool IsAfter(int block) => _after.Contains(block);

    /// <summary>Whether a test decides about another attempt and not about what has failed: before it, or behind it where the loop ends or goes on.</summary>
    public bool ComesBefore(int block) =>
        (_region.Try.Count > 0 && _flow.Enters(block, _region.Try[0]))
        || _flow.Loops.Any(l => l.Retries == _region && l.Contains(block) && _flow.Body.Blocks[block].Next.Any(n => !l.Contains(n)) && _flow.Body.Blocks[block].Next.Contains(l.Head));

    /// <summary>Whether a test stands in the loop of the attempts, before the next one.</summary>
    public bool IsAboutAttempts(int block) => ComesBefore(block) && _flow.Loops.Any(l => l.Retries == _region && l.Contains(block));

    /// <summary>
    /// <c>if (failed > 100) break;</c>: the test only decides whether the loop goes on, and behind it is nothing that the end of the items does not lead to as well.
    /// </summary>
    public bool OnlyEndsLoop(int block)
    {
        var loop = _flow.Loops.LastOrDefault(l => l.Contains(block) && _region.Handler.Count > 0 && l.Contains(_region.Handler[0]));
        if (loop is null)
        {
            return false;
        }

        var ends = _flow.Body.Blocks[block].Next.Select(Along).ToList();
        var leaving = ends.Where(b => !loop.Contains(b)).ToList();
        return leaving.Count == 1 && ends.Count == 2
            && loop.Blocks.Any(b => b != block && _flow.Body.Blocks[b].IsTest && _flow.Body.Blocks[b].Next.Any(n => !loop.Contains(n) && Along(n) == leaving[0]));
    }

    /// <summary>The first block on the way that does something, or where ways part.</summary>
    private int Along(int block)
    {
        for (var steps = 0; steps < _flow.Body.Blocks.Count; steps++)
        {
            if (_flow.Body.Blocks[block].Next is not { Count: 1 } next || _flow.Body.BlockOfSite.Contains(block) || _flow.Body.Steps.Any(s => s.Block == block))
            {
                break;
            }

            block = next[0];
        }

        return block;
    }

    /// <summary>Whether the handler can only lead back into the try: until it works, or nobody wants it any more.</summary>
    public bool OnlyTriesAgain
    {
        get
        {
            if (!_flow.Loops.Any(l => l.Retries == _region))
            {
                return false;
            }

            // The end of a foreach in the handler goes on where its try is left to.
            var seen = new HashSet<int>(_region.Handler.Where(b => !_flow.Body.Regions.Any(r => r.Kind == RegionKind.Finally && r.Handler.Contains(b) && r.Handler.All(_region.Handler.Contains))));
            var queue = new Queue<int>(seen);
            while (queue.Count > 0)
            {
                var block = queue.Dequeue();
                var next = _flow.Body.Blocks[block].Next.Where(n => !IsCancelled(block, n) && !SaysItIsDone(block, n) && !IsOnTheWay(n)).ToList();
                if (next.Count == 0)
                {
                    return false;
                }

                foreach (var n in next.Where(n => !_region.Try.Contains(n) && seen.Add(n)))
                {
                    queue.Enqueue(n);
                }
            }

            return true;
        }
    }

    /// <summary>
    /// Whether every way from the handler that leads to no further attempt ends in a throw: <c>while (n &lt; 3) { try { return Ask(); } catch (TimeoutException) { n++; } } throw new NoAnswer();</c>. That an attempt which has not
    /// failed can lead there as well takes nothing from that.
    /// </summary>
    public bool OnlyThrows
    {
        get
        {
            // An iterator ends where nobody asks for the next one.
            if (_flow.Method.Returns.Name.Contains("Enumerable`1") || _flow.Method.Returns.Name.Contains("Enumerator`1") || _region.Handler.Count == 0 || !_flow.Loops.Any(l => l.Contains(_region.Handler[0])))
            {
                return false;
            }

            var reached = Reach(_region.Handler, b => !_region.Try.Contains(b));
            var ends = reached.Where(b => _flow.Body.Blocks[b].Next.Count == 0 && !_flow.Body.IsResumed(b)).ToList();
            return ends.Count > 0 && ends.TrueForAll(b => _flow.Body.Steps.Any(s => s.Block == b && s.Kind is StepKind.Throw or StepKind.Rethrow));
        }
    }

    /// <summary>The way that a loop takes when it is told to stop, or when nothing is left in its queue: what has failed still is.</summary>
    private bool IsCancelled(int block, int next)
    {
        var fact = _flow.Body.Blocks[block];
        return fact.IsTest && fact.WhenTrue != fact.WhenFalse && Graph.Values.Source(_flow.Method, fact.Tested)?.Target.Name switch
        {
            "get_IsCancellationRequested" => next == fact.WhenTrue,
            "TryPeek" => next == fact.WhenFalse,
            _ => false,
        };
    }

    /// <summary>A finally that is left for the next attempt, as the end of a <c>using</c> is, is no end of it.</summary>
    private bool IsOnTheWay(int next) => _flow.Body.Regions.Any(r => r.Kind == RegionKind.Finally && r.Handler.Count > 0 && r.Handler[0] == next);

    /// <summary>The way that a loop takes when its flag says that it is done, and only the try sets the flag: <c>while (!done)</c>.</summary>
    private bool SaysItIsDone(int block, int next)
    {
        var test = _flow.Body.Blocks[block];
        if (!test.IsTest || test.Tested.Kind != ValueKind.Local || test.WhenTrue == test.WhenFalse)
        {
            return false;
        }

        var loop = _flow.Loops.First(l => l.Retries == _region);
        var stores = _flow.Body.Steps.Where(s => s.Slot == test.Tested.Text && s.Kind is StepKind.LocalWrite or StepKind.Increment && loop.Contains(s.Block)).ToList();
        return stores.Count > 0 && stores.TrueForAll(s => s.Kind == StepKind.LocalWrite && _region.Try.Contains(s.Block) && IsWay(test, next, s.Value));
    }

    private static bool IsWay(BlockFact test, int next, ValueFact value)
    {
        if (value.Kind != ValueKind.Number || !int.TryParse(value.Text, out var number))
        {
            return false;
        }

        var holds = test.Compares == Comparison.None ? number != 0 : LoopTurns.Holds(number, test.Compares, test.Against);
        return next == (holds ? test.WhenTrue : test.WhenFalse);
    }

    private HashSet<int> Reach(IEnumerable<int> from, Func<int, bool> enters)
    {
        var seen = new HashSet<int>(from);
        var queue = new Queue<int>(seen);
        while (queue.Count > 0)
        {
            foreach (var next in _flow.Body.Blocks[queue.Dequeue()].Next)
            {
                if (enters(next) && seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return seen;
    }
}
