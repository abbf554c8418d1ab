namespace IntentContracts;

/// <summary>Declares what a caller must see to before it calls: a condition over the parameters and the instance, checked before the body runs.</summary>
/// <remarks>
/// <para>The condition is a C# expression, bound by the compiler, which reports an error at its place inside this attribute; <c>nameof(CanPay)</c> names a
/// property, or a method whose parameters are called like those of the member. On a parameter it says the same as on the member. On a property it is checked before the setter, where <c>value</c> is the new value.</para>
/// <para><b>Build</b>: the member must be <c>partial</c> with a core (IC0004, IC5005); on an abstract or interface member it holds for every implementation, and an
/// implementation may not ask for more (IC2005). The condition must not have effects (IC0008, IC2001). <b>Run time</b>: the generated shell throws
/// <c>RequiresViolationException</c> before the core runs; a member that returns a task returns a failed one.</para>
/// </remarks>
/// <param name="condition">A boolean C# expression: <c>"amount &gt; 0"</c>.</param>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Constructor | AttributeTargets.Parameter,
    AllowMultiple = true,
    Inherited = false)]
public sealed class RequiresAttribute(string condition) : Attribute
{
    /// <summary>The condition, as C# source.</summary>
    public string Condition { get; } = condition;

    /// <summary>Why it must hold, for the reader of the exception and of the documents.</summary>
    public string Because { get; set; } = "";
}
