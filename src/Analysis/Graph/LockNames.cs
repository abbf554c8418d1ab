using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Graph;

/// <summary>What a body calls the object that it locks, and what its callers and callees call the same one.</summary>
internal sealed class LockNames(CodeGraph graph)
{
    /// <summary>An object that a method is handed.</summary>
    public const string Handed = "object";

    /// <param name="site">The call that locks, so that it is known which read of a field it means.</param>
    /// <param name="locked">The object.</param>
    public HeldLock Of(MethodNode node, int site, ValueFact locked, bool isShared, bool isAffine)
    {
        var (name, of) = Name(node, site, locked);
        return new(name, of, isShared, isAffine);
    }

    /// <summary>A lock of a callee, as the caller calls it at a site; null when it cannot.</summary>
    public static HeldLock? ToCaller(HeldLock held, SiteFact call) => held.Of.Kind switch
    {
        ValueKind.Null => held,
        ValueKind.This when held.IsField => held with { Of = call.Receiver },
        ValueKind.This when call.Receiver.Kind == ValueKind.This => held,
        ValueKind.Parameter when Values.Index(held.Of) is { } position && held.IsField => held with { Of = Values.Argument(call, position) },
        _ => null,
    };

    /// <summary>A lock of a caller, as the method that it calls at a site calls it; null when it cannot.</summary>
    public static HeldLock? ToCallee(HeldLock held, SiteFact call)
    {
        if (held.Of == HeldLock.Static)
        {
            return held;
        }

        if (call.Target.HasReceiver && call.Receiver == held.Of)
        {
            return held with { Of = new(ValueKind.This, "") };
        }

        for (var a = 0; a < call.Arguments.Count; a++)
        {
            if (call.Arguments[a] == held.Of && held.Of.Kind != ValueKind.Unknown)
            {
                return held with { Of = new(ValueKind.Parameter, a.ToString(System.Globalization.CultureInfo.InvariantCulture)) };
            }
        }

        return held.Of.Kind == ValueKind.Field && call.Receiver.Kind == ValueKind.This ? held : null;
    }

    /// <summary>A lock of a method, as a lambda or local function in it calls it: parameters and locals have become fields of a closure.</summary>
    public static HeldLock ToInner(HeldLock held) =>
        held.Of.Kind is ValueKind.Null or ValueKind.This or ValueKind.Field ? held : held with { Of = ValueFact.Unknown };

    /// <summary>The read that a site means when it says that it was given a field: the last one before it.</summary>
    public static int ReadOf(MethodFact method, int site, string field)
    {
        for (var i = site - 1; i >= 0; i--)
        {
            if (method.Sites[i].Kind == SiteKind.FieldRead && method.Sites[i].Target.Id == field)
            {
                return i;
            }
        }

        return -1;
    }

    public static ValueFact Owner(SiteFact read) => read.Target.HasReceiver ? read.Receiver : HeldLock.Static;

    public static bool IsMutex(MethodNode node, int site, ValueFact value) =>
        (value.Kind == ValueKind.Field && ReadOf(node.Method, site, value.Text) is >= 0 and var read && node.Method.Sites[read].Target.Returns?.Name == "System.Threading.Mutex")
        || Values.Source(node.Method, value)?.Target.Type == "System.Threading.Mutex";

    private (string Name, ValueFact Of) Name(MethodNode node, int site, ValueFact locked)
    {
        switch (locked.Kind)
        {
            case ValueKind.This:
                return (HeldLock.This, locked);
            case ValueKind.Parameter:
                return (Handed, locked);
            case ValueKind.Field:
                var read = ReadOf(node.Method, site, locked.Text);
                return (locked.Text, read < 0 ? ValueFact.Unknown : Owner(node.Method.Sites[read]));
            case ValueKind.Text:
                return ("text:" + locked.Text, HeldLock.Static);
            case ValueKind.New:
                return ("made:" + locked.Text, HeldLock.Static);
            case ValueKind.Result when Values.Source(node.Method, locked) is { Target.Type: "System.Threading.LazyInitializer" or "System.Threading.Interlocked" } made && Values.Argument(made, 0).Kind == ValueKind.Field:
                return Name(node, site, Values.Argument(made, 0));
            case ValueKind.Result when Values.Source(node.Method, locked) is { } source:
                return OfResult(node, locked, source);
            default:
                return (HeldLock.Unknown, ValueFact.Unknown);
        }
    }

    private (string Name, ValueFact Of) OfResult(MethodNode node, ValueFact locked, SiteFact source)
    {
        if (Values.TypeOf(node.Method, locked) is { } type)
        {
            return ("type:" + type.Type, HeldLock.Static);
        }

        if (graph.Find(source.Target) is { } getter && ReturnedField(getter) is { } field)
        {
            return (field.Target.Id, field.Target.HasReceiver ? source.Receiver : HeldLock.Static);
        }

        return ("call:" + source.Target.Id, source.Receiver);
    }

    /// <summary>The field of its own that a member returns and nothing else: a property in front of a lock.</summary>
    public static SiteFact? ReturnedField(MethodNode node)
    {
        var sites = node.Method.Sites;
        return sites.Count == 1
            && sites[0].Kind == SiteKind.FieldRead
            && (!sites[0].Target.HasReceiver || sites[0].Receiver.Kind == ValueKind.This)
            && node.Method.Body.Steps.Any(s => s.Kind == StepKind.Return && s.Value == new ValueFact(ValueKind.Field, sites[0].Target.Id))
            ? sites[0]
            : null;
    }
}
