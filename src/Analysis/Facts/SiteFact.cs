using System.Globalization;

namespace IntentContracts.Analysis.Facts;

internal enum SiteKind
{
    /// <summary>call of one definite method.</summary>
    Call,

    /// <summary>callvirt of a virtual or interface method: the target depends on the receiver. A callvirt of a non-virtual method of this assembly is a Call.</summary>
    VirtualCall,

    /// <summary>newobj.</summary>
    New,

    /// <summary>A delegate made of a method (ldftn, ldvirtftn): a lambda, a local function or a method group.</summary>
    Delegate,

    /// <summary>ldtoken of a method: expression trees, reflection.</summary>
    MethodToken,

    /// <summary>ldtoken of a type: typeof(X). The target names the type only (empty method name).</summary>
    TypeToken,

    /// <summary>stfld or stsfld, or a call that is known to write through the address that it is given. The target's Type and Name are the field's; its Id is the field's DocId; it has a receiver unless it is static.</summary>
    FieldWrite,

    /// <summary>ldfld, ldsfld, ldflda or ldsflda.</summary>
    FieldRead,
}

/// <summary>One place in a body that the graph or a rule can ask about, in IL order.</summary>
/// <param name="Target">
/// What is called, made or written. For a delegate whose method is a lambda or local function of this assembly the id is the folded one
/// (<see cref="MethodFact.Id"/>), as it is for direct calls of local functions.
/// </param>
/// <param name="Span">The sequence point around it.</param>
/// <param name="Arguments">
/// For calls and New, what is known of each argument, without the receiver; shorter than the parameter list when nothing more is known. For a field that is written, the value, where it is known.
/// </param>
/// <param name="Consumer">For a delegate: index in the same body of the call site that it is passed to as an argument; -1 when it is stored or returned.</param>
/// <param name="ConsumerArgument">For a delegate: which argument of the consumer, without the receiver (the receiver itself is -1, as in <c>d.Invoke()</c>).</param>
/// <param name="Receiver">For instance calls: what is known of the receiver.</param>
/// <param name="Use">For calls and New: what becomes of the result.</param>
internal sealed record SiteFact(
    SiteKind Kind,
    MethodRef Target,
    SourceSpan Span,
    IReadOnlyList<ValueFact> Arguments,
    int Consumer,
    int ConsumerArgument,
    ValueFact Receiver,
    ResultUse Use = ResultUse.Used)
{
    /// <summary>Whether the body waits for the task there and then, whatever it does with what comes of it.</summary>
    public bool IsAwaited => Use is ResultUse.Awaited or ResultUse.AwaitedOnly;
}

/// <summary>What a body does with the result of a call.</summary>
internal enum ResultUse
{
    /// <summary>It is used, or there is none.</summary>
    Used,

    /// <summary>Nobody looks at it: dropped, assigned to a discard, or to a local that is never read.</summary>
    Discarded,

    /// <summary>It is awaited there and then.</summary>
    Awaited,

    /// <summary>It is awaited there and then, and nobody looks at what comes of it, although something does.</summary>
    AwaitedOnly,
}

internal enum ValueKind
{
    Unknown,

    /// <summary>A string known in full (constant, literal, or concatenation of such): its text.</summary>
    Text,

    /// <summary>An integer or boolean constant: invariant text.</summary>
    Number,

    /// <summary>null, or <c>default</c> of a value type.</summary>
    Null,

    /// <summary>A delegate: the id of its method.</summary>
    Delegate,

    /// <summary>The result of the New site whose index is given: its exact type is known.</summary>
    New,

    /// <summary>The result of the call site whose index is given.</summary>
    Result,

    /// <summary>A parameter of the folded method, unchanged: its position, without the receiver.</summary>
    Parameter,

    /// <summary>this.</summary>
    This,

    /// <summary>A field: its DocId.</summary>
    Field,

    /// <summary>The exception that a handler got: index of its region in <see cref="BodyFact.Regions"/>.</summary>
    Caught,

    /// <summary>A local that is assigned more than once: its slot; its type stands in <see cref="BodyFact.Locals"/>.</summary>
    Local,

    /// <summary>An array made on the spot, or the arguments of a params parameter: <see cref="ValueFact.Elements"/>.</summary>
    Many,

    /// <summary>A parameter or local of a method around the lambda or local function, assigned once: its name. What it holds, the <see cref="StepKind.Capture"/> of that method says.</summary>
    Captured,
}

/// <param name="Text">What <see cref="Kind"/> says; for New, Result and Parameter an invariant number.</param>
internal readonly record struct ValueFact(ValueKind Kind, string Text)
{
    private const char Between = '\u001f';

    public static ValueFact Unknown { get; } = new(ValueKind.Unknown, "");

    /// <summary>What is known of the elements, in order; only for <see cref="ValueKind.Many"/>, and empty for an array of which nothing is known.</summary>
    public IReadOnlyList<ValueFact> Elements
    {
        get
        {
            if (Kind != ValueKind.Many || Text.Length == 0)
            {
                return [];
            }

            var parts = Text.Split(Between);
            var elements = new ValueFact[parts.Length / 2];
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = new((ValueKind)int.Parse(parts[2 * i], NumberStyles.None, CultureInfo.InvariantCulture), parts[(2 * i) + 1]);
            }

            return elements;
        }
    }

    public static ValueFact Many(IEnumerable<ValueFact> elements)
    {
        // A text that holds the separator would be read as two.
        var parts = elements.Select(e => e.Kind == ValueKind.Many || e.Text.IndexOf(Between) >= 0 ? Unknown : e)
            .Select(e => ((int)e.Kind).ToString(CultureInfo.InvariantCulture) + Between + e.Text);
        return new(ValueKind.Many, string.Join(Between.ToString(), parts));
    }
}
