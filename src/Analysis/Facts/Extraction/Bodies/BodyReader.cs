using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Reads one folded body: its sites, and in which order they can run.</summary>
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
    }

    public SourceSpan Span { get; }

    public IReadOnlyList<SiteFact> Sites { get; private set; } = [];

    public FlowFact Flow { get; private set; } = FlowFact.None;

    public void Read()
    {
        if (DecodedBody.Of(_context.Image, _body) is not { } body)
        {
            return;
        }

        var pass = new Pass(_folded, body, _spans);
        pass.Run();
        if (_folded.Sites.Count > 0)
        {
            Sites = _folded.Sites.ConvertAll(site => site.ToFact());
            var behind = HandlersBehind.Find(body);
            behind.NeverTaken.UnionWith(pass.Dispatches);
            var graph = new FlowGraph(body, behind.NeverTaken, behind.AlwaysTaken, pass.Suspensions);
            Flow = SiteOrder.Of(graph, _folded.Sites.ConvertAll(site => site.Instruction));
        }
    }
}
