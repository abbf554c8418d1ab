using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>
/// What the blocks of one body say together: what has run before what, which blocks form loops, what a test has decided. An exception can leave a protected block before anything in it is done, so what stands in a
/// try has not certainly run when its handler does.
/// </summary>
internal sealed class ControlFlow
{
    private readonly Dominators _dominators;
    private IReadOnlyList<Loop>? _loops;

    public ControlFlow(MethodFact method)
    {
        Method = method;
        Successors = Connect(method.Body);
        _dominators = new(Split(method.Body, Successors));
    }

    public MethodFact Method { get; }

    public BodyFact Body => Method.Body;

    /// <summary>For each block those that can run next, handlers of what it may throw included.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Successors { get; }

    /// <summary>The natural loops, also those that only an exception closes (a retry), outer before inner.</summary>
    public IReadOnlyList<Loop> Loops => _loops ??= LoopFinder.Find(this);

    /// <summary>Whether nothing leads to a block: code that the compiler kept although it never runs.</summary>
    public bool IsDead(int block) => !_dominators.IsReached(Begin(block));

    /// <summary>Whether every way to a block leads through another one, which is done by then.</summary>
    public bool Dominates(int first, int then) => first != then && _dominators.Dominates(End(first), Begin(then));

    /// <summary>Whether every way to a block comes to another one, done or not: the two can be the same.</summary>
    public bool Enters(int first, int then) => _dominators.Dominates(Begin(first), Begin(then));

    /// <summary>Whether one site is done whenever another begins.</summary>
    public bool CompletesBefore(int first, int then)
    {
        var a = Body.BlockOfSite[first];
        var b = Body.BlockOfSite[then];
        return a == b ? first < then : Dominates(a, b);
    }

    /// <summary>What has been tested on every way to a block, with how it came out.</summary>
    public IEnumerable<(ValueFact Tested, bool IsTrue)> Known(int block)
    {
        for (var b = 0; b < Body.Blocks.Count; b++)
        {
            var test = Body.Blocks[b];
            if (test.IsTest && test.WhenTrue != test.WhenFalse)
            {
                if (IsBehind(b, test.WhenTrue, block))
                {
                    foreach (var tested in test.True)
                    {
                        yield return (tested, true);
                    }
                }
                else if (IsBehind(b, test.WhenFalse, block))
                {
                    yield return (test.Tested, false);
                }
            }
        }
    }

    /// <summary>The regions that protect a block, innermost first.</summary>
    public IEnumerable<RegionFact> Protecting(int block) => Body.Regions.Where(r => r.Try.Contains(block));

    /// <summary>The handler that a block stands in, innermost; null when it stands in none.</summary>
    public RegionFact? HandlerAround(int block) =>
        Body.Regions.Where(r => r.IsCatch && (r.Handler.Contains(block) || r.Filter.Contains(block))).OrderBy(r => r.Handler.Count).FirstOrDefault();

    private bool IsBehind(int test, int branch, int block) =>
        branch >= 0 && Enters(branch, block) && OnlyFrom(test, branch);

    private bool OnlyFrom(int test, int branch)
    {
        for (var b = 0; b < Successors.Count; b++)
        {
            // A loop may come back to it from blocks that it dominates itself.
            if (b != test && Successors[b].Contains(branch) && !Enters(branch, b))
            {
                return false;
            }
        }

        return true;
    }

    private static List<int>[] Connect(BodyFact body)
    {
        var successors = new List<int>[body.Blocks.Count];
        for (var b = 0; b < successors.Length; b++)
        {
            successors[b] = [.. body.Blocks[b].Next];
        }

        foreach (var (from, to) in Thrown(body))
        {
            if (!successors[from].Contains(to))
            {
                successors[from].Add(to);
            }
        }

        return successors;
    }

    /// <summary>From each protected block to where its handlers begin; a filter is asked first.</summary>
    private static IEnumerable<(int From, int To)> Thrown(BodyFact body)
    {
        foreach (var region in body.Regions)
        {
            var first = region.Filter.Count > 0 ? region.Filter : region.Handler;
            if (first.Count == 0)
            {
                continue;
            }

            foreach (var block in region.Try)
            {
                yield return (block, first[0]);
            }

            if (region.Filter.Count > 0 && region.Handler.Count > 0)
            {
                yield return (region.Filter[region.Filter.Count - 1], region.Handler[0]);
            }
        }
    }

    private static int Begin(int block) => 2 * block;

    private static int End(int block) => (2 * block) + 1;

    /// <summary>Each block as its beginning and its end: what is thrown leaves from the beginning, when nothing in it is done.</summary>
    private static List<int>[] Split(BodyFact body, IReadOnlyList<IReadOnlyList<int>> successors)
    {
        var edges = new List<int>[2 * successors.Count];
        for (var b = 0; b < successors.Count; b++)
        {
            edges[Begin(b)] = [End(b)];
            edges[End(b)] = [.. successors[b].Select(Begin)];
        }

        foreach (var (from, to) in Thrown(body))
        {
            edges[Begin(from)].Add(Begin(to));
        }

        return edges;
    }
}
