using IntentContracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Orders.Application.Payments;
using Orders.Application.Warehouse;

namespace Orders.Api.Errors;

/// <summary>What a caller is told when a request is refused: by a guard, by the payment gateway, by the domain.</summary>
internal sealed class ErrorResponses(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StatusOf(exception) is not { } status)
        {
            return ValueTask.FromResult(false);
        }

        var details = new ProblemDetails { Status = status, Detail = exception.Message };
        if (exception is IntentContractException broken)
        {
            details.Extensions["contract"] = broken.ContractId;
            details.Extensions["rule"] = broken.RuleId;
            details.Extensions["owner"] = broken.Owner;
        }

        httpContext.Response.StatusCode = status;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details });
    }

    private static int? StatusOf(Exception exception) => exception switch
    {
        RequiresViolationException => StatusCodes.Status400BadRequest,
        InvariantViolationException or IllegalTransitionException or IdempotencyConflictException or IdempotencyUnknownException => StatusCodes.Status409Conflict,
        DeadlineExceededException => StatusCodes.Status504GatewayTimeout,
        IdempotencyMismatchException => StatusCodes.Status422UnprocessableEntity,
        PaymentDeclinedException => StatusCodes.Status402PaymentRequired,
        UnknownArticleException => StatusCodes.Status404NotFound,
        HttpRequestException => StatusCodes.Status502BadGateway,
        _ => null,
    };
}
