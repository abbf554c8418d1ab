using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

/// <summary>Which exception clauses a user wrote, and what their handlers are; the compiler has its own around MoveNext, and behind a finally with an await in it.</summary>
internal sealed class Regions
{
    private readonly FoldedBody _folded;
    private readonly DecodedBody _body;
    private readonly HandlersBehind _behind;
    private readonly List<int> _clauses = [];
    private readonly int[] _ofClause;

    public Regions(FoldedBody folded, DecodedBody body, HandlersBehind behind)
    {
        _folded = folded;
        _body = body;
        _behind = behind;
        _ofClause = new int[body.Clauses.Length];
        for (var c = 0; c < _ofClause.Length; c++)
        {
            _ofClause[c] = IsCompilers(c) ? -1 : _clauses.Count;
            if (_ofClause[c] >= 0)
            {
                _clauses.Add(c);
            }
        }
    }

    /// <summary>Region of each clause; -1 for the compiler's own.</summary>
    public IReadOnlyList<int> OfClause => _ofClause;

    public bool HaveCatch => _clauses.Exists(c => _body.Clauses[c].Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter);

    /// <summary>Where the innermost catch ends that an offset stands in; null for none. What stands behind the try, since it awaits, is not looked at.</summary>
    public int? EndOfHandler(int offset)
    {
        int? end = null;
        foreach (var number in _clauses)
        {
            var clause = _body.Clauses[number];
            if (clause.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter && clause.HandlerCovers(offset) && (end is null || clause.HandlerOffset + clause.HandlerLength < end))
            {
                end = clause.HandlerOffset + clause.HandlerLength;
            }
        }

        return end;
    }

    public IReadOnlyList<RegionFact> Read(FlowGraph graph, MethodSpans spans)
    {
        if (_clauses.Count == 0)
        {
            return [];
        }

        var handlers = Handlers(graph);
        var lines = new CatchSpans(_body, graph, spans);
        var facts = new List<RegionFact>();
        foreach (var number in _clauses)
        {
            var clause = _body.Clauses[number];
            var isFilter = clause.Kind == ExceptionRegionKind.Filter;
            var type = Catches(clause);
            facts.Add(new(
                Kind(clause.Kind),
                type,
                Blocks(graph, clause.TryOffset, clause.TryOffset + clause.TryLength),
                handlers[number],
                isFilter ? Blocks(graph, clause.TokenOrFilter, clause.HandlerOffset) : [],
                lines.Of(number, handlers, type?.Name == "System.Object")));
        }

        return facts;
    }

    /// <summary>By clause: the blocks of its handler, also of the compiler's own.</summary>
    private IReadOnlyList<int>[] Handlers(FlowGraph graph)
    {
        var handlers = new IReadOnlyList<int>[_body.Clauses.Length];
        Dominance? dominance = null;
        for (var c = 0; c < handlers.Length; c++)
        {
            var clause = _body.Clauses[c];
            handlers[c] = _behind.Begins.TryGetValue(c, out var begin)
                ? (dominance ??= new(graph, Thrown(graph))).By(graph.BlockOf(begin))
                : Blocks(graph, clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength);
        }

        return handlers;
    }

    /// <summary>From protected blocks to where handlers begin, and from a handler that only notes its number to what the user wrote.</summary>
    private IEnumerable<(int From, int To)> Thrown(FlowGraph graph)
    {
        for (var c = 0; c < _body.Clauses.Length; c++)
        {
            var clause = _body.Clauses[c];
            if (!_body.IndexOf.TryGetValue(clause.HandlerOffset, out var index))
            {
                continue;
            }

            var handler = graph.BlockOf(index);
            foreach (var block in Blocks(graph, clause.TryOffset, clause.TryOffset + clause.TryLength))
            {
                yield return (block, handler);
                if (clause.Kind == ExceptionRegionKind.Filter && _body.IndexOf.TryGetValue(clause.TokenOrFilter, out var filter))
                {
                    yield return (block, graph.BlockOf(filter));
                }
            }

            if (_behind.Begins.TryGetValue(c, out var begin))
            {
                yield return (handler, graph.BlockOf(begin));
            }
        }
    }

    private static RegionKind Kind(ExceptionRegionKind kind) => kind switch
    {
        ExceptionRegionKind.Catch => RegionKind.Catch,
        ExceptionRegionKind.Filter => RegionKind.Filter,
        ExceptionRegionKind.Finally => RegionKind.Finally,
        _ => RegionKind.Fault,
    };

    private static List<int> Blocks(FlowGraph graph, int start, int end)
    {
        var blocks = new List<int>();
        for (var b = 0; b < graph.Edges.Count; b++)
        {
            if (graph.OffsetOf(b) is var offset && offset >= start && offset < end)
            {
                blocks.Add(b);
            }
        }

        return blocks;
    }

    private TypeName? Catches(ExceptionClause clause)
    {
        if (clause.Kind == ExceptionRegionKind.Catch)
        {
            return _folded.Context.Members.Signatures.Type(MetadataTokens.EntityHandle(clause.TokenOrFilter));
        }

        if (clause.Kind != ExceptionRegionKind.Filter)
        {
            return null;
        }

        foreach (var i in In(clause.TokenOrFilter, clause.HandlerOffset))
        {
            if (i.Code == ILOpCode.Isinst)
            {
                return _folded.Context.Members.Signatures.Type(MetadataTokens.EntityHandle(i.Token));
            }
        }

        return null;
    }

    private bool IsCompilers(int number)
    {
        var clause = _body.Clauses[number];
        if (!_folded.IsMachine || clause.Kind != ExceptionRegionKind.Catch)
        {
            return false;
        }

        if (IsOutermost(clause) && In(clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength).Any(IsSetException))
        {
            return true;
        }

        // A finally with an await in it: the exception is kept, nothing else is done, and it is thrown again behind.
        var handle = MetadataTokens.EntityHandle(clause.TokenOrFilter);
        return !_behind.Begins.ContainsKey(number)
            && _folded.Context.Members.Signatures.Type(handle).Name == "System.Object"
            && In(clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength).All(IsKeeping)
            && In(clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength).Any(i => i.Code is ILOpCode.Stloc or ILOpCode.Stfld);
    }

    private bool IsSetException(Instruction i) =>
        i.Code is ILOpCode.Call or ILOpCode.Callvirt && _folded.Context.Members.Method(i.Token).Reference.Name == "SetException";

    /// <summary>The machine's own catch is around everything: a handler inside it that tells a promise of the user's is the user's.</summary>
    private bool IsOutermost(ExceptionClause clause) =>
        !_body.Clauses.Any(other => other.Kind == ExceptionRegionKind.Catch && other.TryCovers(clause.TryOffset) && other.TryCovers(clause.HandlerOffset));

    private static bool IsKeeping(Instruction i) =>
        i.Code is ILOpCode.Nop or ILOpCode.Stloc or ILOpCode.Ldloc or ILOpCode.Ldarg or ILOpCode.Stfld or ILOpCode.Leave;

    private IEnumerable<Instruction> In(int start, int end) =>
        _body.IndexOf.TryGetValue(start, out var first) ? _body.Code.Skip(first).TakeWhile(i => i.Offset < end) : [];
}
