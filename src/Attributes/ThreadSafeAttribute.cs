namespace IntentContracts;

/// <summary>Declares that several threads may use one instance of this type at once, without locking around it.</summary>
/// <remarks>
/// <b>Build</b>: instance and static state that can change and is neither guarded (<see cref="GuardedByAttribute"/>), nor of a thread-safe type, nor changed atomically, nor written under one lock throughout is an error (IC1006). A collection must be read under that lock, too.
/// <b>Run time</b>: nothing.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ThreadSafeAttribute : Attribute;
