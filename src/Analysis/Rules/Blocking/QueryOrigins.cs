using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Where a query gets its rows from.</summary>
internal enum QueryOrigin
{
    /// <summary>It is a sequence in memory.</summary>
    Memory,

    /// <summary>It is an IQueryable: most likely a table.</summary>
    Likely,

    /// <summary>It begins at a DbSet.</summary>
    Database,
}

/// <summary>Follows a query back over its operators, through parameters and own methods, to the tables and lists that it can begin at: the surest of them counts.</summary>
/// <param name="isStrict">Whether a source of which nothing is known may as well be a table.</param>
internal sealed class QueryOrigins(GivenValues given, bool isStrict = false)
{
    private const string DbSet = "Microsoft.EntityFrameworkCore.DbSet`1";

    private readonly Dictionary<(MethodNode, ValueFact, bool), QueryOrigin> _known = [];

    public QueryOrigin Of(MethodNode node, ValueFact value) => Of(node, value, throughHelpers: false);

    /// <param name="throughHelpers">An own helper that is given a query gives back that one, whatever other callers give it.</param>
    private QueryOrigin Of(MethodNode node, ValueFact value, bool throughHelpers)
    {
        if (!_known.TryGetValue((node, value, throughHelpers), out var known))
        {
            _known.Add((node, value, throughHelpers), known = Search(node, value, throughHelpers));
        }

        return known;
    }

    /// <summary>Each value is looked at once, however many ways lead to it: helpers that call each other have more ways than anybody could go.</summary>
    private QueryOrigin Search(MethodNode node, ValueFact value, bool throughHelpers)
    {
        QueryOrigin? surest = null;
        var seen = new HashSet<(MethodNode, ValueFact)> { (node, value) };
        var queue = new Queue<(MethodNode Node, ValueFact Value)>(seen);
        while (queue.Count > 0 && surest != QueryOrigin.Database)
        {
            var (at, from) = queue.Dequeue();
            var (origin, sources) = Step(at, from, throughHelpers);
            if (origin is { } found && (surest is null || found > surest))
            {
                surest = found;
            }

            foreach (var source in sources.Where(seen.Add))
            {
                queue.Enqueue(source);
            }
        }

        return surest ?? QueryOrigin.Likely; // what is only given by itself says nothing of where it began
    }

    /// <returns>Where a value begins, or the values that it can be made of.</returns>
    private (QueryOrigin? Origin, IReadOnlyList<(MethodNode Node, ValueFact Value)> Sources) Step(MethodNode node, ValueFact value, bool throughHelpers)
    {
        var type = StaticTypes.Of(node.Method, value);
        if (value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { } source && IsOperator(source.Target))
        {
            return IsQuery(type) || IsSequence(type) ? (null, [(node, Values.Argument(source, 0))]) : (QueryOrigin.Memory, []);
        }

        if (type?.Name == DbSet || Values.Source(node.Method, value) is { Target: { Type: DbSet, Name: "AsQueryable" } })
        {
            return (QueryOrigin.Database, []);
        }

        // A query that an own method hands out as a plain sequence: IEnumerable<Order> Open() => db.Orders.Where(o => o.IsOpen);
        if (type?.Name == "System.Collections.Generic.IEnumerable`1" && value.Kind == ValueKind.Result && Returned(node, value).ToList() is { Count: > 0 } handedOut
            && handedOut.Select(r => r.Node).Distinct().Count() == 1 && !handedOut[0].Node.Method.Has(MethodTraits.Iterator))
        {
            return (null, handedOut);
        }

        if (!IsQuery(type))
        {
            return (isStrict && (type is null || Queries.IsQuery(type)) ? QueryOrigin.Likely : QueryOrigin.Memory, []);
        }

        // An own helper that puts a filter on the query that it is given: filter.Apply(rows), rows.Sorted(by).
        if (value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { } composes && Handed(node, composes) is { } handed && node.EdgesAt(Values.Index(value)).Count > 0)
        {
            if (throughHelpers)
            {
                return (null, [(node, handed)]);
            }

            if (Of(node, handed, throughHelpers: true) == QueryOrigin.Memory)
            {
                return (QueryOrigin.Memory, []);
            }
        }

        // An operator of a library: rows.Where("Length > 3").
        if (value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { Kind: SiteKind.Call, Target.HasReceiver: false } foreign && node.EdgesAt(Values.Index(value)).Count == 0 && Handed(node, foreign) is { } taken)
        {
            return (null, [(node, taken)]);
        }

        List<(MethodNode, ValueFact)> sources = value.Kind switch
        {
            ValueKind.Parameter when Values.Index(value) is { } parameter => [.. given.Arguments(node, parameter).Select(a => (a.Caller, a.Value))],
            ValueKind.Result => [.. Returned(node, value)],
            ValueKind.Captured => [.. given.Captured(node, value.Text).Select(c => (c.Node, c.Value))],
            ValueKind.Local => OfLocals(node),
            _ => [],
        };
        return sources.Count > 0 ? (null, sources) : (value.Kind == ValueKind.New ? QueryOrigin.Memory : QueryOrigin.Likely, []);
    }

    /// <summary>The query that a call is given.</summary>
    private static ValueFact? Handed(MethodNode node, SiteFact call)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsQuery(StaticTypes.Of(node.Method, argument)))
            {
                return argument;
            }
        }

        return null;
    }

    private static IEnumerable<(MethodNode Node, ValueFact Value)> Returned(MethodNode node, ValueFact value) =>
        node.EdgesAt(Values.Index(value) ?? -1)
            .Where(e => e.Via is null)
            .SelectMany(e => e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).SelectMany(s => Given(e.To, s.Value)));

    /// <summary>One query or the other, <c>isMeant is null ? rows : rows.Where(isMeant)</c>, leaves no trace of which: it begins where the queries of the body do.</summary>
    private static List<(MethodNode Node, ValueFact Value)> Given(MethodNode node, ValueFact returned) =>
        returned.Kind == ValueKind.Unknown && IsQuery(node.Method.Returns) ? OfLocals(node) : [(node, returned)];

    /// <summary>A local that gets one filter after another began where the body's other queries do.</summary>
    private static List<(MethodNode Node, ValueFact Value)> OfLocals(MethodNode node)
    {
        var begins = new List<(MethodNode Node, ValueFact Value)>();
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && IsQuery(site.Target.Returns))
            {
                var source = IsOperator(site.Target) ? Values.Argument(site, 0) : Handed(node, site) is { Kind: ValueKind.Local } ? ValueFact.Unknown : Values.ResultOf(i);
                if (source.Kind is not (ValueKind.Local or ValueKind.Unknown))
                {
                    begins.Add((node, source));
                }
            }
        }

        return begins;
    }

    private static bool IsOperator(MethodRef target) =>
        target.Type is "System.Linq.Queryable" or "System.Linq.Enumerable" or "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions"
            or "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions";

    /// <summary>Asked of nobody yet; a list, or what an await gives, is.</summary>
    private static bool IsSequence(TypeName? type) => type?.Name is
        "System.Collections.Generic.IEnumerable`1" or "System.Linq.IOrderedEnumerable`1" or "System.Linq.IGrouping`2";

    public static bool IsQuery(TypeName? type) => type?.Name is
        DbSet or "System.Linq.IQueryable`1" or "System.Linq.IOrderedQueryable`1" or "System.Linq.IQueryable" or "System.Linq.IOrderedQueryable" or
        "Microsoft.EntityFrameworkCore.Query.IIncludableQueryable`2";
}
