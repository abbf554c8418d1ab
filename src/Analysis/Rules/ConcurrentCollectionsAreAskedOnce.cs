using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1001 for concurrent collections: each of their members is atomic, two of them in a row are not. Reported is what stores into a dictionary by what was read from it before, and a queue that is believed not to be empty.
/// </summary>
internal sealed class ConcurrentCollectionsAreAskedOnce : IRule
{
    private const string Dictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var shrinking = Shrinking(context);
        foreach (var node in context.Graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.Generated) || node.Method.Has(MethodTraits.Constructor) || !context.Reach.Reaches(node))
            {
                continue;
            }

            var answered = new HashSet<int>();
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var (asked, instead) = Act(node, i, shrinking);
                if (asked >= 0 && answered.Add(asked) && !IsGuarded(context, node, asked, i) && !context.Locks.IsSingleThreaded(context, node, uses: true)
                    && Report(context, node, asked, i, instead) is { } violation)
                {
                    yield return violation;
                }
            }
        }
    }

    /// <summary>The question that a call relies on, and what to call instead.</summary>
    private static (int Asked, string Instead) Act(MethodNode node, int act, HashSet<string> shrinking)
    {
        var site = node.Method.Sites[act];
        if (!site.Target.Type.StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal) || !IsShared(node.Method, site.Receiver))
        {
            return (-1, "");
        }

        if (site.Target.Type == Dictionary && site.Target.Name == "set_Item")
        {
            return Question(node, act, "ContainsKey", "TryGetValue") is >= 0 and var asked ? (asked, "GetOrAdd or AddOrUpdate")
                : Increment(node, act) is >= 0 and var read ? (read, "AddOrUpdate")
                : (-1, "");
        }

        if (site.Target is { Type: Dictionary, Name: "get_Item" } && shrinking.Contains(site.Receiver.Text))
        {
            return (Question(node, act, "ContainsKey"), "TryGetValue");
        }

        return site.Target.Name is "TryDequeue" or "TryPop" or "TryTake" && site.Use == ResultUse.Discarded && site.Target.Type.StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal)
            ? (Question(node, act, "get_Count", "get_IsEmpty"), "test the result of " + site.Target.Name)
            : (-1, "");
    }

    /// <summary>A test of the same collection that decided that the call is made.</summary>
    private static int Question(MethodNode node, int act, params string[] names)
    {
        var method = node.Method;
        for (var i = act - 1; i >= 0; i--)
        {
            var site = method.Sites[i];
            if (names.Contains(site.Target.Name) && Same(method, site.Receiver, method.Sites[act].Receiver) && SameKey(site, method.Sites[act]) && Decides(method, i, act))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Decides(MethodFact method, int asked, int act)
    {
        if (method.Sites[asked].Use == ResultUse.Discarded)
        {
            return method.Flow.CanFollow(asked, act); // d.TryGetValue(k, out var n); d[k] = n + 1;
        }

        var from = method.Body.BlockOfSite[asked];
        var to = method.Body.BlockOfSite[act];
        var test = method.Body.Blocks[from];
        return from != to && test.Next.Count == 2 && method.Flow.CanFollow(asked, act)
            && (!test.IsTest || test.Tested == new ValueFact(ValueKind.Result, asked.ToString(System.Globalization.CultureInfo.InvariantCulture)) || test.Tested.Kind == ValueKind.Unknown)
            && test.Next.Count(next => next == to || Reaches(method.Body, next, to, from)) == 1;
    }

    private static bool Reaches(BodyFact body, int from, int to, int without)
    {
        var seen = new HashSet<int> { without, from };
        var queue = new Queue<int>([from]);
        while (queue.Count > 0)
        {
            foreach (var next in body.Blocks[queue.Dequeue()].Next)
            {
                if (next == to)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary><c>d[k]++</c>: the element is read and stored in one statement.</summary>
    private static int Increment(MethodNode node, int act)
    {
        var sites = node.Method.Sites;
        for (var i = act - 1; i >= 0 && sites[i].Span == sites[act].Span; i--)
        {
            if (sites[i].Target is { Type: Dictionary, Name: "get_Item" } && Same(node.Method, sites[i].Receiver, sites[act].Receiver) && SameKey(sites[i], sites[act]))
            {
                return Values.Argument(sites[act], 0).Kind != ValueKind.Unknown || i == act - 1 ? i : -1;
            }
        }

        return -1;
    }

    private static bool SameKey(SiteFact asked, SiteFact act) =>
        asked.Target.ParameterCount == 0 || Values.Argument(asked, 0) == Values.Argument(act, 0);

    /// <summary>One field, one parameter, or what one property returned twice.</summary>
    private static bool Same(MethodFact method, ValueFact a, ValueFact b) =>
        a == b || (Values.Source(method, a) is { } first && Values.Source(method, b) is { } then && first.Target.Id == then.Target.Id && first.Receiver == then.Receiver && IsGetter(first));

    private static bool IsGetter(SiteFact site) => site.Target.ParameterCount == 0 && site.Target.Name.StartsWith("get_", StringComparison.Ordinal);

    private static bool IsShared(MethodFact method, ValueFact receiver) =>
        receiver.Kind is ValueKind.Field or ValueKind.Parameter || (Values.Source(method, receiver) is { Kind: SiteKind.Call or SiteKind.VirtualCall } source && IsGetter(source));

    /// <summary>Dictionaries that something is removed from: where nothing is, what was there stays.</summary>
    private static HashSet<string> Shrinking(RuleContext context) =>
        new(context.Graph.Nodes.SelectMany(n => n.Method.Sites)
            .Where(s => s.Target is { Type: Dictionary, Name: "TryRemove" or "Clear" } && s.Receiver.Kind == ValueKind.Field)
            .Select(s => s.Receiver.Text), StringComparer.Ordinal);

    /// <summary>A lock around both makes them one.</summary>
    private static bool IsGuarded(RuleContext context, MethodNode node, int asked, int act) =>
        !context.Locks.Held.At(node, asked).Meet(context.Locks.Held.At(node, act)).IsEmpty;

    private static Violation? Report(RuleContext context, MethodNode node, int asked, int act, string instead)
    {
        var first = Names.Member(node.Method.Sites[asked].Target);
        var then = Names.Member(node.Method.Sites[act].Target);
        var receiver = node.Method.Sites[act].Receiver;
        var field = receiver.Kind == ValueKind.Field ? LockIndex.NameOf(new HeldLock(receiver.Text, HeldLock.Static, IsShared: false, IsAffine: false))
            : Values.Source(node.Method, receiver) is { } property ? Names.Member(property.Target)
            : "the dictionary";
        return LockReports.At(
            context,
            RuleTable.GuardedStateWithoutLock,
            certain: false,
            node,
            act,
            "act on " + field,
            $"{Names.Short(node)} acts on what {first} said of {field}; another thread may have changed it in between",
            then,
            instead.StartsWith("test", StringComparison.Ordinal) ? instead : "one atomic call instead: " + instead);
    }
}
