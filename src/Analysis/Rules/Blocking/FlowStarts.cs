using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Where asynchronous code begins, and what is start-up code.</summary>
internal static class FlowStarts
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

    /// <summary>Kinds of entry points that a client waits for.</summary>
    private static readonly HashSet<string> Requests = new(StringComparer.Ordinal) { "http", "filter", "hub", "page" };

    /// <summary>Async, or it returns what asynchronous code returns: its caller awaits it and expects its thread back.</summary>
    public static bool IsAsynchronous(MethodNode node) => node.Method.Has(MethodTraits.Async) || StaticTypes.IsAsynchronous(node.Method.Returns);

    /// <summary>Extensions of the host and of what builds it are called before it runs.</summary>
    public static bool BeginsHost(MethodNode node) =>
        node.Method.Has(MethodTraits.Static) && !node.Method.Has(MethodTraits.Lambda) && node.Method.Parameters.Any(p => Hosts.Contains(p.Name));

    public static FlowKind At(EntryPoint entry) =>
        entry.IsStartup || BeginsHost(entry.Node) ? FlowKind.Startup
        : entry.Kind == "main" ? FlowKind.Synchronous
        : IsAsynchronous(entry.Node) ? FlowKind.Asynchronous
        : Requests.Contains(entry.Kind) ? FlowKind.Request
        : FlowKind.Synchronous;
}
