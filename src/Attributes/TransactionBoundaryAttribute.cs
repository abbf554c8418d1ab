using System.Data;

namespace IntentContracts;

/// <summary>Declares that everything this method writes becomes durable together or not at all.</summary>
/// <remarks>
/// <para><b>Build</b>: covers the writes and commits below it (IC1101). <b>Run time</b>: the method must be a <c>partial</c> declaration that
/// returns <c>Task</c> or <c>Task&lt;T&gt;</c>; the generated shell runs the core in a transaction of the context, through its execution strategy. A boundary
/// inside a boundary of the same context joins it; when the inner one fails, the outer one cannot commit.</para>
/// <para><b>Neither</b> enlists what is not in that database: a remote call inside a boundary is not undone.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TransactionBoundaryAttribute : Attribute
{
    /// <summary>Which context's transaction, where the type has more than one.</summary>
    public Type? Context { get; set; }

    /// <summary>The isolation level; the database's default when not given.</summary>
    public IsolationLevel Isolation { get; set; } = IsolationLevel.Unspecified;

    /// <summary>What it does about a boundary that is already open.</summary>
    public TransactionPropagation Propagation { get; set; }
}
