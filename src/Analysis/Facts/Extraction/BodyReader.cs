using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>What a body's reader needs to know about its assembly.</summary>
internal sealed record BodyContext(AssemblyImage Image, Members Members, Folding Folding, HoistedFields Hoisted, Symbols Symbols);

/// <summary>
/// Reads one folded body: a single pass over an abstract stack that knows constants, parameters, delegates and the results of earlier sites.
/// Stacks are kept at branch targets and merged there; what two paths disagree on is unknown. Not sites: the calls of an await, everything
/// done to a state machine's builder, awaiters, promise and state, the wait in an async Main's entry point, closures and the fields in them, cached
/// delegates, calls of helpers that the compiler put into the assembly, and calli, which names nobody.
/// </summary>
internal sealed partial class BodyReader
{
    private readonly BodyContext _context;
    private readonly MethodDefinitionHandle _method;
    private readonly MethodSpans _spans;
    private readonly List<SiteDraft> _sites = [];
    private readonly Dictionary<FieldDefinitionHandle, Value> _hoisted = [];
    private readonly HashSet<int> _dispatches = [];
    private readonly HashSet<int> _suspensions = [];
    private readonly bool _isMachine;
    private readonly bool _isAsyncMain;
    private readonly IReadOnlyList<string> _parameterNames;
    private int _spliced = -1;

    /// <param name="method">The user's method; the body may be its state machine's.</param>
    public BodyReader(BodyContext context, MethodDefinitionHandle method)
    {
        _context = context;
        _method = method;
        var body = context.Folding.BodyOf(method);
        _isMachine = body != method;
        _isAsyncMain = context.Image.Metadata.StringComparer.Equals(context.Image.Metadata.GetMethodDefinition(method).Name, CompilerNames.AsyncMain);
        _spans = context.Symbols.Spans(body);
        Span = _spans.First;
        _parameterNames = _isMachine ? ParameterNames(context.Image.Metadata, method) : [];
    }

    public SourceSpan Span { get; }

    public IReadOnlyList<SiteFact> Sites { get; private set; } = [];

    public FlowFact Flow { get; private set; } = FlowFact.None;

    public void Read()
    {
        var handle = _context.Folding.BodyOf(_method);
        if (!_context.Image.TryGetBody(handle, out var body) || body.Length == 0)
        {
            return;
        }

        var code = Instruction.Decode(body);
        var indexOf = new Dictionary<int, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
        {
            indexOf.Add(code[i].Offset, i);
        }

        var clauses = new ExceptionClause[body.ClauseCount];
        for (var i = 0; i < clauses.Length; i++)
        {
            clauses[i] = body.Clause(i);
        }

        new Pass(this, handle, code, indexOf, clauses, _spans).Run();
        if (_sites.Count > 0)
        {
            Sites = _sites.ConvertAll(site => site.ToFact());
            var behind = HandlersBehind.Find(code, indexOf, clauses);
            behind.NeverTaken.UnionWith(_dispatches);
            Flow = new FlowGraph(code, indexOf, clauses, behind.NeverTaken, behind.AlwaysTaken, _suspensions).Order(_sites.ConvertAll(site => site.Instruction));
        }
    }

    /// <summary>An iterator keeps its finally blocks in methods of their own: their sites stand where they are called.</summary>
    private void Splice(MethodDefinitionHandle handle, int instruction)
    {
        if (_spliced >= 0 || !_context.Image.TryGetBody(handle, out var body) || body.Length == 0)
        {
            return;
        }

        var code = Instruction.Decode(body);
        var indexOf = new Dictionary<int, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
        {
            indexOf.Add(code[i].Offset, i);
        }

        _spliced = instruction;
        new Pass(this, handle, code, indexOf, [], _context.Symbols.Spans(handle)).Run();
        _spliced = -1;
    }

    private static List<string> ParameterNames(MetadataReader metadata, MethodDefinitionHandle method)
    {
        var names = new List<string>();
        foreach (var handle in metadata.GetMethodDefinition(method).GetParameters())
        {
            var parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber > 0 && parameter.SequenceNumber < 1024)
            {
                while (names.Count < parameter.SequenceNumber)
                {
                    names.Add("");
                }

                names[parameter.SequenceNumber - 1] = metadata.GetString(parameter.Name);
            }
        }

        return names;
    }
}
