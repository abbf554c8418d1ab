using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>DbContexts that try each command again (<c>EnableRetryOnFailure</c>), and which commands are theirs.</summary>
internal sealed class Contexts
{
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";

    /// <summary>Configured where no type of context is in sight.</summary>
    private const string Any = "";

    private readonly CodeGraph _graph;
    private readonly ValueOrigins _origins;
    private readonly Dictionary<string, RetryLayer> _layers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contexts;

    /// <summary>Those that somebody gives a database in sight, with a strategy or without.</summary>
    private readonly HashSet<string> _configured = new(StringComparer.Ordinal);

    public Contexts(CodeGraph graph, Catalogue catalogue, ValueOrigins origins, Policies policies)
    {
        _graph = graph;
        _origins = origins;
        _contexts = new(graph.Types.DerivedFromOpaque(DbContext).Select(t => t.Fact.Name), StringComparer.Ordinal);
        NoteConfigured(graph);
        foreach (var node in graph.NodesNear(m => catalogue.Of<RetryMeaning>(m) is not null).Where(n => !n.Method.Has(MethodTraits.Generated)))
        {
            for (var i = 0; i < node.Method.Sites.Count; i++)
            {
                var site = node.Method.Sites[i];
                var enables = site.Target.Name.StartsWith("EnableRetryOnFailure", StringComparison.Ordinal) || site.Target.Name.EndsWith("DbContext", StringComparison.Ordinal);
                if (enables && catalogue.Of<RetryMeaning>(site.Target.Type, site.Target.Name) is { } meaning && policies.OfCall(new(node), site, meaning) is { IsOnce: false } attempts)
                {
                    var context = site.Target.MethodArguments.Count > 0 ? site.Target.MethodArguments[0].Name : ContextOf(node);
                    if (!_layers.ContainsKey(context))
                    {
                        _layers.Add(context, new(RetryKind.Context, context.Length > 0 ? Names.Type(context) : "DbContext", attempts, node, i) { IsPossible = IsOneOfSeveral(node) });
                    }
                }
            }
        }
    }

    /// <summary>Whether the code shows what the context of a body is given, and that it retries nothing: then its execution strategy runs everything once.</summary>
    public bool IsPlain(MethodNode node)
    {
        if (_layers.ContainsKey(Any) || _configured.Count == 0)
        {
            return false;
        }

        var mentioned = Mentioned(node).Where(_contexts.Contains).Distinct().ToList();
        var used = mentioned.Count > 0 || _contexts.Count > 1 ? mentioned : [.. _contexts];
        return used.Count > 0 && used.TrueForAll(c => !_layers.ContainsKey(c) && _configured.Contains(c));
    }

    private void NoteConfigured(CodeGraph graph)
    {
        foreach (var node in graph.NodesNear(IsDatabase).Where(n => !n.Method.Has(MethodTraits.Generated) && n.Method.Sites.Any(s => IsDatabase(s.Target))))
        {
            _configured.Add(ContextOf(node));
        }
    }

    /// <summary><c>case "pg": o.UseNpgsql(…); case "ms": o.UseSqlServer(…, s => s.EnableRetryOnFailure());</c>: which database it is, the configuration says, and the other one retries nothing.</summary>
    private bool IsOneOfSeveral(MethodNode node)
    {
        if (_origins.MakerOf(node) is not { Site.Consumer: >= 0 } maker || !IsDatabase(maker.Node.Method.Sites[maker.Site.Consumer].Target))
        {
            return false;
        }

        var method = maker.Node.Method;
        var block = method.Body.BlockOfSite[maker.Site.Consumer];
        var flow = new ControlFlow(method);
        return Enumerable.Range(0, method.Sites.Count).Any(s =>
            IsDatabase(method.Sites[s].Target)
            && method.Body.BlockOfSite[s] is var other
            && other != block
            && !flow.Dominates(block, other)
            && !flow.Dominates(other, block)
            && !method.Sites.Any(d => d.Kind == SiteKind.Delegate && d.Consumer == s && _graph.Find(d.Target) is { } lambda && lambda.Method.Sites.Any(e => e.Target.Name.StartsWith("EnableRetryOnFailure", StringComparison.Ordinal))));
    }

    /// <summary>A provider that retries only when it is told to.</summary>
    private static bool IsDatabase(MethodRef member) =>
        member.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) && member.Name is "UseNpgsql" or "UseSqlServer" or "UseSqlite" or "UseMySql" or "UseMySQL" or "UseOracle" or "UseInMemoryDatabase";

    /// <summary>What tries a command again that a body gives to its context; null when nothing does.</summary>
    public RetryLayer? Of(MethodNode node)
    {
        if (_layers.Count == 0)
        {
            return null;
        }

        // A repository for any context speaks of the only one that there is.
        var mentioned = Mentioned(node).Where(_contexts.Contains).ToList();
        foreach (var context in mentioned.Count > 0 || _contexts.Count > 1 ? mentioned : [.. _contexts])
        {
            if (_layers.TryGetValue(context, out var layer))
            {
                return layer;
            }
        }

        return _layers.TryGetValue(Any, out var any) ? any : null;
    }

    private static IEnumerable<string> Mentioned(MethodNode node)
    {
        yield return node.Method.Type;
        foreach (var site in node.Method.Sites)
        {
            yield return site.Target.Type;
            if (site.Target.Returns is { } returns)
            {
                yield return returns.Name;
            }
        }

        foreach (var parameter in node.Method.Parameters)
        {
            yield return parameter.Name;
        }
    }

    /// <summary>The context that a lambda configures: the call that the outermost lambda is handed to names it.</summary>
    private string ContextOf(MethodNode node)
    {
        for (var depth = 0; depth < 5 && _origins.MakerOf(node) is { } maker; depth++)
        {
            if (maker.Site.Consumer >= 0 && maker.Node.Method.Sites[maker.Site.Consumer].Target is { MethodArguments.Count: > 0 } consumer
                && consumer.Name.StartsWith("Add", StringComparison.Ordinal))
            {
                return consumer.MethodArguments[consumer.MethodArguments.Count - 1].Name;
            }

            node = maker.Node;
        }

        // Also in a lambda of which nobody has noted who makes it.
        return node.Method.Owner.IndexOf(".OnConfiguring(", StringComparison.Ordinal) >= 0 ? node.Method.Type : Any;
    }
}
