namespace IntentContracts;

/// <summary>Declares what a member promises when it succeeds: a condition over its result, its parameters and the instance, checked when the body has ended.</summary>
/// <remarks>
/// <para>The condition is a C# expression, bound by the compiler, which reports an error at its place inside this attribute. <c>result</c> is what the member returns (what
/// the task carries); <c>old(x)</c> is what <c>x</c> was on entry, where <c>x</c> is a parameter, a member, or a path of them such as <c>Lines.Count</c>. <c>old</c> keeps a
/// value: of an object it keeps the reference.</para>
/// <para><b>Build</b>: the member must be <c>partial</c> with a core (IC0004, IC5005); on an abstract or interface member it holds for every implementation. The condition must not
/// have effects (IC0008, IC2001). <b>Run time</b>: the generated shell throws <c>EnsuresViolationException</c> after a success; the exception or cancellation of a failing body
/// passes unchanged, and nothing is checked.</para>
/// <para><b>Neither checks</b> streams and iterators, which have not run when they return: refused (IC5003).</para>
/// </remarks>
/// <param name="condition">A boolean C# expression: <c>"Balance == old(Balance) + amount"</c>.</param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Constructor | AttributeTargets.Parameter,
    AllowMultiple = true,
    Inherited = false)]
public sealed class EnsuresAttribute(string condition) : Attribute
{
    /// <summary>The condition, as C# source.</summary>
    public string Condition { get; } = condition;

    /// <summary>Why it must hold, for the reader of the exception and of the documents.</summary>
    public string Because { get; set; } = "";
}
