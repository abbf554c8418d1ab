namespace IntentContracts;

/// <summary>Declares that executions for the same key do not overlap in this process: the others wait, in the order in which they came.</summary>
/// <remarks>
/// <para><b>Build</b>: the member must be a <c>partial</c> declaration that returns a task (IC5003). <b>Run time</b>: the shell takes a lock of this key for as long as the
/// member runs, without blocking a thread. A call from inside for the same key would wait for itself, and throws <c>ExclusiveReentryException</c>. Waiting ends with the call's
/// <c>CancellationToken</c> or <see cref="DeadlineAttribute"/>.</para>
/// <para><b>Neither</b> reaches beyond the process: several instances of a service need a lock in a store that they share.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ExclusiveAttribute : Attribute
{
    /// <summary>A C# expression over the parameters and members, bound by the compiler: <c>Key = "order.Id"</c>. Required.</summary>
    public string Key { get; set; } = "";

    /// <summary>Members of the same group exclude each other for equal keys. When empty, the group is the declaring type, so that all its exclusive members exclude each other.</summary>
    public string Group { get; set; } = "";
}
