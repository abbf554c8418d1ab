namespace IntentContracts;

/// <summary>Declares that this method runs after the boundary around its call has committed; when the boundary rolls back, not at all.</summary>
/// <remarks>
/// <para><b>Build</b>: what it does is not inside the transaction of its caller (IC1102). <b>Run time</b>: the method must be a <c>partial</c> declaration that returns <c>Task</c> or <c>ValueTask</c> without a result. Inside a boundary its shell
/// keeps the arguments and returns at once; the core runs when the transaction has committed, in the order of the calls, before the boundary's caller goes on. Outside of any boundary it runs at once.</para>
/// <para><b>Neither</b> keeps it over a crash: a process that dies between commit and core never runs it. A failure of the core is logged and counted; it cannot fail what has committed. What
/// must happen belongs into an outbox.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AfterCommitAttribute : Attribute;
