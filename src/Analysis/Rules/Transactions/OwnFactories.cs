using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Own members that make a context for each call: <c>AppDb GetContext() => provider switch { "sqlite" => new SqliteDb(…), _ => new SqlServerDb(…) }</c>. One that keeps what it has made, or hands out what it was given, makes none for the caller.
/// A factory for contexts of any type, <c>T Create() => Create(null)</c>, is one as well: which type it is, the call says.
/// </summary>
internal sealed class OwnFactories(Catalogue catalogue)
{
    private readonly Dictionary<MethodNode, bool> _known = [];

    /// <param name="isContext">Whether a type is that of a context.</param>
    public bool Is(MethodNode node, Func<TypeName, bool> isContext)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known[node] = false; // who calls itself makes nothing by that
            var returned = Generics.Awaited(node.Method.Returns);
            _known[node] = known = Generics.IsParameter(returned) ? Makes(node, type => isContext(type) || type == returned || Generics.ParameterIndex(type) is not null) : isContext(returned) && Makes(node, isContext);
        }

        return known;
    }

    private bool Makes(MethodNode node, Func<TypeName, bool> isContext)
    {
        var method = node.Method;
        var returned = method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).ToList();
        return returned.Count > 0
            && returned.TrueForAll(r => r.Kind == ValueKind.Local || IsMade(node, r, isContext))
            && !method.Parameters.Any(isContext)
            && !method.Sites.Any(s => s.Kind is SiteKind.FieldRead or SiteKind.FieldWrite && s.Target.Returns is { } kept && isContext(kept))
            && Enumerable.Range(0, method.Sites.Count).Where(s => Gives(method.Sites[s]) is { } type && isContext(type)).ToList() is { Count: > 0 } contexts
            && contexts.TrueForAll(s => IsMade(node, s, isContext));
    }

    /// <summary>The type of what a call gives, after an await; null for what is no call.</summary>
    public static TypeName? Gives(SiteFact site)
    {
        if (site.Kind == SiteKind.New)
        {
            return new(site.Target.Assembly, site.Target.Type, []);
        }

        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || site.Target.Returns is not { } returns)
        {
            return null;
        }

        var given = Generics.Awaited(returns);
        return given.Name == "``0" && site.Target.MethodArguments.Count == 1 ? site.Target.MethodArguments[0] : Generics.Substitute(given, site.Target.TypeArguments);
    }

    /// <summary><c>Task.FromResult(Open())</c>: a task of what is there already.</summary>
    private static bool IsDone(MethodRef target) => target is { Type: "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask", Name: "FromResult" };

    private bool IsMade(MethodNode node, ValueFact value, Func<TypeName, bool> isContext) => value.Kind is ValueKind.New or ValueKind.Result && Values.Index(value) is { } site && IsMade(node, site, isContext);

    private bool IsMade(MethodNode node, int site, Func<TypeName, bool> isContext)
    {
        var made = node.Method.Sites[site];
        return made.Kind == SiteKind.New
            || (IsDone(made.Target) && IsMade(node, Values.Argument(made, 0), isContext))
            || made.Target is { Type: "System.Activator" or "Microsoft.Extensions.DependencyInjection.ActivatorUtilities", Name: "CreateInstance" }
            || catalogue.Of<OwnContextMeaning>(made.Target.Type, made.Target.Name) is not null
            || (node.EdgesAt(site).Where(e => e.Mode == RunMode.Inline).Select(e => e.To).ToList() is { Count: > 0 } below && below.TrueForAll(b => Is(b, isContext)));
    }
}
