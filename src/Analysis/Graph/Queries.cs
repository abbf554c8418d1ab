using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Queries are composed first and run when somebody enumerates them: <c>foreach</c>, <c>ToList</c>, and everything else that takes them for a plain sequence. What began as a list in memory
/// (<c>AsQueryable</c>) asks nobody.
/// </summary>
internal static class Queries
{
    /// <summary>A chain of operators longer than this is not looked through.</summary>
    private const int Longest = 64;

    private const string Queryable = "System.Linq.Queryable";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Linq.IQueryable`1",
        "System.Linq.IOrderedQueryable`1",
        "Microsoft.EntityFrameworkCore.DbSet`1",
        "Microsoft.EntityFrameworkCore.Query.IIncludableQueryable`2",
        "System.Data.Entity.DbSet`1",
        "System.Data.Entity.IDbSet`1",
        "System.Data.Entity.Infrastructure.DbQuery`1",
        "System.Data.Entity.Infrastructure.DbRawSqlQuery`1",
        "System.Data.Linq.Table`1",
        "MongoDB.Driver.Linq.IMongoQueryable`1",
        "MongoDB.Driver.Linq.IOrderedMongoQueryable`1",
    };

    /// <summary>Operators that hand a sequence on without looking at its elements.</summary>
    private static readonly HashSet<string> Deferred = new(StringComparer.Ordinal)
    {
        "Append", "AsEnumerable", "AsAsyncEnumerable", "AsParallel", "Cast", "Chunk", "Concat", "ConfigureAwait", "DefaultIfEmpty", "Distinct", "DistinctBy", "Except", "ExceptBy", "GroupBy", "GroupJoin", "Index",
        "Intersect", "IntersectBy", "Join", "LeftJoin", "OfType", "Order", "OrderBy", "OrderByDescending", "OrderDescending", "Prepend", "Reverse", "RightJoin", "Select", "SelectMany", "Skip", "SkipLast", "SkipWhile",
        "Take", "TakeLast", "TakeWhile", "ThenBy", "ThenByDescending", "ToAsyncEnumerable", "Union", "UnionBy", "Where", "WithCancellation", "Zip",
    };

    private static readonly HashSet<string> Sequences = new(StringComparer.Ordinal)
    {
        "System.Linq.Enumerable",
        "System.Linq.AsyncEnumerable",
        "System.Linq.ParallelEnumerable",
        "System.Threading.Tasks.TaskAsyncEnumerableExtensions",
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions",
    };

    /// <summary>What takes any sequence and reads it to the end.</summary>
    private static readonly HashSet<(string Type, string Member)> Readers =
    [
        ("System.Collections.Generic.List`1", ".ctor"),
        ("System.Collections.Generic.List`1", "AddRange"),
        ("System.Collections.Generic.HashSet`1", ".ctor"),
        ("System.Collections.Generic.HashSet`1", "UnionWith"),
        ("System.Collections.Generic.Queue`1", ".ctor"),
        ("System.Collections.Generic.Stack`1", ".ctor"),
        ("System.Collections.Immutable.ImmutableArray", "CreateRange"),
        ("System.String", "Join"),
        ("System.String", "Concat"),
    ];

    private enum Source
    {
        /// <summary>No query, as far as the code shows.</summary>
        None,
        Query,
        Memory,
    }

    public static bool IsQuery(TypeName? type) => type is not null && Types.Contains(type.Name);

    /// <summary>Whether a call enumerates a query.</summary>
    public static bool IsRunBy(MethodFact method, SiteFact call)
    {
        if (call.Kind is not (SiteKind.Call or SiteKind.VirtualCall or SiteKind.New))
        {
            return false;
        }

        if (call.Target.Name is "GetEnumerator" or "GetAsyncEnumerator")
        {
            return Of(method, call.Receiver, Longest) == Source.Query;
        }

        return Sequences.Contains(call.Target.Type) ? !Deferred.Contains(call.Target.Name) && call.Target.Type.StartsWith("System.Linq.", StringComparison.Ordinal) && Takes(method, call, 0)
            : Readers.Contains((call.Target.Type, call.Target.Name)) && Enumerable.Range(0, call.Arguments.Count).Any(a => Takes(method, call, a));
    }

    /// <summary>Whether an operator of a query works on a list in memory.</summary>
    public static bool IsInMemory(MethodFact method, SiteFact call) =>
        call.Target.Type == Queryable && Of(method, Values.Argument(call, 0), Longest) == Source.Memory;

    /// <summary>Whether a value is a query that has not run: handed out, it runs where somebody enumerates it.</summary>
    public static bool IsQuery(MethodFact method, ValueFact value) => Of(method, value, Longest) == Source.Query;

    private static bool Takes(MethodFact method, SiteFact call, int argument) => Of(method, Values.Argument(call, argument), Longest) == Source.Query;

    private static Source Of(MethodFact method, ValueFact value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.Local or ValueKind.Captured:
                return method.Body.Locals.Any(l => l.Slot == value.Text && IsQuery(l.Type)) ? Source.Query : Source.None;
            case ValueKind.Parameter:
                return Values.Index(value) is { } index && index < method.Parameters.Count && IsQuery(method.Parameters[index]) ? Source.Query : Source.None;
            case ValueKind.Field:
                return method.Sites.Any(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text && IsQuery(s.Target.Returns)) ? Source.Query : Source.None;
            case ValueKind.Result when depth > 0 && Values.Source(method, value) is { } call:
                return OfResult(method, call, depth - 1);
            default:
                return Source.None;
        }
    }

    private static Source OfResult(MethodFact method, SiteFact call, int depth)
    {
        var name = call.Target.Name;
        if (call.Target.Type == Queryable && name == "AsQueryable")
        {
            return Of(method, Values.Argument(call, 0), depth) == Source.Query ? Source.Query : Source.Memory;
        }

        if (Sequences.Contains(call.Target.Type) && Deferred.Contains(name))
        {
            // ConfigureAwait and WithCancellation of an async sequence are extension methods, too.
            return Of(method, Values.Argument(call, 0), depth);
        }

        // Members of DbSet and of a configured sequence that go by the same names.
        if (call.Target.HasReceiver && Deferred.Contains(name) && (Types.Contains(call.Target.Type) || call.Target.Type == "System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable`1"))
        {
            return Types.Contains(call.Target.Type) ? Source.Query : Of(method, call.Receiver, depth);
        }

        if (!IsQuery(call.Target.Returns))
        {
            return Source.None;
        }

        // Operators keep the source that they were given; anything else that returns a query made one.
        return call.Arguments.Count > 0 && !call.Target.HasReceiver && Of(method, call.Arguments[0], depth) == Source.Memory ? Source.Memory : Source.Query;
    }
}
