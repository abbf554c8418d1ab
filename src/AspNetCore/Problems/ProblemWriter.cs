using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Sends a problem as <c>application/problem+json</c> (RFC 9457), whatever the caller accepts.</summary>
internal sealed class ProblemWriter(IProblemDetailsService problems, IHostEnvironment environment, IOptionsMonitor<IntentContractsOptions> options)
{
    public async Task WriteAsync(HttpContext context, IntentProblem problem, Exception? exception = null)
    {
        var details = Details(problem);
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = Seconds(pause);
        }

        // The service declines when the caller accepts no JSON: a caller who is refused without a word has been told less than one who cannot read it.
        if (!await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details, Exception = exception }))
        {
            await context.Response.WriteAsJsonAsync(details, options: null, contentType: "application/problem+json", context.RequestAborted);
        }
    }

    /// <summary>Whole seconds, at least one (RFC 9110, section 10.2.3): zero would invite a caller to ask in a loop.</summary>
    internal static string Seconds(TimeSpan pause) =>
        Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private ProblemDetails Details(IntentProblem problem)
    {
        var details = new ProblemDetails { Status = problem.Status, Type = problem.Type, Title = problem.Title };
        foreach (var (name, value) in problem.Extensions)
        {
            details.Extensions[name] = value;
        }

        if (options.CurrentValue.Problems.ShowDetails ?? environment.IsDevelopment())
        {
            details.Detail = problem.Detail;
            Say("contract", problem.Contract);
            Say("rule", problem.Rule);
            Say("owner", problem.Owner);
        }

        return details;

        void Say(string name, string value)
        {
            if (value.Length > 0)
            {
                details.Extensions[name] = value;
            }
        }
    }
}
