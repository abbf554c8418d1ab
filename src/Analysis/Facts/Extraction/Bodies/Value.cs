using System.Globalization;

namespace IntentContracts.Analysis.Facts.Extraction.Bodies;

internal enum ValueTag
{
    Unknown,
    Text,
    Number,
    Null,

    /// <summary>A delegate; the index is its site.</summary>
    Delegate,

    /// <summary>What ldftn leaves; the index is its site.</summary>
    FunctionPointer,
    New,
    Result,
    Parameter,
    This,
    Field,

    /// <summary>A closure or state machine: seen through, never reported.</summary>
    Closure,

    /// <summary>The field in which the compiler caches a delegate.</summary>
    DelegateCache,

    /// <summary>A state machine's state, or something computed from it.</summary>
    State,

    /// <summary>Whether an async iterator is being left from outside, which is no way of the user's.</summary>
    Disposing,

    /// <summary>A builder, awaiter or promise of a state machine.</summary>
    Machinery,

    /// <summary>The address of a local; the index is its number.</summary>
    LocalAddress,

    /// <summary>A local or hoisted local that is assigned more than once; the index is its number, or the text the field's name.</summary>
    Local,

    /// <summary>What a closure keeps for a lambda; the text is the name that it has in the source.</summary>
    Captured,

    /// <summary>What a handler caught; the index is that of its region.</summary>
    Caught,

    /// <summary>An array made in the body; the index is its number in <see cref="Arrays"/>.</summary>
    Many,

    /// <summary>A local and a number more; the index is the number, the text the local's slot.</summary>
    Sum,

    /// <summary>A local and something that is no number more; the text is the local's slot.</summary>
    Advance,

    /// <summary>The outcome of comparing a local with a number; the index is that of the comparison in the pass.</summary>
    Comparison,

    /// <summary>Whether a parameter is one number; the index is that of the question in <see cref="Cases"/>. Joined with another value it is nothing.</summary>
    Equality,

    /// <summary>Several values that are all true (not null, not zero) when this one is; the index is the number of the array in <see cref="Arrays"/> that holds them.</summary>
    Conjunction,

    /// <summary>The length of an array that a call returned; the index is its site. A test of it is one of the array: whether anything is in it.</summary>
    Length,

    /// <summary>How many elements any other array has.</summary>
    Count,

    /// <summary>The address of an element of an inline array; the index is the array's number in <see cref="Arrays"/>.</summary>
    ElementAddress,

    /// <summary>The address of an element of an array that a field holds; the text is the field's id.</summary>
    FieldElement,
}

/// <summary>What <c>isinst</c> has made of a value.</summary>
internal enum TypeQuestion
{
    None,

    /// <summary><c>x as T</c>: x, or null.</summary>
    Asked,

    /// <summary><c>x is T</c>: yes or no, which is more than that x is there.</summary>
    Answered,
}

/// <summary>One slot of the abstract stack.</summary>
/// <param name="Index">Site, parameter or local.</param>
/// <param name="Text">The string, number, method id or field id; for a parameter or result that was asked for its type, that type.</param>
/// <param name="Stamp">For a local: how much it had grown when it was read. For a status or a parameter: what was taken from it. For a number: 1 when it is the length of an array.</param>
/// <param name="Not">What a test compares with false, null or zero: true means that the value is not.</param>
/// <param name="Of">Whether it was asked for its type.</param>
internal readonly record struct Value(ValueTag Tag, int Index = -1, string Text = "", bool Not = false, int Stamp = 0, TypeQuestion Of = TypeQuestion.None)
{
    public static Value Unknown { get; } = new(ValueTag.Unknown);

    public static Value Number(long value) => new(ValueTag.Number, -1, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An element of an array: known where a field holds the array.</summary>
    public static Value ElementOf(Value array) => array.Tag == ValueTag.Field ? new(ValueTag.FieldElement, -1, array.Text) : Unknown;

    /// <summary>What two paths agree on. A cached delegate is the same delegate whether it was made now or before.</summary>
    public static Value Merge(Value a, Value b) =>
        a == b ? a
        : a.Tag == ValueTag.Delegate && b.Tag == ValueTag.DelegateCache ? a
        : b.Tag == ValueTag.Delegate && a.Tag == ValueTag.DelegateCache ? b
        // A when clause that asks for a type first is false, or what it asks then.
        : (a.Tag is ValueTag.Comparison or ValueTag.Caught || a is { Tag: ValueTag.Result, Not: true }) && b is { Tag: ValueTag.Number, Text: "0" } ? a
        : (b.Tag is ValueTag.Comparison or ValueTag.Caught || b is { Tag: ValueTag.Result, Not: true }) && a is { Tag: ValueTag.Number, Text: "0" } ? b
        : Unknown;

    /// <summary>Which local it is, for <see cref="ValueTag.Local"/>, <see cref="ValueTag.Sum"/> and <see cref="ValueTag.Advance"/>.</summary>
    public string Slot => Tag is ValueTag.Sum or ValueTag.Advance ? Text : Index >= 0 ? Index.ToString(CultureInfo.InvariantCulture) : Text;

    /// <summary>As a test or a store names it, whatever it is compared with.</summary>
    public ValueFact ToTest(Arrays arrays) =>
        Tag == ValueTag.Length ? new(ValueKind.Result, Index.ToString(CultureInfo.InvariantCulture)) : (this with { Not = false, Of = TypeQuestion.None }).ToFact(arrays);

    public ValueFact ToFact(Arrays arrays) => Not || Of == TypeQuestion.Answered || (Tag is ValueTag.Result or ValueTag.Parameter && Stamp != 0) ? ValueFact.Unknown : Tag switch
    {
        ValueTag.Local or ValueTag.LocalAddress => new(ValueKind.Local, Slot),
        ValueTag.Caught => new(ValueKind.Caught, Index.ToString(CultureInfo.InvariantCulture)),
        ValueTag.Many or ValueTag.Conjunction => ValueFact.Many(arrays.Of(Index).Select(e => e.ToFact(arrays))),
        ValueTag.Text => new(ValueKind.Text, Text),
        ValueTag.Number => new(ValueKind.Number, Text),
        ValueTag.Null => new(ValueKind.Null, ""),
        ValueTag.Delegate or ValueTag.FunctionPointer => new(ValueKind.Delegate, Text),
        ValueTag.New => new(ValueKind.New, Index.ToString(CultureInfo.InvariantCulture)),
        ValueTag.Result => new(ValueKind.Result, Index.ToString(CultureInfo.InvariantCulture)),
        ValueTag.Parameter => new(ValueKind.Parameter, Index.ToString(CultureInfo.InvariantCulture)),
        ValueTag.This => new(ValueKind.This, ""),
        ValueTag.Field => new(ValueKind.Field, Text),
        ValueTag.Captured => new(ValueKind.Captured, Text),
        _ => ValueFact.Unknown,
    };
}
