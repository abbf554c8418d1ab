namespace IntentContracts;

/// <summary>Declares that executing this method again with the same key has no further effect: the first outcome is returned instead.</summary>
/// <remarks>
/// <para><b>Build</b>: covers every effect below it (IC1401). <b>Run time</b>: the method must be a <c>partial</c> declaration that returns
/// <c>Task</c> or <c>Task&lt;T&gt;</c>; the generated shell claims the key in one atomic store call, runs the core, and completes the claim
/// with its result. A duplicate with other arguments is refused (<c>IdempotencyMismatchException</c>).</para>
/// <para>A claim is not a cache: it has a lease (how long one execution may take before another takes over), a fence (an execution whose lease was
/// taken over cannot complete), and a retention (how long the outcome is replayed).</para>
/// <para><b>Neither checks</b> that the key identifies the caller's intention rather than the attempt: choose one the caller repeats.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute
{
    /// <summary>A C# expression over the parameters and members, bound by the compiler: <c>Key = "request.OrderId"</c>. Required.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// A C# expression that names whose key it is (tenant, principal): the same key in another scope is another key. When empty, the ambient
    /// caller scope (<c>CallerScope</c>) is used, so no caller is ever given another's result.
    /// </summary>
    public string Scope { get; set; } = "";

    /// <summary>How long one execution may take, as a <see cref="TimeSpan"/> in the invariant format; <c>"00:01:00"</c> when not given.</summary>
    public string Lease { get; set; } = "00:01:00";

    /// <summary>How long the outcome is replayed after completion, as a <see cref="TimeSpan"/>; <c>"1.00:00:00"</c> (one day) when not given.</summary>
    public string Retention { get; set; } = "1.00:00:00";

    /// <summary>What a duplicate gets while the first execution is running.</summary>
    public ConcurrentDuplicate OnConcurrent { get; set; }

    /// <summary>What becomes of the key when the body throws, or its process dies.</summary>
    public FaultedClaim OnFault { get; set; }

    /// <summary>
    /// Failures that are an answer, such as a declined card: recorded like a result, and thrown again for duplicates. The types need a public constructor that takes the message alone.
    /// </summary>
    public Type[] ReplayFailures { get; set; } = [];

    /// <summary>
    /// The code says itself where the first effect begins that no transaction undoes, by <c>IntentClaim.BeforeEffectAsync</c>: a failure or crash before that frees the key, one after it holds it. When not set, and
    /// no transaction holds effect and claim together, the effect counts from the claim on.
    /// </summary>
    public bool MarksEffects { get; set; }
}
