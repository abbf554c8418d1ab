using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>What only a tool runs while the program is written: <c>dotnet ef</c> makes a context by its <c>IDesignTimeDbContextFactory</c>. How that is configured says nothing of the program, which is configured elsewhere.</summary>
internal static class DesignTimeCode
{
    private static readonly string[] Services = ["Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1", "Microsoft.EntityFrameworkCore.Design.IDesignTimeServices"];

    /// <summary>Empties the bodies of such types before anybody reads them; not of those that the program makes or names itself.</summary>
    public static void TakeOut(CodeGraph graph)
    {
        var types = new HashSet<TypeNode>(Services.SelectMany(graph.Types.DerivedFromOpaque));
        if (types.Count == 0)
        {
            return;
        }

        foreach (var node in graph.Nodes)
        {
            if (types.Count > 0 && (TypeOf(graph, node) is not { } own || !types.Contains(own)))
            {
                foreach (var named in node.Method.Sites.Where(s => s.Kind is SiteKind.New or SiteKind.Call or SiteKind.VirtualCall or SiteKind.TypeToken).SelectMany(Named))
                {
                    Keep(graph.Types.Find(named.Assembly, named.Name));
                }
            }
        }

        foreach (var node in types.SelectMany(t => t.Methods))
        {
            node.IsDesignTime = true;
            node.Reread(node.Method with { Sites = [], Flow = FlowFact.None, Body = BodyFact.None });
        }

        // Whoever makes one runs its base, too.
        void Keep(TypeNode? type)
        {
            for (var t = type; t is not null && types.Remove(t); t = t.Base)
            {
            }
        }
    }

    private static TypeNode? TypeOf(CodeGraph graph, MethodNode node) => graph.Types.Find(node.Assembly.Name, node.Method.Type);

    private static IEnumerable<TypeName> Named(SiteFact site) => site.Target.MethodArguments.Concat([new(site.Target.Assembly, site.Target.Type, [])]);
}
