using System.Diagnostics.CodeAnalysis;
using IntentContracts.AspNetCore;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The page of contracts.</summary>
public static class IntentPageEndpointExtensions
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>Shows the contracts of the loaded assemblies: a page at the pattern, and the same as JSON at <c>manifest.json</c> below it.</summary>
    /// <remarks>Outside Development both answer with 404 until <c>RequireAuthorization()</c>, or <c>AllowAnonymous()</c>, is called on what is returned.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Where; <c>/intent</c> when not given.</param>
    /// <returns>Both endpoints.</returns>
    public static IEndpointConventionBuilder MapIntentContracts(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/intent")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var group = endpoints.MapGroup(pattern);
        group.MapMethods("/", Methods, IntentPage.HtmlAsync).WithDisplayName("Intent contracts");
        group.MapMethods("/manifest.json", Methods, IntentPage.JsonAsync).WithDisplayName("Intent contracts (JSON)");
        return group;
    }
}
