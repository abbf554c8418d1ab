using Polly;
using Polly.Retry;

namespace IntentContracts.Runtime;

/// <summary>Polly's retry strategy for one contract and one set of guards.</summary>
internal sealed class RetryPipeline
{
    // More would only overflow; the longest pause is reached long before.
    private const int MostDoublings = 60;

    private readonly RetryContract _contract;
    private readonly IntentGuards _guards;

    public RetryPipeline(RetryContract contract, IntentGuards guards)
    {
        _contract = contract;
        _guards = guards;
        Budget = new(contract.Budget);
        Pipeline = contract.MaxAttempts <= 1
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder { TimeProvider = guards.Time }
                .AddRetry(new RetryStrategyOptions
                {
                    MaxRetryAttempts = contract.MaxAttempts - 1,
                    ShouldHandle = args => new(ShouldRetry(args)),
                    DelayGenerator = args => new(Pause(args)),
                    OnRetry = args =>
                    {
                        RetryOwner.Current?.Retried();
                        IntentTelemetry.Ended(Instruments.RetryAttempts, null, contract.ContractId, "retried");
                        GuardLog.Retrying(guards.Log, args.Outcome.Exception, contract.ContractId, args.AttemptNumber + 1, contract.MaxAttempts, args.RetryDelay);
                        return default;
                    },
                })
                .Build();
    }

    public ResiliencePipeline Pipeline { get; }

    public RetryBudget Budget { get; }

    private bool ShouldRetry(RetryPredicateArguments<object> args)
    {
        var (fault, result) = (args.Outcome.Exception, args.Outcome.Exception is null ? args.Outcome.Result : null);
        if (args.AttemptNumber + 1 >= _contract.MaxAttempts || !_contract.IsWorthIt(fault, result, _guards.Time, args.Context.CancellationToken))
        {
            return false;
        }

        if (Budget.TryTake())
        {
            return true;
        }

        RetryOwner.Current?.RunOutOfBudget();
        GuardLog.BudgetUsedUp(_guards.Log, fault, _contract.ContractId);
        return false;
    }

    // Full jitter: anything between nothing and the exponential bound. Callers that failed together do not come back together
    // ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
    private TimeSpan? Pause(RetryDelayGeneratorArguments<object> args)
    {
        var asked = RetryAfter.Of(args.Outcome.Exception, args.Outcome.Exception is null ? args.Outcome.Result : null, _guards.Time);
        if (asked is { } wait)
        {
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        var bound = Math.Min(_contract.MaxDelay.TotalMilliseconds, _contract.BaseDelay.TotalMilliseconds * Math.Pow(2, Math.Min(args.AttemptNumber, MostDoublings)));
#pragma warning disable CA5394 // jitter is no secret
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * bound);
#pragma warning restore CA5394
    }
}
