using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Tells callers of a guard's refusal, as problem details. <c>app.UseExceptionHandler()</c> runs it; exceptions of others it leaves to others.</summary>
internal sealed class IntentContractExceptionHandler(ProblemWriter writer, IOptionsMonitor<IntentContractsOptions> options) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            IntentContractException refusal => GuardProblems.Of(refusal, options.CurrentValue),
            MalformedKeyException malformed => malformed.Problem,
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await writer.WriteAsync(httpContext, problem, exception);
        return true;
    }
}
