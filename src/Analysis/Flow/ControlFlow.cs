using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>
/// What the blocks of one body say together: what has run before what, which blocks form loops, what a test has decided. An exception can leave a protected block before anything in it is done, so what stands in a
/// try has not certainly run when its handler does.
/// </summary>
internal sealed class ControlFlow
{
    private static readonly IReadOnlyList<(ValueFact Tested, bool IsTrue)> Nothing = [];

    private readonly Dominators _dominators;
    private readonly int[][] _successors;
    private IReadOnlyList<Loop>? _loops;
    private int[][]? _predecessors;
    private List<(ValueFact Tested, int WhenTrue, int WhenFalse)>? _tests;
    private List<(ValueFact Tested, string Type, int WhenTrue, int WhenFalse)>? _typeTests;
    private IReadOnlyList<(ValueFact Tested, bool IsTrue)>?[]? _known;

    public ControlFlow(MethodFact method)
    {
        Method = method;
        _successors = Connect(method.Body);
        _dominators = new(Split(method.Body, _successors));
    }

    public MethodFact Method { get; }

    public BodyFact Body => Method.Body;

    /// <summary>For each block those that can run next, handlers of what it may throw included.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Successors => _successors;

    /// <summary>The blocks that a block can follow.</summary>
    public int[] Predecessors(int block) => (_predecessors ?? Keep(ref _predecessors, Reversed(_successors)))[block];

    /// <summary>The natural loops, also those that only an exception closes (a retry), outer before inner.</summary>
    public IReadOnlyList<Loop> Loops => _loops ?? Keep(ref _loops, LoopFinder.Find(this));

    /// <summary>The innermost loop of which a block is part of the turn, and that does not try the same thing again; null for none.</summary>
    public Loop? TurnAround(int block) => Loops.Where(l => l.Retries is null && l.Contains(block)).OrderBy(l => l.Blocks.Count).FirstOrDefault();

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

    /// <summary>What has been tested on every way to a block, with how it came out, in the order of the tests.</summary>
    public IReadOnlyList<(ValueFact Tested, bool IsTrue)> Known(int block)
    {
        var tests = _tests ?? Keep(ref _tests, Tests());
        if (tests.Count == 0)
        {
            return Nothing;
        }

        var known = _known ?? Keep(ref _known, new IReadOnlyList<(ValueFact Tested, bool IsTrue)>?[_successors.Length]);
        return known[block] ??= Behind(block);
    }

    /// <summary>Which types were asked for on every way to a block, of parameters and of what calls have given, with how it came out.</summary>
    public IEnumerable<(ValueFact Tested, string Type, bool IsTrue)> KnownTypes(int block)
    {
        var tests = _typeTests ?? Keep(ref _typeTests, [.. Enumerable.Range(0, Body.Blocks.Count).Where(b => Body.Blocks[b] is { IsTest: true, OfType.Length: > 0 } test && test.WhenTrue != test.WhenFalse)
            .Select(b => (Test: Body.Blocks[b], Index: b))
            .Select(b => (b.Test.Tested, b.Test.OfType, OnlyFrom(b.Index, b.Test.WhenTrue) ? b.Test.WhenTrue : -1, OnlyFrom(b.Index, b.Test.WhenFalse) ? b.Test.WhenFalse : -1))]);
        foreach (var (tested, type, whenTrue, whenFalse) in tests)
        {
            var isTrue = whenTrue >= 0 && Enters(whenTrue, block);
            if (isTrue || (whenFalse >= 0 && Enters(whenFalse, block)))
            {
                yield return (tested, type, isTrue);
            }
        }
    }

    /// <summary>What was made first, where two have made it at once: who holds a loop compares it with those that others are given.</summary>
    private static T Keep<T>(ref T? kept, T made)
        where T : class => Interlocked.CompareExchange(ref kept, made, null) ?? made;

    /// <summary>The regions that protect a block, innermost first.</summary>
    public IEnumerable<RegionFact> Protecting(int block) => Body.Regions.Where(r => r.Try.Contains(block));

    /// <summary>The handler that a block stands in, innermost; null when it stands in none.</summary>
    public RegionFact? HandlerAround(int block) =>
        Body.Regions.Where(r => r.IsCatch && (r.Handler.Contains(block) || r.Filter.Contains(block))).OrderBy(r => r.Handler.Count).FirstOrDefault();

    private IReadOnlyList<(ValueFact Tested, bool IsTrue)> Behind(int block)
    {
        List<(ValueFact Tested, bool IsTrue)>? known = null;
        foreach (var (tested, whenTrue, whenFalse) in _tests!)
        {
            var isTrue = whenTrue >= 0 && Enters(whenTrue, block);
            if (isTrue || (whenFalse >= 0 && Enters(whenFalse, block)))
            {
                (known ??= []).Add((tested, isTrue));
            }
        }

        return known ?? Nothing;
    }

    /// <summary>The tests of which a branch is come to from nowhere else, with those branches; -1 for one that says nothing.</summary>
    private List<(ValueFact Tested, int WhenTrue, int WhenFalse)> Tests()
    {
        var tests = new List<(ValueFact Tested, int WhenTrue, int WhenFalse)>();
        for (var b = 0; b < Body.Blocks.Count; b++)
        {
            var test = Body.Blocks[b];
            if (test.IsTest && test.WhenTrue != test.WhenFalse)
            {
                var whenTrue = OnlyFrom(b, test.WhenTrue) ? test.WhenTrue : -1;
                var whenFalse = OnlyFrom(b, test.WhenFalse) ? test.WhenFalse : -1;
                if (test.Compares == Comparison.Each)
                {
                    tests.AddRange(whenTrue < 0 ? [] : test.True.Select(tested => (tested, whenTrue, -1)));
                }
                else if ((whenTrue >= 0 || whenFalse >= 0) && !(test.Compares != Comparison.None && (test.Tested.Kind == ValueKind.Parameter || IsSize(test))))
                {
                    tests.Add((test.Tested, whenTrue, whenFalse));
                }
            }
        }

        return tests;
    }

    /// <summary>Whether there are more than a few says nothing of whether there are any.</summary>
    private bool IsSize(BlockFact test) =>
        test.Compares is Comparison.Greater or Comparison.GreaterOrEqual or Comparison.Less or Comparison.LessOrEqual
        && test.Tested.Kind == ValueKind.Result
        && int.TryParse(test.Tested.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && (Method.Sites[asked].Target is { Name: "get_Count" or "Count" } || Method.Sites[asked].Target.Returns?.Name.EndsWith("[]", StringComparison.Ordinal) == true);

    private bool OnlyFrom(int test, int branch)
    {
        foreach (var before in Predecessors(branch))
        {
            // A loop may come back to it from blocks that it dominates itself.
            if (before != test && !Enters(branch, before))
            {
                return false;
            }
        }

        return true;
    }

    private static int[][] Reversed(int[][] edges)
    {
        var counts = new int[edges.Length];
        foreach (var to in edges.SelectMany(next => next))
        {
            counts[to]++;
        }

        var reversed = new int[edges.Length][];
        for (var i = 0; i < reversed.Length; i++)
        {
            reversed[i] = new int[counts[i]];
        }

        for (var from = 0; from < edges.Length; from++)
        {
            foreach (var to in edges[from])
            {
                reversed[to][--counts[to]] = from;
            }
        }

        return reversed;
    }

    private static int[][] Connect(BodyFact body)
    {
        var successors = new int[body.Blocks.Count][];
        for (var b = 0; b < successors.Length; b++)
        {
            successors[b] = [.. body.Blocks[b].Next];
        }

        foreach (var (from, to) in Thrown(body))
        {
            if (Array.IndexOf(successors[from], to) < 0)
            {
                successors[from] = [.. successors[from], to];
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
    private static int[][] Split(BodyFact body, int[][] successors)
    {
        var edges = new int[2 * successors.Length][];
        for (var b = 0; b < successors.Length; b++)
        {
            edges[Begin(b)] = [End(b)];
            edges[End(b)] = Array.ConvertAll(successors[b], Begin);
        }

        foreach (var (from, to) in Thrown(body))
        {
            edges[Begin(from)] = [.. edges[Begin(from)], Begin(to)];
        }

        return edges;
    }
}
