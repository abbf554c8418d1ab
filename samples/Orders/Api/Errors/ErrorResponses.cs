using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Api.Errors;

/// <summary>What a caller is told when a request is refused by the payment gateway or the domain. What guards refuse is told by IntentContracts.</summary>
internal sealed class ErrorResponses(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StatusOf(exception) is not { } status)
        {
            return ValueTask.FromResult(false);
        }

        var details = new ProblemDetails { Status = status, Detail = exception.Message };
        httpContext.Response.StatusCode = status;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details });
    }

    private static int? StatusOf(Exception exception) => exception switch
    {
        PaymentDeclinedException => StatusCodes.Status402PaymentRequired,
        UnknownArticleException => StatusCodes.Status404NotFound,
        HttpRequestException => StatusCodes.Status502BadGateway,
        _ => null,
    };
}
