namespace IntentContracts;

/// <summary>Declares what is true of every instance whenever nobody is inside one of its members.</summary>
/// <remarks>
/// <para>The condition is a C# expression over the instance's members, bound by the compiler, which reports an error at its place inside this attribute.
/// It must not have effects. On an interface it is true of every instance of every type that implements it.</para>
/// <para><b>Build</b>: every constructor must end with a call of the generated <c>EnsureInvariants()</c> (IC5006); nothing calls a core around its
/// shell (IC5001). <b>Run time</b>: each <c>partial</c> method of the type checks all conditions when it has succeeded, at the outermost exit of the
/// asynchronous flow, and throws <c>InvariantViolationException</c>. A failing body's exception is never replaced.</para>
/// <para><b>Neither checks</b> members that are not partial, nor fields written through reflection.</para>
/// </remarks>
/// <param name="condition">A boolean C# expression: <c>"Balance &gt;= 0"</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = true)]
public sealed class InvariantAttribute(string condition) : Attribute
{
    /// <summary>The condition, as C# source.</summary>
    public string Condition { get; } = condition;

    /// <summary>Why it must hold, for the reader of the exception and of the documents.</summary>
    public string Because { get; set; } = "";
}
