namespace IntentContracts;

/// <summary>Declares an entry point that no catalogue knows: what it reaches must be decided like anything a request reaches.</summary>
/// <remarks>
/// <para>On a method: that method is an entry point. On a type: each of its public methods. On the assembly: each public method of each
/// public type; the assembly has then asked for enforcement, and a check that finds no effect in it is an error (IC0005).</para>
/// <para><b>Build</b>: the method counts as executed at least once, so its effects need idempotency (IC1401), its commits one boundary
/// (IC1101) and, once the solution names owners, its effects an owner (IC2301). <b>Run time</b>: nothing.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, Inherited = false)]
public sealed class CriticalPathAttribute : Attribute;
