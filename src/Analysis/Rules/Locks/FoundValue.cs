using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>What <c>TryGetValue</c>, <c>TryRemove</c> and their like hand out beside their answer, and what a body does with it.</summary>
internal static class FoundValue
{
    /// <summary>How many values a stored one is followed to.</summary>
    private const int Longest = 64;

    /// <summary>The variable that gets it; null where a helper calls, or the body does not show it.</summary>
    public static ValueFact? Of(MethodFact method, CollectionCall read) =>
        method.Sites[read.Site].Target == read.Call.Target && Values.Argument(read.Call, 1) is { Kind: ValueKind.Local } found ? found : null;

    /// <summary>Whether the body looks at it.</summary>
    public static bool IsUsed(MethodFact method, CollectionCall read) =>
        Of(method, read) is { } found && (Users(method, found, read).Any() || IsKept(method, found));

    /// <summary>Whether a call can run where something was found; false as well where the body does not test the answer itself.</summary>
    public static bool RunsWhenFound(MethodFact method, CollectionCall read, int act, Func<int, int, int, bool> reaches)
    {
        var from = method.Body.BlockOfSite[read.Site];
        var to = method.Body.BlockOfSite[act];
        var test = method.Body.Blocks[from];
        return test.IsTest && test.Tested == Values.ResultOf(read.Site)
            && (test.WhenTrue == to || reaches(test.WhenTrue, to, from));
    }

    /// <summary>
    /// Whether a new value is computed from it: a call on the way to the new value takes it, or the new value is computed by something that is no call, and the old one is used for nothing else.
    /// </summary>
    public static bool Feeds(MethodFact method, CollectionCall read, CollectionCall act, ValueFact stored, Func<int, int, int, bool> reaches)
    {
        if (Of(method, read) is not { } found || stored == found)
        {
            return stored.Kind == ValueKind.Local && stored == Of(method, read) && Grows(method, stored);
        }

        var (sites, isOpen) = Behind(method, stored);
        var users = Users(method, found, read).ToList();
        return users.Exists(sites.Contains) || (isOpen && users.Count == 0 && (!IsKept(method, found) || IsOnlyMeasured(method, found, act, reaches)));
    }

    /// <summary>Whether a body counts a local up or down: <c>n++</c>, <c>n += batch.Length</c>.</summary>
    public static bool Grows(MethodFact method, ValueFact local) =>
        method.Body.Steps.Any(s => s.Kind is StepKind.Increment or StepKind.Advance && s.Slot == local.Text);

    /// <summary>
    /// A bound stands before the new value: <c>if (d.TryGetValue(k, out var n) &amp;&amp; n >= 3) return; d[k] = n + 1;</c>. An answer that is yes or no is remembered, as is a number that is kept unless it is zero, and nothing is
    /// counted on from it.
    /// </summary>
    private static bool IsOnlyMeasured(MethodFact method, ValueFact found, CollectionCall act, Func<int, int, int, bool> reaches)
    {
        var to = method.Body.BlockOfSite[act.Site];
        bool IsBound(BlockFact test, int at)
        {
            var none = (test.Compares, test.Against) switch
            {
                (Comparison.Greater, 0) => test.WhenFalse,
                (Comparison.LessOrEqual, 0) => test.WhenTrue,
                _ => -1,
            };
            return test.Compares is Comparison.Less or Comparison.LessOrEqual or Comparison.Greater or Comparison.GreaterOrEqual && !(none >= 0 && (none == to || reaches(none, to, at)));
        }

        return !method.Body.Steps.Any(s => s.Value == found && s.Kind != StepKind.LocalWrite) && !Copies(method, found)
            && method.Body.Blocks.Select((test, at) => (test, at)).Where(b => b.test.IsTest && (b.test.Tested == found || b.test.True.Contains(found))).All(b => IsBound(b.test, b.at));
    }

    /// <summary>Whether the body compares it and does nothing else with it.</summary>
    public static bool IsOnlyCompared(MethodFact method, CollectionCall read)
    {
        if (Of(method, read) is not { } found || method.Body.Steps.Any(s => s.Value == found && s.Kind != StepKind.LocalWrite) || Copies(method, found))
        {
            return false;
        }

        var tests = new HashSet<int>(method.Body.Blocks.Where(b => b.IsTest).SelectMany(b => Behind(method, b.Tested).Sites));
        var users = Users(method, found, read).ToList();
        return users.Count > 0 && users.TrueForAll(tests.Contains);
    }

    private static IEnumerable<int> Users(MethodFact method, ValueFact found, CollectionCall read) =>
        Enumerable.Range(0, method.Sites.Count).Where(s => s != read.Site && (method.Sites[s].Receiver == found || method.Sites[s].Arguments.Contains(found)));

    private static bool IsKept(MethodFact method, ValueFact found) =>
        method.Body.Steps.Any(s => s.Value == found && s.Kind != StepKind.LocalWrite) || Copies(method, found) || method.Body.Blocks.Any(b => b.IsTest && (b.Tested == found || b.True.Contains(found)));

    private static bool Copies(MethodFact method, ValueFact found) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Value == found && s.Slot != found.Text);

    /// <summary>The calls behind a value, and whether something else is behind it as well.</summary>
    private static (HashSet<int> Sites, bool IsOpen) Behind(MethodFact method, ValueFact value)
    {
        var sites = new HashSet<int>();
        var isOpen = value.Kind == ValueKind.Unknown;
        var seen = new HashSet<ValueFact> { value };
        var queue = new Queue<ValueFact>(seen);
        while (queue.Count > 0 && seen.Count < Longest)
        {
            var next = queue.Dequeue();
            IEnumerable<ValueFact> from = next.Kind == ValueKind.Local ? method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == next.Text).Select(s => s.Value) : next.Elements;
            if (Values.Source(method, next) is { } source)
            {
                sites.Add(Values.Index(next)!.Value);
                from = source.Arguments.Concat(source.Target.HasReceiver ? [source.Receiver] : []);
            }

            foreach (var further in from)
            {
                isOpen |= further.Kind == ValueKind.Unknown;
                if (seen.Add(further))
                {
                    queue.Enqueue(further);
                }
            }
        }

        return (sites, isOpen);
    }
}
