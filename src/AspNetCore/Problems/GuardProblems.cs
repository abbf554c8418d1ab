using Microsoft.AspNetCore.Http;

namespace IntentContracts.AspNetCore;

/// <summary>The problem of each refusal of a guard. One row for each exception; a test finds those that have none.</summary>
internal static class GuardProblems
{
    private static readonly IntentProblem Other = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.GuardFailure, "The request could not be executed safely.");

    private static readonly Dictionary<Type, IntentProblem> Rows = new()
    {
        // Guarded members are what endpoints call: what they require, the caller has to bring.
        [typeof(RequiresViolationException)] = new(StatusCodes.Status400BadRequest, IntentProblemTypes.Requires, "The request does not meet what the operation requires."),
        [typeof(IllegalTransitionException)] = new(StatusCodes.Status409Conflict, IntentProblemTypes.IllegalTransition, "The state of the resource does not permit the operation."),

        // These are found after the member has run: the program is wrong, whoever called it.
        [typeof(EnsuresViolationException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.Ensures, "The operation did not do what it promises."),
        [typeof(InvariantViolationException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.Invariant, "The operation led to a state that must not be."),

        [typeof(IdempotencyConflictException)] = new(StatusCodes.Status409Conflict, IntentProblemTypes.Conflict, "The same operation is running."),
        [typeof(IdempotencyMismatchException)] = new(StatusCodes.Status422UnprocessableEntity, IntentProblemTypes.Mismatch, "The key was used for another operation."),
        [typeof(IdempotencyUnknownException)] = new(StatusCodes.Status409Conflict, IntentProblemTypes.Unknown, "The outcome of an earlier execution is not known."),
        [typeof(IdempotencyLeaseLostException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.LeaseLost, "The operation took too long, and another execution took over."),
        [typeof(IdempotencyStoreUnavailableException)] = new(StatusCodes.Status503ServiceUnavailable, IntentProblemTypes.StoreUnavailable, "The operation was not executed: its key could not be stored."),

        [typeof(DeadlineExceededException)] = new(StatusCodes.Status504GatewayTimeout, IntentProblemTypes.DeadlineExceeded, "The operation did not end in its time."),
        [typeof(ExclusiveReentryException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.ExclusiveReentry, "The operation would have waited for itself."),
        [typeof(TransactionDoomedException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.TransactionDoomed, "The operation was rolled back."),
        [typeof(CommitOutcomeUnknownException)] = new(StatusCodes.Status500InternalServerError, IntentProblemTypes.CommitOutcomeUnknown, "It is not known whether the operation was committed."),
    };

    public static bool Knows(Type exception) => Rows.ContainsKey(exception);

    public static IntentProblem Of(IntentContractException refusal, IntentContractsOptions options)
    {
        var row = Rows.GetValueOrDefault(refusal.GetType(), Other);
        return row with
        {
            Status = options.Problems.StatusOf(refusal.GetType(), row.Status),
            Detail = refusal.Message,
            Contract = refusal.ContractId,
            Rule = refusal.RuleId,
            Owner = refusal.Owner,
            RetryAfter = (refusal as IRetryAfter)?.RetryAfter ?? (refusal is IdempotencyStoreUnavailableException ? options.IdempotencyKey.UnavailableRetryAfter : null),
        };
    }
}
