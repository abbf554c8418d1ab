using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// Which types of objects a context watches: those of its sets (<c>DbSet&lt;Order&gt;</c>), of its model (<c>builder.Entity&lt;Order&gt;()</c>), and what these hold and derive from.
/// </summary>
internal sealed class ContextEntities(CodeGraph graph)
{
    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);

    /// <summary>The names of the types; empty where the code does not show any.</summary>
    public HashSet<string> Of(TypeName context)
    {
        if (!_known.TryGetValue(context.Name, out var known))
        {
            _known[context.Name] = known = Close(Sets(context));
        }

        return known;
    }

    private List<TypeName> Sets(TypeName context)
    {
        var found = new List<TypeName>();
        for (var own = graph.Types.Find(context.Assembly, context.Name); own is not null; own = own.Base)
        {
            found.AddRange(own.Fact.Fields.SelectMany(f => f.Type.Arguments));
            found.AddRange(own.Methods.SelectMany(m => m.Method.Returns.Arguments));
            found.AddRange(own.Fact.Base?.Arguments ?? []);
            foreach (var site in own.Methods.SelectMany(m => m.Method.Sites).Where(s => s.Target.Type.StartsWith("Microsoft.EntityFrameworkCore.ModelBuilder", StringComparison.Ordinal)))
            {
                found.AddRange(site.Target.MethodArguments);
                if (site.Target.Name == "ApplyConfigurationsFromAssembly")
                {
                    found.AddRange(graph.Types.All.SelectMany(t => t.Fact.Interfaces).Where(i => i.Name == "Microsoft.EntityFrameworkCore.IEntityTypeConfiguration`1").SelectMany(i => i.Arguments));
                }
            }
        }

        return found;
    }

    private HashSet<string> Close(List<TypeName> types)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<TypeName>(types);
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            next.Arguments.ToList().ForEach(queue.Enqueue);
            if (Element(next) is { } own && known.Add(own.Fact.Name))
            {
                own.Fact.Fields.Select(f => f.Type).Concat(own.Fact.Interfaces).ToList().ForEach(queue.Enqueue);
                own.Methods.Where(m => m.Method.Name.StartsWith("get_", StringComparison.Ordinal)).Select(m => m.Method.Returns).ToList().ForEach(queue.Enqueue);
                own.Derived.Select(d => new TypeName(d.Assembly, d.Fact.Name, [])).ToList().ForEach(queue.Enqueue);
                if (own.Fact.Base is { } above)
                {
                    queue.Enqueue(above);
                }
            }
        }

        return known;
    }

    private TypeNode? Element(TypeName type) =>
        graph.Types.Find(type.Assembly, type.Name.EndsWith("[]", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 2) : type.Name);
}
