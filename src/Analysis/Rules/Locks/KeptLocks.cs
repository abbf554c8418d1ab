using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Locks of objects that the own object keeps from its construction on: <c>lock (_left.Gate)</c> takes another one than <c>lock (_right.Gate)</c>, although one field holds both. Whoever makes the object could give it one for both, and
/// mostly does not.
/// </summary>
internal sealed class KeptLocks(CodeGraph graph)
{
    private const string Of = " of ";

    /// <summary>The way from the own object to a lock, by which it has one name in all methods of that object; null where it is not kept so.</summary>
    public string? PathOf(MethodNode node, HeldLock held) => held.IsField && Keeper(node, held.Of) is { } keeper ? held.Name + Of + keeper : null;

    public static bool IsPath(string name) => name.IndexOf(Of, StringComparison.Ordinal) >= 0;

    /// <summary>The field of the lock, and the one that keeps the object which has it.</summary>
    public static (string Lock, string Keeper) Parts(string path)
    {
        var at = path.IndexOf(Of, StringComparison.Ordinal);
        return (path.Substring(0, at), path.Substring(at + Of.Length));
    }

    /// <summary>Whether both are the lock of one field in two kept objects.</summary>
    public static bool AreSiblings(string path, string other) =>
        path != other && IsPath(other) && Parts(path).Lock == Parts(other).Lock;

    /// <summary>Whether a call runs a method of the same object, or a lambda of the method itself.</summary>
    public static bool IsOfOneObject(CallEdge edge) =>
        edge.Via is null
        && (((edge.To.Method.Has(MethodTraits.Lambda) || edge.To.Method.Has(MethodTraits.LocalFunction)) && edge.To.Method.Owner == edge.From.Method.Owner)
            || edge.From.Method.Sites[edge.Site].Receiver.Kind == ValueKind.This);

    /// <summary>The field of the own object that a value comes from, itself or through a property in front of it.</summary>
    private string? Keeper(MethodNode node, ValueFact value)
    {
        var method = node.Method;
        SiteFact? read = value.Kind switch
        {
            ValueKind.Field => method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text),
            ValueKind.Result when Values.Source(method, value) is { Receiver.Kind: ValueKind.This } getter && graph.Find(getter.Target) is { } asked => LockNames.ReturnedField(asked),
            _ => null,
        };
        return read is { Target.HasReceiver: true }
            && method.Sites.All(s => s.Kind != SiteKind.FieldRead || s.Target.Id != read.Target.Id || s.Receiver.Kind == ValueKind.This)
            && IsKept(read.Target)
                ? read.Target.Id
                : null;
    }

    private bool IsKept(MethodRef field) =>
        graph.Types.Find(field.Assembly, field.Type) is { } type
        && type.Fact.Fields.FirstOrDefault(f => f.Id == field.Id) is { } kept
        && (kept.Has(FieldTraits.ReadOnly)
            || (!kept.Has(FieldTraits.Visible) && type.Methods.All(m => m.Method.Has(MethodTraits.Constructor) || !m.Method.Sites.Any(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == field.Id))));
}
