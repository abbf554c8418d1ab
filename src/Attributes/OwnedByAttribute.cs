namespace IntentContracts;

/// <summary>Declares which team answers for this code and its data. The nearest declaration counts: member, type, enclosing type, namespace, assembly.</summary>
/// <remarks>
/// <b>Build</b>: once any assembly of the solution names an owner, every effect on a critical path needs one (IC2301). <b>Run time</b>: the
/// owner is named in the exceptions of guards. Documents are grouped by owner.
/// </remarks>
/// <param name="owner">The team, as it is called in CODEOWNERS or the on-call roster.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method,
    Inherited = false)]
public sealed class OwnedByAttribute(string owner) : Attribute
{
    /// <summary>The team.</summary>
    public string Owner { get; } = owner;

    /// <summary>On a type: the declaration holds for the type's whole namespace and those below it, not for the type alone.</summary>
    public bool WholeNamespace { get; set; }
}
