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

/// <summary>Follows a query back over its operators, through parameters and own methods, to the table or the list that it begins at.</summary>
/// <param name="isStrict">Whether a source of which nothing is known may as well be a table.</param>
internal sealed class QueryOrigins(GivenValues given, bool isStrict = false)
{
    private const int Deepest = 24;
    private const string DbSet = "Microsoft.EntityFrameworkCore.DbSet`1";

    private readonly HashSet<MethodNode> _locals = [];

    public QueryOrigin Of(MethodNode node, ValueFact value) => Of(node, value, Deepest) ?? QueryOrigin.Likely;

    /// <returns>Null for a local of which it is being asked already: what it adds to itself says nothing of where it began.</returns>
    private QueryOrigin? Of(MethodNode node, ValueFact value, int depth)
    {
        var type = StaticTypes.Of(node.Method, value);
        if (depth == 0)
        {
            return IsQuery(type) ? QueryOrigin.Likely : QueryOrigin.Memory;
        }

        if (value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { } source && IsOperator(source.Target))
        {
            return IsQuery(type) || IsSequence(type) ? Of(node, Values.Argument(source, 0), depth - 1) : QueryOrigin.Memory;
        }

        if (type?.Name == DbSet)
        {
            return QueryOrigin.Database;
        }

        if (!IsQuery(type))
        {
            return isStrict && (type is null || Queries.IsQuery(type)) ? QueryOrigin.Likely : QueryOrigin.Memory;
        }

        // An own helper that puts a filter on the query that it is given: filter.Apply(rows), rows.Sorted(by).
        if (value.Kind == ValueKind.Result && Values.Source(node.Method, value) is { } composes && Handed(node, composes) is { } handed && node.Edges.Any(e => e.Site == Values.Index(value)) && Of(node, handed, depth - 1) == QueryOrigin.Memory)
        {
            return QueryOrigin.Memory;
        }

        return value.Kind switch
        {
            ValueKind.Parameter when Values.Index(value) is { } parameter => Join(given.Arguments(node, parameter).Select(a => Of(a.Caller, a.Value, depth - 1))),
            ValueKind.Result => Join(Returned(node, value).Select(r => Of(r.Node, r.Value, depth - 1))),
            ValueKind.Captured => Join(given.Captured(node, value.Text).Select(c => Of(c.Node, c.Value, depth - 1))),
            ValueKind.Local => OfLocal(node, depth),
            ValueKind.New => QueryOrigin.Memory,
            _ => QueryOrigin.Likely,
        };
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
        node.Edges
            .Where(e => e.Site == Values.Index(value) && e.Via is null)
            .SelectMany(e => e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => (e.To, s.Value)));

    /// <summary>A local that gets one filter after another began where the body's other queries do.</summary>
    private QueryOrigin? OfLocal(MethodNode node, int depth)
    {
        if (!_locals.Add(node))
        {
            return null;
        }

        var begins = new List<QueryOrigin?>();
        for (var i = 0; i < node.Method.Sites.Count; i++)
        {
            var site = node.Method.Sites[i];
            if (site.Kind is SiteKind.Call or SiteKind.VirtualCall && IsQuery(site.Target.Returns))
            {
                var source = IsOperator(site.Target) ? Values.Argument(site, 0) : Handed(node, site) is { Kind: ValueKind.Local } ? ValueFact.Unknown : Values.ResultOf(i);
                if (source.Kind is not (ValueKind.Local or ValueKind.Unknown))
                {
                    begins.Add(Of(node, source, depth - 1));
                }
            }
        }

        _locals.Remove(node);
        return Join(begins);
    }

    private static QueryOrigin? Join(IEnumerable<QueryOrigin?> origins)
    {
        var (result, any) = ((QueryOrigin?)null, false);
        foreach (var origin in origins)
        {
            any = true;
            result = result is null || result < origin ? origin : result;
        }

        return any ? result : QueryOrigin.Likely;
    }

    private static bool IsOperator(MethodRef target) =>
        target.Type is "System.Linq.Queryable" or "System.Linq.Enumerable" or "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions"
            or "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions";

    /// <summary>Asked of nobody yet; a list, or what an await gives, is.</summary>
    private static bool IsSequence(TypeName? type) => type?.Name is
        "System.Collections.Generic.IEnumerable`1" or "System.Linq.IOrderedEnumerable`1" or "System.Linq.IGrouping`2";

    private static bool IsQuery(TypeName? type) => type?.Name is
        DbSet or "System.Linq.IQueryable`1" or "System.Linq.IOrderedQueryable`1" or "System.Linq.IQueryable" or "System.Linq.IOrderedQueryable" or
        "Microsoft.EntityFrameworkCore.Query.IIncludableQueryable`2";
}
