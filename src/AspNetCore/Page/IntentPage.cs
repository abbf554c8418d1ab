using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace IntentContracts.AspNetCore;

/// <summary>Sends the manifests to whoever may see them.</summary>
internal static class IntentPage
{
    public static Task HtmlAsync(HttpContext context) => SendAsync(context, "text/html; charset=utf-8", ManifestHtml.Write);

    public static Task JsonAsync(HttpContext context) => SendAsync(context, "application/json; charset=utf-8", ManifestJson.Write);

    private static async Task SendAsync(HttpContext context, string contentType, Func<IReadOnlyList<AssemblyManifest>, byte[]> write)
    {
        var response = context.Response;
        if (!MayBeShown(context))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var content = write(LoadedManifests.Read());
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";
        response.Headers.ContentSecurityPolicy = ManifestHtml.ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    // Contracts say where a program is strict and where it is not: outside Development somebody has decided who reads that.
    private static bool MayBeShown(HttpContext context)
    {
        var environment = context.RequestServices.GetRequiredService<IHostEnvironment>();
        if (environment.IsDevelopment()
            || context.GetEndpoint()?.Metadata is { } metadata
            && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null || metadata.GetMetadata<IAllowAnonymous>() is not null))
        {
            return true;
        }

        WebLog.PageNeedsAuthorization(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IntentPage).FullName!), context.Request.Path, environment.EnvironmentName);
        return false;
    }
}
