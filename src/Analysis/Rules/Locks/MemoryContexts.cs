using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>DbContexts that the program gives a database in its own memory, and no other: <c>AddDbContext&lt;BoardDb&gt;(o => o.UseInMemoryDatabase("board"))</c>. Whoever asks them waits for nobody.</summary>
internal sealed class MemoryContexts
{
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";

    private readonly HashSet<string> _contexts;
    private readonly HashSet<string> _inMemory = new(StringComparer.Ordinal);

    public MemoryContexts(CodeGraph graph)
    {
        _contexts = new(graph.Types.DerivedFromOpaque(DbContext).Select(t => t.Fact.Name), StringComparer.Ordinal);
        var given = graph.Sites.Of(IsProvider).Select(s => (s.Node, s.Node.Method.Sites[s.Site].Target.Name)).ToList();
        if (given.Exists(g => g.Name == "UseInMemoryDatabase"))
        {
            var of = given.ConvertAll(g => (g.Name, Context: ContextOf(graph.GivenValues, g.Node)));
            _inMemory.UnionWith(of.Where(g => g.Name == "UseInMemoryDatabase").Select(g => g.Context).OfType<string>());
            _inMemory.ExceptWith(of.Where(g => g.Name != "UseInMemoryDatabase").Select(g => g.Context).OfType<string>());
        }
    }

    /// <summary>Whether all contexts that a body speaks of are such.</summary>
    public bool Are(MethodNode node)
    {
        if (_inMemory.Count == 0)
        {
            return false;
        }

        var spoken = node.Method.Sites.SelectMany(s => new[] { s.Target.Type, s.Target.Returns?.Name ?? "" }).Append(node.Method.Type).Where(_contexts.Contains).Distinct().ToList();
        return spoken.Count > 0 && spoken.TrueForAll(_inMemory.Contains);
    }

    private static bool IsProvider(MethodRef member) =>
        member.Type.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) && member.Name is "UseInMemoryDatabase" or "UseNpgsql" or "UseSqlServer" or "UseSqlite" or "UseMySql" or "UseMySQL" or "UseOracle" or "UseCosmos";

    /// <summary>The context that a lambda, or <c>OnConfiguring</c>, configures; null where none is in sight.</summary>
    private string? ContextOf(GivenValues values, MethodNode node)
    {
        foreach (var (maker, site) in values.Makers(node))
        {
            if (maker.Method.Sites[site].Consumer is >= 0 and var consumer
                && maker.Method.Sites[consumer].Target is { MethodArguments.Count: > 0 } adds
                && adds.Name.StartsWith("Add", StringComparison.Ordinal))
            {
                return adds.MethodArguments[adds.MethodArguments.Count - 1].Name;
            }
        }

        return _contexts.Contains(node.Method.Type) ? node.Method.Type : null;
    }
}
