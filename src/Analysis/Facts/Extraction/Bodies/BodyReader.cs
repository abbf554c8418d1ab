using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Reads one folded body: its sites, in which order they can run, and how control moves between them.</summary>
internal sealed class BodyReader
{
    private readonly BodyContext _context;
    private readonly MethodDefinitionHandle _body;
    private readonly FoldedBody _folded;
    private readonly MethodSpans _spans;

    /// <param name="method">The user's method; the body may be its state machine's.</param>
    public BodyReader(BodyContext context, MethodDefinitionHandle method)
    {
        _context = context;
        _body = context.Folding.BodyOf(method);
        _folded = new FoldedBody(context, method);
        _spans = context.Symbols.Spans(_body);
        Span = _spans.First;
        Declared = Declarations.Of(_spans);
    }

    public SourceSpan Span { get; }

    public SourceSpan Declared { get; }

    public IReadOnlyList<SiteFact> Sites { get; private set; } = [];

    public FlowFact Flow { get; private set; } = FlowFact.None;

    public BodyFact Body { get; private set; } = BodyFact.None;

    public void Read()
    {
        if (DecodedBody.Of(_context.Image, _body) is not { } body)
        {
            return;
        }

        var behind = HandlersBehind.Find(body);
        var regions = new Regions(_folded, body, behind);
        var pass = new Pass(_folded, body, _spans, regions);
        pass.Run();
        DropUnasked(pass.Tests.Values);
        EarlyReturns.Note(_folded, body, _spans);
        if (_folded.Sites.Count > 0 || regions.HaveCatch || _folded.Steps.Count > 0)
        {
            Sites = _folded.Sites.ConvertAll(site => site.ToFact(_folded.Arrays));
            behind.NeverTaken.UnionWith(pass.Dispatches);
            behind.AlwaysTaken.UnionWith(pass.Certain);
            behind.AlwaysTaken.UnionWith(pass.Resumed);
            var graph = new FlowGraph(body, behind.NeverTaken, behind.AlwaysTaken, pass.Suspensions, pass.Beginning, pass.Decided, pass.Ended);
            Flow = Sites.Count == 0 ? FlowFact.None : SiteOrder.Of(graph, _folded.Sites.ConvertAll(site => site.Instruction));
            Body = new(
                Blocks(body, graph, pass, behind),
                regions.Read(graph, _spans),
                _folded.Sites.ConvertAll(site => graph.BlockOf(site.Instruction)),
                _folded.Steps.ConvertAll(step => step with { Block = graph.BlockOf(step.Block) }),
                Locals())
            {
                Cases = [.. Enumerable.Range(0, graph.Edges.Count).SelectMany(b => graph.LastOf(b) is var last && IsAsked(last) ? pass.Cases.At(last, b, body.Code[last].Next, offset => Block(body, graph, offset)) : [])],
            };

            bool IsAsked(int last) => !behind.NeverTaken.Contains(last) && !behind.AlwaysTaken.Contains(last);
        }
    }

    /// <summary>A store says something where a test asks for the local; of others there are too many.</summary>
    private void DropUnasked(IEnumerable<Test> tests)
    {
        if (_folded.OnlyIfTested.Count == 0)
        {
            return;
        }

        var asked = new HashSet<string>(tests.Select(t => t.Tested.ToTest(_folded.Arrays)).SelectMany(v => v.Kind == ValueKind.Many ? v.Elements : [v]).Where(v => v.Kind == ValueKind.Local).Select(v => v.Text), StringComparer.Ordinal);
        var kept = _folded.Steps.Where((step, i) => !_folded.OnlyIfTested.Contains(i) || asked.Contains(step.Slot)).ToList();
        _folded.Steps.Clear();
        _folded.Steps.AddRange(kept);
    }

    private List<LocalFact> Locals()
    {
        if (_folded.Locals.Count == 0)
        {
            return [];
        }

        var named = new HashSet<string>(
            Sites.SelectMany(site => site.Arguments.Concat([site.Receiver])).Where(value => value.Kind is ValueKind.Local or ValueKind.Captured).Select(value => value.Text),
            StringComparer.Ordinal);
        return [.. _folded.Locals.Where(local => named.Contains(local.Key)).Select(local => new LocalFact(local.Key, local.Value))];
    }

    private BlockFact[] Blocks(DecodedBody body, FlowGraph graph, Pass pass, HandlersBehind behind)
    {
        var blocks = new BlockFact[graph.Edges.Count];
        for (var b = 0; b < blocks.Length; b++)
        {
            var last = graph.LastOf(b);
            var isTest = pass.Tests.TryGetValue(last, out var test) && !behind.NeverTaken.Contains(last) && !behind.AlwaysTaken.Contains(last);
            var ends = body.Code[last];

            // A when clause goes on to its handler, which stands right behind it, or nowhere.
            var isFilter = isTest && ends.Targets.Length == 0;
            var jump = !isTest ? -1 : Block(body, graph, isFilter ? ends.Next : ends.Targets[0]);
            var next = !isTest || isFilter ? -1 : Block(body, graph, ends.Next);
            blocks[b] = new(
                [.. graph.Edges[b]],
                isTest ? test.Tested.ToTest(_folded.Arrays) : ValueFact.Unknown,
                test.JumpsWhenTrue ? jump : next,
                test.JumpsWhenTrue ? next : jump,
                test.Compares,
                test.Against,
                isTest && test.Tested.Of != TypeQuestion.None ? test.Tested.Text : "");
        }

        return blocks;
    }

    private static int Block(DecodedBody body, FlowGraph graph, int offset) => body.IndexOf.TryGetValue(offset, out var index) ? graph.BlockOf(index) : -1;
}
