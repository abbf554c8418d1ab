namespace IntentContracts;

/// <summary>Declares that calling this method is an effect, where no catalogue can know it: your own wrapper of a vendor's SDK, a native call.</summary>
/// <remarks>
/// <b>Build</b>: the method is where the path ends; its body is not searched for further effects. <b>Run time</b>: nothing.
/// A library that you cannot annotate is described in a catalogue file instead (item <c>IntentCatalogue</c>).
/// </remarks>
/// <param name="kind">What the call does.</param>
/// <param name="subject">What it changes, in the reader's words: <c>"charges the customer's card"</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class EffectAttribute(EffectKind kind, string subject) : Attribute
{
    /// <summary>What the call does.</summary>
    public EffectKind Kind { get; } = kind;

    /// <summary>What the call changes.</summary>
    public string Subject { get; } = subject;
}
