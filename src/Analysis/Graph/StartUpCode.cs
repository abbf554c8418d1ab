using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Code that runs once, before the service answers anybody: what is handed the host, its builder or the service collection, and migrations of data, which a runner finds by their base or interface.
/// </summary>
internal static class StartUpCode
{
    /// <summary>Who is handed one of these builds or runs the host.</summary>
    private static readonly HashSet<string> Hosts = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.Builder.WebApplication",
        "Microsoft.AspNetCore.Builder.WebApplicationBuilder",
        "Microsoft.AspNetCore.Hosting.IWebHost",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder",
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHost",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder",
    };

    /// <summary>Of these a method of any object is called by the host itself while it is built: <c>Startup.Configure</c>, a module's.</summary>
    private static readonly HashSet<string> Built = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
    };

    /// <summary>So many implementations a start can go through one by one.</summary>
    private const int Several = 12;

    /// <summary>Extensions of the host and of what builds it are called before it runs.</summary>
    public static bool BeginsHost(MethodNode node) =>
        !node.Method.Has(MethodTraits.Lambda)
        && (node.Method.Has(MethodTraits.Static) ? node.Method.Parameters.Any(p => Hosts.Contains(p.Name)) : node.Method.Name.StartsWith("Configure", StringComparison.Ordinal) && node.Method.Parameters.Any(p => Built.Contains(p.Name)));

    /// <summary>What a hosted service does when the host starts, once for each process: not what it then does for as long as that runs.</summary>
    public static bool BeginsService(EntryPoint entry) => entry is { Kind: "hosted service", Node.Method.Name: "StartAsync" or "StartingAsync" or "StartedAsync" };

    /// <summary>Whether the start of the program runs what it calls: not what it only registers or names in an expression tree, unless that builds the host as well, and not one of dozens.</summary>
    public static bool Runs(CallEdge edge) =>
        !IsNamed(edge) && (edge.Mode != RunMode.Later || edge.To.Method.Parameters.Any(p => Hosts.Contains(p.Name))) && (edge.Certain || edge.Targets <= Several);

    /// <summary>An expression tree names the method: for a scheduler, a mapper, a query. Whoever it is handed to runs it, if anybody does.</summary>
    public static bool IsNamed(CallEdge edge) => edge.Site >= 0 && edge.From.Method.Sites[edge.Site].Kind == SiteKind.MethodToken;

    /// <summary>A migration by name of its base or interface: of Entity Framework, of FluentMigrator, or of a runner of the service's own.</summary>
    public static bool IsMigration(CodeGraph graph, MethodNode node)
    {
        for (var type = graph.Types.Find(node.Assembly.Name, node.Type.Name); type is not null; type = type.Base)
        {
            if ((type.Fact.Base is { } above && IsNamedSo(above.Name)) || type.Fact.Interfaces.Any(i => IsNamedSo(i.Name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamedSo(string name)
    {
        var end = name.LastIndexOf('`') is > 0 and var generic ? generic : name.Length;
        return name.Substring(0, end).EndsWith("Migration", StringComparison.Ordinal) || name.Substring(0, end).EndsWith("MigrationBase", StringComparison.Ordinal);
    }
}
