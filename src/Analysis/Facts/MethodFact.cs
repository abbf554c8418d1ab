namespace IntentContracts.Analysis.Facts;

[Flags]
internal enum MethodTraits
{
    None = 0,
    Static = 1,
    Virtual = 2,
    Abstract = 4,

    /// <summary>Virtual and takes a new slot: it does not override.</summary>
    NewSlot = 8,

    /// <summary>Public or protected in an externally visible type.</summary>
    ExternallyVisible = 16,

    Constructor = 32,

    /// <summary>A lambda or anonymous method; <see cref="MethodFact.Owner"/> is the method it is written in.</summary>
    Lambda = 64,
    LocalFunction = 128,

    /// <summary>The body is a state machine's MoveNext, read as if it were the method's own.</summary>
    Async = 256,
    Iterator = 512,

    /// <summary>GeneratedCode, CompilerGenerated (other than lambdas), or its first line stands in a *.g.cs document.</summary>
    Generated = 1024,

    /// <summary>Property or event accessor, operator.</summary>
    SpecialName = 2048,

    /// <summary>Declared public, whatever the visibility of its type.</summary>
    Public = 4096,

    /// <summary>Declared private: nobody but its type, and the types inside it, can name it. So are explicit interface implementations, which are virtual.</summary>
    Private = 8192,

    /// <summary>[MethodImpl(MethodImplOptions.Synchronized)]: it runs under the lock on this, or on its type.</summary>
    Synchronized = 16384,

    /// <summary>Asks an exception for its type and nothing else, and says yes to one of no type that it names.</summary>
    TakesOthers = 32768,

    /// <summary>The same, and it says no to one of no type that it names.</summary>
    RefusesOthers = 65536,
}

/// <summary>A user's method with the body the user wrote: the state machine's, where the compiler made one.</summary>
/// <param name="Id">DocId. A lambda is its owner's id + <c>~lambda:</c> + a hash of its body; a local function its owner's id + <c>~local:Name</c>. No compiler ordinal.</param>
/// <param name="Owner">Id of the outermost user's method around a lambda or local function; otherwise equal to <see cref="Id"/>.</param>
/// <param name="Type">Name of the user's type: for a lambda the owner's type, not the closure.</param>
/// <param name="GenericArity">Of the method itself.</param>
/// <param name="Related">Of our vocabulary, what stands on its parameters, and for an accessor on its property or event.</param>
/// <param name="Implements">What it implements explicitly (MethodImpl rows).</param>
/// <param name="Flow">Which call site can run after which.</param>
/// <param name="Body">How control moves through the body.</param>
/// <param name="Span">First visible sequence point; <see cref="SourceSpan.None"/> without symbols or body.</param>
/// <param name="Fingerprint">What the body does, for a member whose owner answers for it, or its core; empty for all others.</param>
/// <param name="Declared">The line that declares it, as far as its braces tell: symbols know statements only.</param>
internal sealed record MethodFact(
    string Id,
    string Owner,
    string Type,
    string Name,
    MethodTraits Traits,
    int GenericArity,
    IReadOnlyList<TypeName> Parameters,
    TypeName Returns,
    IReadOnlyList<AttributeFact> Attributes,
    IReadOnlyList<AttributeFact> Related,
    IReadOnlyList<MethodRef> Implements,
    IReadOnlyList<SiteFact> Sites,
    FlowFact Flow,
    BodyFact Body,
    SourceSpan Span,
    SourceSpan Declared,
    string Fingerprint = "")
{
    public FlowFact Flow { get; init; } = SettledTests.Settle(Flow, Body);

    /// <summary>By which keys a container is asked for parameters: <c>[FromKeyedServices("key")]</c>.</summary>
    public IReadOnlyList<ParameterKey> Keys { get; init; } = [];

    /// <summary>In which header of a request a parameter is sent: <c>[Header("Idempotency-Key")]</c>.</summary>
    public IReadOnlyList<ParameterKey> Headers { get; init; } = [];

    public bool Has(MethodTraits trait) => (Traits & trait) == trait;
}

/// <param name="Parameter">Its position.</param>
internal sealed record ParameterKey(int Parameter, string Key);
