using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Analysis.Rules.PerItem;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1001 for concurrent collections: each of their members is atomic, two of them in a row are not. Reported is what stores by what was read before, a bound or a uniqueness that is tested first, and an element that is
/// believed to be there.
/// </summary>
internal sealed class ConcurrentCollectionsAreAskedOnce : IPathRule
{
    private const string Dictionary = "System.Collections.Concurrent.ConcurrentDictionary`2";

    public IEnumerable<Violation> Check(RuleContext context)
    {
        var shrinking = Shrinking(context);
        var scoped = new Lazy<ScopedServices>(() => new(context.Graph));
        var growing = new GrowingDictionaries(context.Graph);
        foreach (var node in context.Graph.Nodes)
        {
            if (node.Method.Has(MethodTraits.Generated) || node.Method.Has(MethodTraits.Constructor) || CollectionCall.In(node, context.Graph) is not { Count: > 1 } calls || !context.Reach.Reaches(node))
            {
                continue;
            }

            var answered = new HashSet<int>();
            foreach (var act in calls)
            {
                var (asked, instead) = Relies(node.Method, calls, act, shrinking);
                if (asked is not null && answered.Add(asked.Site) && !IsGuarded(context, node, asked.Site, act.Site) && !IsMemo(context, node.Method, asked, act) && !IsMadeGood(node.Method, calls, asked, act)
                    && !IsSettled(node, growing, asked, act) && !IsOfOneRequest(context, scoped, node, act)
                    && !context.Locks.IsSingleThreaded(context, node, uses: true)
                    && Report(context, node, asked, act, instead) is { } violation)
                {
                    yield return violation;
                }
            }
        }
    }

    /// <summary>The question that a call relies on, and what to call instead.</summary>
    private static (CollectionCall? Asked, string Instead) Relies(MethodFact method, IReadOnlyList<CollectionCall> calls, CollectionCall act, HashSet<string> shrinking)
    {
        CollectionCall? Question(params string[] names) => calls.LastOrDefault(c => c.Site < act.Site && names.Contains(c.Member) && c.IsOn(method, act) && SameKey(method, c, act) && Decides(method, c, act));

        if (act.IsDictionary)
        {
            return act.Member switch
            {
                "set_Item" when (Question("ContainsKey", "TryGetValue") ?? Increment(method, calls, act)) is { } asked => (asked, "GetOrAdd or AddOrUpdate"),
                "set_Item" when Renewal(method, calls, act) is { } before => (before, "AddOrUpdate or TryUpdate"),
                "set_Item" when !calls.Any(c => c.Member == "TryGetValue" && c.Site < act.Site && c.IsOn(method, act) && SameKey(method, c, act)) => (Question("get_Count", "Count"), "count under a lock"),
                "get_Item" => (shrinking.Contains(act.On.Text) ? Question("ContainsKey", "TryGetValue") : null, "TryGetValue"),
                "TryAdd" => (Question("get_Count", "Count"), "count under a lock"),
                "TryRemove" when act.Call.Target.ParameterCount == 2 && act.Call.Use == ResultUse.Discarded && FoundValue.IsUsed(method, act) && Question("ContainsKey") is { } there => (there, "test the result of TryRemove"),
                "TryRemove" when act.Call.Target.ParameterCount == 2 => (Question("TryGetValue") is { } read && IsJudged(method, read, act) ? read : null, "TryRemove with the value that was read"),
                _ => default,
            };
        }

        return act.Member switch
        {
            "TryDequeue" or "TryPop" or "TryTake" when act.Call.Use == ResultUse.Discarded => (Question("get_Count", "get_IsEmpty", "Any", "Count"), "test the result of " + act.Member),
            "Take" => (Question("get_Count", "Any", "Count"), "TryTake"),
            "First" or "Last" or "Single" or "ElementAt" => (Question("get_Count", "get_IsEmpty", "Any", "Count"), "a Try method"),
            "Enqueue" or "Push" or "Add" => (Question("get_Count", "Contains", "Any", "Count"), calls.Any(c => c.Member == "Contains") ? "TryAdd of a dictionary" : "count under a lock"),
            _ => default,
        };
    }

    /// <summary>A service of which each request has its own keeps it for that.</summary>
    private static bool IsOfOneRequest(RuleContext context, Lazy<ScopedServices> scoped, MethodNode node, CollectionCall act) =>
        act.On.Kind == ValueKind.Field
        && context.Graph.Types.Find(node.Assembly.Name, node.Method.Type) is { } type
        && type.Fact.Fields.Any(f => f.Id == act.On.Text && !f.Has(FieldTraits.Static))
        && scoped.Value.Are(type);

    private static bool Decides(MethodFact method, CollectionCall asked, CollectionCall act)
    {
        if (asked.Call.Use == ResultUse.Discarded)
        {
            return method.Flow.CanFollow(asked.Site, act.Site); // d.TryGetValue(k, out var n); d[k] = n + 1;
        }

        var from = method.Body.BlockOfSite[asked.Site];
        var to = method.Body.BlockOfSite[act.Site];
        var test = method.Body.Blocks[from];
        return from != to && test.Next.Count == 2 && method.Flow.CanFollow(asked.Site, act.Site)
            && (!test.IsTest || test.Tested == Values.ResultOf(asked.Site) || test.Tested.Kind == ValueKind.Unknown)
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

    /// <summary><c>d[k]++</c>, and what is computed from the element before: the new value is none that the body shows.</summary>
    private static CollectionCall? Increment(MethodFact method, IReadOnlyList<CollectionCall> calls, CollectionCall act)
    {
        var stored = Values.Argument(act.Call, 1);
        foreach (var read in calls.Where(c => c.Site < act.Site && c.Member is "get_Item" or "GetValueOrDefault" or "GetOrAdd" && c.IsOn(method, act) && SameKey(method, c, act)).Reverse())
        {
            if ((read.Call.Span == act.Call.Span && (Values.Argument(act.Call, 0).Kind != ValueKind.Unknown || read.Site == act.Site - 1))
                || Chain.Leads(method, stored, read.Site)
                || (stored.Kind == ValueKind.Local && FoundValue.Grows(method, stored) && IsTakenBy(method, read) && method.Flow.CanFollow(read.Site, act.Site))
                || (stored.Kind == ValueKind.Unknown && read.Member != "get_Item" && method.Flow.CanFollow(read.Site, act.Site)))
            {
                return read;
            }
        }

        return null;
    }

    /// <summary><c>var n = d[k];</c>: nothing but a local gets what was read.</summary>
    private static bool IsTakenBy(MethodFact method, CollectionCall read) =>
        Values.ResultOf(read.Site) is var result && !method.Sites.Any(s => s.Receiver == result || s.Arguments.Contains(result)) && !method.Body.Steps.Any(s => s.Value == result && s.Kind != StepKind.LocalWrite);

    /// <summary><c>d[k] = old + x</c> whether or not there was an old one; <c>if (d.TryGetValue(k, out var last) &amp;&amp; now - last &lt; pause) return; d[k] = now;</c></summary>
    private static CollectionCall? Renewal(MethodFact method, IReadOnlyList<CollectionCall> calls, CollectionCall act) =>
        calls.LastOrDefault(c => c.Member == "TryGetValue" && c.Site < act.Site && c.Call.Use != ResultUse.Discarded && c.IsOn(method, act) && SameKey(method, c, act) && method.Flow.CanFollow(c.Site, act.Site)
            && (FoundValue.Feeds(method, c, act, Values.Argument(act.Call, 1), (from, to, without) => Reaches(method.Body, from, to, without)) || (IsJudged(method, c, act) && FoundValue.IsOnlyCompared(method, c))));

    /// <summary>Whether what was read decides: by the time it is removed another value may stand there.</summary>
    private static bool IsJudged(MethodFact method, CollectionCall read, CollectionCall act)
    {
        var found = Values.Argument(read.Call, 1);
        var to = method.Body.BlockOfSite[act.Site];
        return found.Kind == ValueKind.Local && method.Body.Blocks.Select((b, i) => (b, i)).Any(test =>
            test.b.IsTest && test.i != method.Body.BlockOfSite[read.Site]
            && (test.b.Next.Contains(to) || Reaches(method.Body, test.b.WhenTrue, to, test.i) != Reaches(method.Body, test.b.WhenFalse, to, test.i))
            && (test.b.Tested == found || Chain.Sites(method, test.b.Tested).Any(s => method.Sites[s].Receiver == found || method.Sites[s].Arguments.Contains(found))));
    }

    /// <summary><c>if (d.TryAdd(k, x) &amp;&amp; d.Count > 255) d.TryRemove(k, out _);</c>: what came in although it was full is seen and taken out again.</summary>
    private static bool IsMadeGood(MethodFact method, IReadOnlyList<CollectionCall> calls, CollectionCall asked, CollectionCall act) =>
        asked.Member is "get_Count" or "Count"
        && calls.Any(again => again.Site > act.Site && again.Member is "get_Count" or "Count" && again.IsOn(method, act) && method.Flow.CanFollow(act.Site, again.Site)
            && calls.Any(undo => undo.Site > act.Site && undo.Member is "TryRemove" or "TryDequeue" or "TryPop" or "TryTake" && undo.IsOn(method, act) && Decides(method, again, undo)));

    /// <summary>
    /// A memory of what is computed from the key: twice computed is twice the same, as long as nobody can tell one value from the other. Objects can be told apart, and what only says that something has been done is no
    /// value that is handed on. And a value that is stored although there was one replaces it.
    /// </summary>
    private static bool IsMemo(RuleContext context, MethodFact method, CollectionCall asked, CollectionCall act)
    {
        var found = Values.Argument(asked.Call, 1);
        return act.Member == "set_Item" && asked.Member == "TryGetValue" && asked.Call.Use != ResultUse.Discarded && found.Kind is ValueKind.Local or ValueKind.Parameter
            && !FoundValue.RunsWhenFound(method, asked, act.Site, (from, to, without) => Reaches(method.Body, from, to, without))
            && act.Call.Target.TypeArguments.Count == 2 && IsPlain(context, act.Call.Target.TypeArguments[1])
            && (found.Kind == ValueKind.Parameter || method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == found) || method.Sites.Any(s => s != asked.Call && (s.Arguments.Contains(found) || s.Receiver == found)));
    }

    /// <summary><c>if (d.ContainsKey(k)) d[k] = isBusy;</c>: where nothing is ever removed, what was there still is, and of two values that do not come from the one before the later one stays.</summary>
    private static bool IsSettled(MethodNode node, GrowingDictionaries growing, CollectionCall asked, CollectionCall act) =>
        act.Member == "set_Item" && asked.Member == "ContainsKey" && asked.Call.Use != ResultUse.Discarded
        && FoundValue.RunsWhenFound(node.Method, asked, act.Site, (from, to, without) => Reaches(node.Method.Body, from, to, without))
        && growing.Has(node, act.On);

    private static bool IsPlain(RuleContext context, TypeName type) =>
        type.Name is "System.String" or "System.Boolean" or "System.Char" or "System.Byte" or "System.Int16" or "System.Int32" or "System.Int64" or "System.UInt16" or "System.UInt32" or "System.UInt64" or "System.Single" or "System.Double" or "System.Decimal"
            or "System.Guid" or "System.DateTime" or "System.DateTimeOffset" or "System.TimeSpan" or "System.Type" or "System.Reflection.MethodInfo" or "System.Reflection.PropertyInfo" or "System.Reflection.ConstructorInfo"
        || (type.Name == "System.Nullable`1" && IsPlain(context, type.Arguments[0]))
        || type.Name.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
        || (context.Graph.Types.Find(type.Assembly, type.Name) is { } own && (own.Fact.Traits & TypeTraits.ValueType) != 0);

    private static bool SameKey(MethodFact method, CollectionCall asked, CollectionCall act) =>
        asked.Member is "get_Count" or "get_IsEmpty" or "Any" or "Count" || SameExpressions.Are(method, asked.Key, act.Key);

    /// <summary>Dictionaries that something is removed from: where nothing is, what was there stays.</summary>
    private static HashSet<string> Shrinking(RuleContext context) =>
        new(context.Graph.Sites.Of(m => m is { Type: Dictionary, Name: "TryRemove" or "Clear" }).Select(s => s.Node.Method.Sites[s.Site])
            .Where(s => s.Receiver.Kind == ValueKind.Field)
            .Select(s => s.Receiver.Text), StringComparer.Ordinal);

    /// <summary>A lock around both makes them one.</summary>
    private static bool IsGuarded(RuleContext context, MethodNode node, int asked, int act) =>
        !context.Locks.Held.At(node, asked).Meet(context.Locks.Held.At(node, act)).IsEmpty;

    private static Violation? Report(RuleContext context, MethodNode node, CollectionCall asked, CollectionCall act, string instead)
    {
        var collection = asked.Type.StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal) ? Names.Type(asked.Type) : "";
        var question = (collection.Length > 0 ? collection + "." : "") + (asked.Member.StartsWith("get_", StringComparison.Ordinal) ? asked.Member.Substring(4) : asked.Member);
        var field = act.On.Kind == ValueKind.Field ? LockIndex.NameOf(new HeldLock(act.On.Text, HeldLock.Static, IsShared: false, IsAffine: false))
            : Values.Source(node.Method, act.On) is { } property ? Names.Member(property.Target)
            : "the collection";
        return LockReports.At(
            context,
            RuleTable.GuardedStateWithoutLock,
            certain: false,
            node,
            act.Site,
            "act on " + field,
            $"{Names.Short(node)} acts on what {question} said of {field}; another thread may have changed it in between",
            Names.Member(act.Call.Target),
            instead.StartsWith("test", StringComparison.Ordinal) || instead.StartsWith("count", StringComparison.Ordinal) ? instead : "one atomic call instead: " + instead);
    }
}
