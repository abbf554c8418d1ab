namespace IntentContracts.Benchmarks.Guards;

/// <summary>What an interceptor does around a call; the same for all three kinds of interceptors.</summary>
public abstract class Interception
{
    /// <summary>Whether it has to decide itself when the call goes on; the others do not pay for a delegate.</summary>
    public virtual bool Waits => false;

    public virtual void Before(object self, object[] arguments)
    {
    }

    public virtual object? After(object self, object[] arguments, object? result) => result;

    public virtual object? Around(object self, object[] arguments, Func<object?> proceed) => throw new NotSupportedException();
}

/// <summary>Has members that AspectInjector weaves.</summary>
public interface IIntercepted
{
    Interception Interception { get; }
}
