using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>What one [GuardedBy] says.</summary>
/// <param name="Member">DocId of the field, or of the method that must be called with the lock.</param>
/// <param name="Target">DocId of what carries the attribute: the member, or the property that it stands behind.</param>
/// <param name="LockName">As written.</param>
/// <param name="Lock">The lock, of the same object or static; null when no such field exists.</param>
/// <param name="LockField">The field that holds the lock; null for "this".</param>
/// <param name="Method">The method or accessor; null for a field.</param>
internal sealed record GuardedMember(
    TypeNode Type,
    string Member,
    string Target,
    string Name,
    bool IsStatic,
    string LockName,
    HeldLock? Lock,
    FieldFact? LockField,
    MethodNode? Method)
{
    /// <summary>Whether what is held is the lock that an access through a receiver needs.</summary>
    /// <param name="isWrite">A lock held for reading is not enough.</param>
    public bool IsHeld(LockSet held, ValueFact receiver, bool isWrite)
    {
        if (Lock is not { } guard)
        {
            return true; // IC1007 says that there is none
        }

        var of = guard.Of == HeldLock.Static ? HeldLock.Static : receiver;
        return held.Locks.Any(h =>
            !(isWrite && h.IsShared)
            && ((h.Name == guard.Name && IsSame(h.Of, of))
                || (guard.Name == HeldLock.This && h.Name == "object" && IsSame(h.Of, of))
                || (h.Of.Kind == ValueKind.Field && h.Of.Text == guard.Name && receiver.Kind is ValueKind.This or ValueKind.Null)));
    }

    /// <summary>What the facts cannot name is taken for the same thing: most often it is one local.</summary>
    public static bool IsNamed(ValueFact value) => value.Kind is not (ValueKind.Unknown or ValueKind.Local or ValueKind.Captured);

    private static bool IsSame(ValueFact a, ValueFact b) => a == b || (!IsNamed(a) && !IsNamed(b));
}
