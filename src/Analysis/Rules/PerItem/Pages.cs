using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Requests for one page after the other, by the number of the page or of its first item: <c>"/orders?page=" + page</c>.</summary>
internal static class Pages
{
    /// <summary>Properties of a page that say whether there is another one, or how many there are.</summary>
    private static readonly string[] Further = ["HasMore", "HasNext", "Page", "Continuation", "NextToken", "NextMarker", "NextLink", "NextCursor", "Cursor", "IsTruncated", "EndOfResults", "DeltaLink", "Chunks", "ChunkCount", "Batches", "BatchCount"];

    /// <summary>Properties of a request that say which page it is for.</summary>
    private static readonly string[] Asking = ["Page", "PageNumber", "PageIndex", "PageNo", "CurrentPage", "Chunk", "ChunkNumber", "ChunkIndex", "Offset", "Skip", "From", "Start", "StartIndex"];

    private static readonly string[] ByNumber = ["page=", "pagenumber=", "pageindex=", "page_number=", "pagenum=", "page/"];

    /// <summary>What is computed from the number of a page.</summary>
    private static readonly string[] ByOffset = ["offset=", "skip=", "start=", "startindex=", "startat=", "from="];

    /// <summary>Whether a call of a loop that enumerates nothing asks for a page by what the loop counts, or by what is computed from that.</summary>
    public static bool AreAskedFor(MethodFact method, Loop loop, int site)
    {
        var counters = new HashSet<string>(method.Body.Steps.Where(s => s.Kind is StepKind.Increment or StepKind.Advance && loop.Contains(s.Block)).Select(s => s.Slot));
        var call = method.Sites[site];
        return call.Arguments.Concat([call.Receiver]).SelectMany(a => Chain.Sites(method, a)).Concat([site]).Any(AsksForOne)
            || call.Arguments.SelectMany(a => Chain.Sites(method, a)).Any(s => Pieces(method, s).Any(pair => Names(pair.Text, ByNumber) ? IsCounter(pair.Value) : Names(pair.Text, ByOffset) && (IsCounter(pair.Value) || IsComputed(pair.Value))));

        // Items.Page(number, size), or a request that is made for it: new Request { Page = number }
        bool AsksForOne(int made) =>
            ((method.Sites[made].Kind == SiteKind.New ? Graph.Names.Type(method.Sites[made].Target.Type) : method.Sites[made].Target.Name).IndexOf("Page", StringComparison.Ordinal) >= 0 && method.Sites[made].Arguments.Any(IsCounter))
            || (method.Sites[made].Kind == SiteKind.New && method.Sites.Any(s => s.Receiver == Values.MadeBy(made) && IsAsking(s.Target.Name) && s.Arguments.Any(a => IsCounter(a) || a.Kind == ValueKind.Unknown)));

        // page * 50, which a text gets from a local of the compiler's
        bool IsComputed(ValueFact value) =>
            value.Kind == ValueKind.Unknown || (Values.Source(method, value) is { Target.Name: "ToString" } text && text.Receiver.Kind is ValueKind.Unknown or ValueKind.Local);

        bool IsCounter(ValueFact value) =>
            (value.Kind == ValueKind.Local && counters.Contains(value.Text)) || (Values.Source(method, value) is { Target.Name: "ToString" } text && IsCounter(text.Receiver));
    }

    /// <summary>Whether a loop is left in a block where the last answer has nothing to ask for next: <c>link = page?.Next; } while (link is not null);</c>.</summary>
    public static bool EndWith(MethodFact method, Loop loop, int site, int block)
    {
        // What ?. puts together is not known, but it is the last thing that was asked for.
        return method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && s.Value.Kind == ValueKind.Unknown && loop.Contains(s.Block)
            && s.SitesBefore > 0 && IsOfAnswer(method, s.SitesBefore - 1, site)
            && IsAsked(s));

        bool IsAsked(StepFact next)
        {
            var (tested, local) = (method.Body.Blocks[block].Tested, new ValueFact(ValueKind.Local, next.Slot));
            return tested == local
                || (tested.Kind == ValueKind.Unknown && next.Block == block)
                || (Values.Source(method, tested) is { Target: { Type: "System.Nullable`1", Name: "get_HasValue" } } asked && asked.Receiver == local);
        }
    }

    private static bool IsOfAnswer(MethodFact method, int last, int site) =>
        Chain.Leads(method, method.Sites[last].Kind == SiteKind.New ? Values.MadeBy(last) : Values.ResultOf(last), site);

    /// <summary>Whether a loop goes from one page to the next: it is left when the page that a turn has asked for is empty, or when that says that it is the last, or it counts up to a number of pages.</summary>
    public static bool AreTurned(CodeGraph graph, MethodNode node, ControlFlow flow, Loop loop)
    {
        var method = node.Method;
        var exits = ItemLoops.Exits(method, loop).ToList();
        return exits.Any(e => e is >= 0 && (SaysFurther(method.Sites[e.Value]) || IsEmptyAnswer(node, loop, e.Value)))
            || Strides.Are(flow, loop)
            || AreParts(flow, loop)
            || CountedPages.Are(graph, node, flow, loop)
            || IsEmptyArray(method, flow, loop)
            || IsNotedAsLast(node, loop)
            || (exits.Contains(null) && method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && loop.Contains(s.Block) && Values.Source(method, s.Value) is { } noted && SaysFurther(noted))); // total = answer.TotalPages
    }

    /// <summary><c>var parts = Math.Max(1, count / 500); for (var part = 0; part &lt; parts; part++) … x.Id % parts == part …</c>: who is told which part of how many asks for a page of a known size.</summary>
    private static bool AreParts(ControlFlow flow, Loop loop)
    {
        var method = flow.Method;
        var counters = new HashSet<string>(method.Body.Steps.Where(s => s.Kind == StepKind.Increment && s.Value.Text == "1" && loop.Contains(s.Block)).Select(s => s.Slot));
        return counters.Count > 0 && Enumerable.Range(0, method.Sites.Count).Any(s =>
            method.Sites[s].Target is { Type: "System.Math", Name: "Max" or "Ceiling" or "DivRem" }
            && !loop.Contains(method.Body.BlockOfSite[s])
            && (IsHandedOver(Values.ResultOf(s)) || IsSeen(Values.ResultOf(s))));

        bool IsHandedOver(ValueFact parts) => Enumerable.Range(0, method.Sites.Count).Any(s => loop.Contains(method.Body.BlockOfSite[s])
            && method.Sites[s].Arguments.Contains(parts) && method.Sites[s].Arguments.Any(a => a.Kind == ValueKind.Local && counters.Contains(a.Text)));

        // A lambda sees both: what it sees of a local that counts is called by its name, and all others by a number.
        bool IsSeen(ValueFact parts) => method.Body.Steps.Any(s => s.Kind == StepKind.Capture && s.Value == parts) && counters.Any(c => c.Length > 0 && char.IsLetter(c[0]));
    }

    /// <summary>The length of an array is asked by no call: what is tested is the array.</summary>
    private static bool IsEmptyArray(MethodFact method, ControlFlow flow, Loop loop) =>
        !Strides.IsByOne(flow, loop)
        && loop.Blocks.Select(b => method.Body.Blocks[b]).Any(b => b.IsTest && b.Next.Any(next => !loop.Contains(next))
            && Values.Source(method, b.Tested) is { IsAwaited: true, Target.Returns: { } answer } && Graph.Generics.Awaited(answer).Name.EndsWith("[]", StringComparison.Ordinal)
            && Values.Index(b.Tested) is { } asked && loop.Contains(method.Body.BlockOfSite[asked]));

    /// <summary><c>more = page.Count == size;</c>, or <c>if (page.Count &lt; size) { done = true; }</c>, where the loop asks for that when it comes round.</summary>
    private static bool IsNotedAsLast(MethodNode node, Loop loop)
    {
        var method = node.Method;
        var flags = new HashSet<string>(loop.Blocks.Select(b => method.Body.Blocks[b]).Where(b => b.IsTest && b.Tested.Kind == ValueKind.Local && b.Next.Any(next => !loop.Contains(next))).Select(b => b.Tested.Text));
        return flags.Count > 0 && !ItemLoops.Exits(method, loop).Any(e => e is >= 0 && method.Sites[e.Value].Target.Name is "MoveNext" or "MoveNextAsync") && method.Body.Steps.Any(s => s.Kind == StepKind.LocalWrite && loop.Contains(s.Block) && flags.Contains(s.Slot) && s.Value.Kind switch
        {
            ValueKind.Unknown => s.SitesBefore > 0 && method.Body.BlockOfSite[s.SitesBefore - 1] == s.Block && Says(s.SitesBefore - 1),
            ValueKind.Number => loop.Blocks.Any(b => method.Body.Blocks[b] is { Next.Count: > 1 } test && test.Next.Contains(s.Block) && test.Next.All(loop.Contains) && ItemLoops.Decides(method, b) is { } asked && Says(asked)),
            _ => false,
        });

        bool Says(int site) => SaysFurther(method.Sites[site]) || IsEmptyAnswer(node, loop, site);
    }

    /// <summary>Whether a loop that enumerates requests is left by what a page says: <c>if (!IsFullPage(page)) break;</c></summary>
    public static bool SayWhenToStop(MethodFact method, Loop loop, int site) =>
        ItemLoops.Exits(method, loop).Any(e => e is >= 0
            && method.Sites[e.Value].Target.Name.IndexOf("Page", StringComparison.Ordinal) >= 0
            && method.Sites[e.Value].Arguments.Concat([method.Sites[e.Value].Receiver]).Any(a => Chain.Leads(method, a, site)));

    /// <summary>
    /// Whether each element of a loop is a list of requests that a loop inside goes through until a page is not full: <c>foreach (var requests in lists) foreach (var request in requests) { …; if (!IsFullPage(page)) break; }</c>. Each request is for a page.
    /// </summary>
    public static bool AreOfEach(ControlFlow flow, ItemLoop loop, int site)
    {
        var method = flow.Method;
        return loop.IsEnumerated && flow.Loops.Any(inner => inner.Head != loop.Loop.Head
            && loop.Loop.Contains(inner.Head)
            && inner.Blocks.Count < loop.Loop.Blocks.Count
            && inner.Contains(method.Body.BlockOfSite[site])
            && SayWhenToStop(method, inner, site)
            && ItemLoops.EnumeratorOf(method, inner) is >= 0 and var source
            && Values.Source(method, method.Sites[source].Receiver) is { Target.Name: "get_Current" }
            && ItemLoops.IsGivenItem(method, loop, [method.Sites[source].Receiver]));
    }

    /// <summary>Whether a call of a foreach is given the number of a page by the element: <c>foreach (var part in parts) Get(part.PageNumber)</c>.</summary>
    public static bool AreListed(MethodFact method, Loop loop, int site) =>
        method.Sites[site].Arguments.Any(a => Values.Source(method, a) is { } number
            && number.Target.Name.StartsWith("get_Page", StringComparison.Ordinal)
            && number.Target.Returns?.Name is "System.Int32" or "System.Int64"
            && Values.Source(method, number.Receiver) is { Target.Name: "get_Current" }
            && Values.Index(number.Receiver) is { } current && loop.Contains(method.Body.BlockOfSite[current]));

    private static bool SaysFurther(SiteFact site) =>
        site.Target.Name.StartsWith("get_", StringComparison.Ordinal) && Further.Any(word => site.Target.Name.IndexOf(word, StringComparison.Ordinal) >= 0);

    /// <summary>The number of elements of what a call in the loop has answered with.</summary>
    private static bool IsEmptyAnswer(MethodNode node, Loop loop, int site)
    {
        var method = node.Method;
        var counts = method.Sites[site];
        return counts.Target.Name is "get_Count" or "get_Length" or "Count" or "Any"
            && Chain.Sites(method, counts.Target.HasReceiver ? counts.Receiver : Values.Argument(counts, 0)).Any(s =>
                loop.Contains(method.Body.BlockOfSite[s])
                && method.Sites[s].Target.Name.IndexOf("Dequeue", StringComparison.Ordinal) < 0
                && (method.Sites[s].IsAwaited || node.EffectsAt(s).Count > 0));
    }

    public static bool IsAsking(string setter) => setter.StartsWith("set_", StringComparison.Ordinal) && Array.IndexOf(Asking, setter.Substring(4)) >= 0;

    /// <summary>Whether a property is for the number of a page, and not for that of a row.</summary>
    public static bool IsOfPage(string setter) => IsAsking(setter) && (setter.IndexOf("Page", StringComparison.Ordinal) >= 0 || setter.IndexOf("Chunk", StringComparison.Ordinal) >= 0);

    /// <summary>Texts, and what stands right behind them in a text that is put together.</summary>
    private static IEnumerable<(string Text, ValueFact Value)> Pieces(MethodFact method, int site)
    {
        var put = method.Sites[site];
        var pieces = put.Target is { Type: "System.String", Name: "Concat" } ? put.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a]).ToList()
            : put.Target.Name == "ToStringAndClear" ? [.. method.Sites.Where(s => s.Receiver == put.Receiver && s.Target.Name.StartsWith("Append", StringComparison.Ordinal)).Select(s => Values.Argument(s, 0))]
            : [];
        return pieces.Zip(pieces.Skip(1), (text, value) => (text, value)).Where(p => p.text.Kind == ValueKind.Text).Select(p => (p.text.Text, p.value));
    }

    private static bool Names(string text, string[] names) => Array.Exists(names, name => text.EndsWith(name, StringComparison.OrdinalIgnoreCase));
}
