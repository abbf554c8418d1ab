namespace IntentContracts;

/// <summary>Says on whose behalf the current call runs. Idempotency keys of different scopes are different keys.</summary>
public interface ICallerScope
{
    /// <summary>The principal, tenant or system, unambiguously: <c>tenant:7/user:42</c>. Empty when nobody has said.</summary>
    string Current { get; }
}
