namespace IntentContracts;

/// <summary>Declares which lock must be held when this state is touched, or this method called.</summary>
/// <remarks>
/// <b>Build</b>: every read, write or call without the lock is an error (IC1001), as is a lock that does not exist or is not readonly (IC1007). A method that only known callers call, such as a private one, may rely on
/// the lock that all of them hold, and one that carries this attribute on the lock that it names; constructors need none. <b>Run time</b>: nothing.
/// </remarks>
/// <param name="lock">The field that holds the lock, of the same type: <c>nameof(_gate)</c>. An <c>object</c> or <c>Lock</c> for the lock statement, a <c>SemaphoreSlim</c>, a <c>ReaderWriterLockSlim</c>, or <c>"this"</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class GuardedByAttribute(string @lock) : Attribute
{
    /// <summary>Name of the field that holds the lock.</summary>
    public string Lock { get; } = @lock;
}
