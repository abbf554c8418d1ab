using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Flow;

/// <summary>A lock as one body sees it.</summary>
/// <param name="Name">DocId of the field that holds it; for other objects how the body comes by them (<see cref="This"/>, <c>type:X</c>, <c>text:x</c>, <c>call:id</c>, <c>made:3</c>), and <see cref="Unknown"/>.</param>
/// <param name="Of">Which object the field belongs to, or which object is locked; Null for what is static.</param>
/// <param name="IsShared">Held for reading: others may hold it, too.</param>
/// <param name="IsAffine">It belongs to the thread that took it, so that nothing may be awaited before it is given back.</param>
internal readonly record struct HeldLock(string Name, ValueFact Of, bool IsShared, bool IsAffine)
{
    public const string This = "this";
    public const string Unknown = "?";

    public static ValueFact Static { get; } = new(ValueKind.Null, "");

    public bool IsField => Name.StartsWith("F:", StringComparison.Ordinal);

    /// <summary>Whether both are one object, as far as the body shows it.</summary>
    public bool IsSame(HeldLock other) => Name == other.Name && Of == other.Of;
}

internal enum LockAction
{
    Enter,
    Exit,
}

/// <summary>A call that takes a lock or gives it back.</summary>
/// <param name="IsTried">The result says whether it was taken.</param>
/// <param name="IsScope">Disposing of the result gives it back.</param>
internal readonly record struct LockStep(LockAction Action, HeldLock Lock, bool IsTried = false, bool IsScope = false);
