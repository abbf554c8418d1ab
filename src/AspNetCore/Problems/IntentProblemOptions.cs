namespace IntentContracts.AspNetCore;

/// <summary>What callers are told of a guard's refusal.</summary>
public sealed class IntentProblemOptions
{
    private readonly Dictionary<Type, int> _statuses = [];

    /// <summary>
    /// Whether responses carry what only the developer needs: the exception's message, the contract, its rule and its owner. When not given, in Development only.
    /// </summary>
    public bool? ShowDetails { get; set; }

    /// <summary>Chooses another status for a refusal: <c>SetStatus&lt;RequiresViolationException&gt;(422)</c>.</summary>
    /// <typeparam name="TException">The refusal.</typeparam>
    /// <param name="status">From 400 to 599.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is no failure.</exception>
    public IntentProblemOptions SetStatus<TException>(int status)
        where TException : IntentContractException
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        _statuses[typeof(TException)] = status;
        return this;
    }

    internal int StatusOf(Type exception, int otherwise) => _statuses.GetValueOrDefault(exception, otherwise);
}
