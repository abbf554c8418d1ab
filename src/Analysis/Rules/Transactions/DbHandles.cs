using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>What a transaction is on, or a statement goes through: a context or a connection.</summary>
/// <param name="Value">The context or connection in the body that uses it.</param>
/// <param name="Type">Its type where the code shows one.</param>
internal sealed record DbHandle(ValueFact Value, TypeName? Type, bool IsContext)
{
    /// <summary>Made for the one who uses it: by <c>new</c>, a factory or a scope of its own.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Known by an interface of ours: another variable can hold the same one.</summary>
    public bool IsBehindInterface { get; init; }
}

/// <summary>Finds the context or connection behind a call.</summary>
internal sealed class DbHandles(CodeGraph graph, Catalogue catalogue)
{
    private const string Context = "Microsoft.EntityFrameworkCore.DbContext";
    private const string Facade = "Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade";

    private readonly OwnFactories _factories = new(catalogue);

    /// <summary>What a call that begins a transaction begins it on; null for a TransactionScope and for what the code does not show.</summary>
    public DbHandle? OfBegin(MethodNode node, int site)
    {
        if (site < 0)
        {
            return OfBoundary(node);
        }

        var call = node.Method.Sites[site];
        return graph.Find(call.Target) is null ? Of(node, call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0)) : null;
    }

    /// <summary>Which parameter a call begins a transaction on, where that is the <c>Database</c> of some context.</summary>
    public static int? OfHandedFacade(MethodNode node, int site)
    {
        var call = node.Method.Sites[site];
        var begun = call.Target.HasReceiver ? call.Receiver : Values.Argument(call, 0);
        return begun.Kind == ValueKind.Parameter && Values.Index(begun) is { } position && node.Method.Parameters[position].Name == Facade ? position : null;
    }

    /// <summary>What a statement or a save goes through.</summary>
    public DbHandle? OfEffect(EffectSite effect)
    {
        var method = effect.Node.Method;
        var call = method.Sites[effect.Site];
        if (!call.Target.HasReceiver)
        {
            return Of(effect.Node, Values.Argument(call, 0));
        }

        // A command or a batch: what it was made with, or the connection that made it.
        if ((call.Target.Type.EndsWith("Command", StringComparison.Ordinal) || call.Target.Type.EndsWith("Batch", StringComparison.Ordinal)) && Values.Source(method, call.Receiver) is { } command)
        {
            return command.Kind == SiteKind.New ? Of(effect.Node, Values.Argument(command, 1)) : Of(effect.Node, command.Receiver);
        }

        return Of(effect.Node, call.Receiver);
    }

    /// <summary>Whether a type is a DbContext, or derives from one.</summary>
    public bool IsContext(TypeName type) => Above(type).Any(name => name == Context || name.StartsWith("Microsoft.AspNetCore.Identity.EntityFrameworkCore.Identity", StringComparison.Ordinal));

    /// <summary>Whether a call is one of an own member that makes a context each time.</summary>
    public bool IsOfFactory(MethodNode node, int site) =>
        site >= 0
        && OwnFactories.Gives(node.Method.Sites[site]) is { } given
        && IsContext(given)
        && node.EdgesAt(site).Where(e => e.Via is null && e.Mode == RunMode.Inline).Select(e => e.To).ToList() is { Count: > 0 } bodies
        && bodies.TrueForAll(b => _factories.Is(b, IsContext));

    /// <summary>Whether a variable of one type can hold what one of the other holds.</summary>
    public bool CanBeSame(TypeName a, TypeName b) =>
        Generics.IsParameter(a) || Generics.IsParameter(b) || Above(a).Contains(b.Name) || Above(b).Contains(a.Name) || IsInterface(a) || IsInterface(b);

    private DbHandle? OfBoundary(MethodNode node)
    {
        var boundary = node.Intents.FirstOrDefault(i => i.Type == IntentNames.TransactionBoundary);
        if (boundary?.Get("Context") is { } named)
        {
            return new(ValueFact.Unknown, new("", named, []), IsContext: true);
        }

        // The only context that the type keeps.
        var kept = graph.Types.Find(node.Assembly.Name, node.Type.Name)?.Methods
            .Where(m => m.Method.Has(MethodTraits.Constructor))
            .SelectMany(m => m.Method.Parameters)
            .Where(IsContext)
            .ToList();
        return kept is { Count: 1 } ? new(ValueFact.Unknown, kept[0], IsContext: true) : null;
    }

    /// <summary>The context or connection behind a value.</summary>
    public DbHandle? Of(MethodNode node, ValueFact value)
    {
        // shop.Database, shop.Orders, shop.Orders.Where(…), shop.Database.GetDbConnection(): the context behind them.
        for (var steps = 0; steps < 8; steps++)
        {
            var type = ValueTypes.Of(graph, node, value);
            var source = Values.Source(node.Method, value);
            if (type is not null && IsContext(type))
            {
                return new(value, type, IsContext: true) { IsOwn = IsMade(node, source) || IsOfFactory(node, Values.Index(value) ?? -1) };
            }

            if (type is not null && ContextBehind(type) is { } context)
            {
                return new(value, context, IsContext: true) { IsBehindInterface = true };
            }

            if (type is not null && IsConnection(type) && source?.Target.Name != "GetDbConnection")
            {
                return new(value, type, IsContext: false) { IsOwn = source is not null && IsOpened(node, value, source, 3) };
            }

            // What a data source runs, it runs on a connection that it takes for that alone.
            if (type is not null && IsDataSource(type.Name))
            {
                return new(value, null, IsContext: false) { IsOwn = true };
            }

            if (source is null || source.Kind == SiteKind.New)
            {
                return null;
            }

            value = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }

        return null;
    }

    /// <summary>What stands behind an own interface that only contexts implement (<c>class Db : DbContext, IFacade</c>): the one context, or where there are several the interface itself.</summary>
    private TypeName? ContextBehind(TypeName type)
    {
        if (Find(type) is not { IsInterface: true } own)
        {
            return null;
        }

        var behind = TypeHierarchy.SelfAndDerived(own).Where(t => t.IsConcrete).Select(t => new TypeName(t.Assembly, t.Fact.Name, [])).ToList();
        return behind.Count == 0 || !behind.TrueForAll(IsContext) ? null : behind.Count == 1 ? behind[0] : type;
    }

    /// <summary>
    /// A connection that nobody else has: by <c>new</c>, of a data source or a provider's factory, or of an own member that returns such a one and no other. An own factory that keeps one for the request hands out that.
    /// </summary>
    private static bool IsOpened(MethodNode node, ValueFact value, SiteFact source, int depth)
    {
        if (source.Kind == SiteKind.New)
        {
            return true;
        }

        var bodies = node.EdgesAt(Values.Index(value)).Where(e => e.Via is null && e.Mode == RunMode.Inline).Select(e => e.To).ToList();
        return bodies.Count == 0
            ? source.Target.Name.StartsWith("CreateConnection", StringComparison.Ordinal) || (source.Target.Name.StartsWith("OpenConnection", StringComparison.Ordinal) && IsDataSource(source.Target.Type))
            : depth > 0 && bodies.TrueForAll(b => Returned(b).All(r => !IsKept(b, r) && Values.Source(b.Method, r) is { } made && IsOpened(b, r, made, depth - 1)));
    }

    /// <summary><c>Connection => _connection ??= Open();</c>: whoever asks again gets the one that the field has.</summary>
    private static bool IsKept(MethodNode body, ValueFact made) =>
        body.Method.Sites.Any(s => s.Kind == SiteKind.FieldWrite && s.Arguments.Contains(made));

    /// <summary>What a body returns; one value that is not known where it shows none.</summary>
    private static IEnumerable<ValueFact> Returned(MethodNode body) =>
        body.Method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).DefaultIfEmpty(ValueFact.Unknown);

    private static bool IsDataSource(string type) => type.EndsWith("DataSource", StringComparison.Ordinal);

    private bool IsMade(MethodNode node, SiteFact? source) =>
        source is not null
        && (source.Kind == SiteKind.New
            || catalogue.Of<OwnContextMeaning>(source.Target.Type, source.Target.Name) is not null
            || (source.Target.Name.StartsWith("Get", StringComparison.Ordinal) && IsFromOwnScope(node, source)));

    /// <summary><c>scope.ServiceProvider.GetRequiredService&lt;ShopDb&gt;()</c> of a scope that the body has made.</summary>
    private bool IsFromOwnScope(MethodNode node, SiteFact service)
    {
        var value = service.Target.HasReceiver ? service.Receiver : Values.Argument(service, 0);
        for (var steps = 0; steps < 4 && Values.Source(node.Method, value) is { } source; steps++)
        {
            if (catalogue.Of<OwnContextMeaning>(source.Target.Type, source.Target.Name) is not null)
            {
                return true;
            }

            value = source.Target.HasReceiver ? source.Receiver : Values.Argument(source, 0);
        }

        return false;
    }

    private static bool IsConnection(TypeName type) => type.Name.EndsWith("Connection", StringComparison.Ordinal) && !type.Name.EndsWith("HubConnection", StringComparison.Ordinal);

    private bool IsInterface(TypeName type) => graph.Types.Find(type.Assembly, type.Name)?.IsInterface == true;

    private IEnumerable<string> Above(TypeName type)
    {
        yield return type.Name;
        for (var own = Find(type); own is not null; own = own.Base)
        {
            if (own.Fact.Base is { } above)
            {
                yield return above.Name;
            }
        }
    }

    private TypeNode? Find(TypeName type) =>
        type.Assembly.Length > 0 ? graph.Types.Find(type.Assembly, type.Name) : graph.Assemblies.Select(a => graph.Types.Find(a.Name, type.Name)).FirstOrDefault(t => t is not null);
}
