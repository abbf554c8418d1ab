using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// IC1007 for code that declares nothing: a lock on an object that no other thread can have (a new one, a boxed value), on one that is replaced while others hold it, or on a string, of which nobody knows who else has it.
/// </summary>
internal sealed class LocksGuard : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        ReplacedLocks? replaced = null;
        var ofField = new Dictionary<(string, string), Violation>();
        foreach (var node in context.Locks.Sites.Locking.OrderBy(n => n.Index))
        {
            foreach (var (site, step) in context.Locks.Sites.Of(node).OrderBy(p => p.Key).Select(p => (p.Key, p.Value)))
            {
                if (step.Action != LockAction.Enter || node.Method.Sites[site].Target.Type != "System.Threading.Monitor")
                {
                    continue;
                }

                replaced ??= new(context);
                if (Problem(context, node, site, step.Lock, replaced) is var (problem, remedy, certain, field)
                    && LockReports.At(context, RuleTable.LockCannotGuard, certain, node, site, "lock " + step.Lock.Name, problem, "lock", remedy) is { } violation)
                {
                    if (field is not { } of)
                    {
                        yield return violation;
                    }
                    else
                    {
                        // The field is the mistake, however many lock it.
                        ofField[of] = ofField.TryGetValue(of, out var first) ? first with { Also = [.. first.Also, (violation.Location, "and is locked here")] } : violation;
                    }
                }
            }
        }

        foreach (var (of, violation) in ofField.Select(p => (p.Key, p.Value)))
        {
            yield return violation with { Also = [.. violation.Also, .. replaced!.Assignments(of.Item1, of.Item2).Select(at => ((Location)new SiteLocation(at.Node, at.Site), "is assigned here"))] };
        }
    }

    private static (string Problem, string Remedy, bool Certain, (string Assembly, string Id)? Replaced)? Problem(RuleContext context, MethodNode node, int site, HeldLock held, ReplacedLocks replaced)
    {
        var name = Names.Short(node);
        var locked = Values.Argument(node.Method.Sites[site], 0);
        switch (locked.Kind)
        {
            case ValueKind.Number:
            case ValueKind.Parameter or ValueKind.Result when ValueTypes.Of(context.Graph, node, locked) is { } boxed && MadeAnew.IsValue(context.Graph, boxed):
                return ($"{name} locks a boxed value, which is a new object each time", "lock a readonly object of its own", true, null);
            case ValueKind.New when IsNobodyElses(node.Method, site, locked):
                return ($"{name} locks an object that it has just made, and that no other thread can have", "lock a readonly field", true, null);
            case ValueKind.Result when Values.Source(node.Method, locked) is { } source && context.Graph.Find(source.Target) is { } maker && new MadeAnew(context.Graph).AreAllOf(maker):
                return ($"{name} locks what {Names.Short(maker)} makes anew for every caller", "return a readonly field there", true, null);
        }

        switch (new LockedStrings(context.Graph).Of(node, locked))
        {
            case LockedString.Shared:
                return ($"{name} locks a string: equal strings are one object in the whole process, and strangers may lock it, too", "lock a readonly object of its own", locked.Kind != ValueKind.Field, null);
            case LockedString.Made when locked.Kind != ValueKind.New:
                return ($"{name} locks a string that is made anew each time, and that no other thread can have", "lock a readonly object, or one that a dictionary keeps for the key", true, null);
            case LockedString.Given:
                return ($"{name} locks a string: two equal ones may be two objects, and one object may be in the hands of strangers", "lock a readonly object, or one that a dictionary keeps for the key", false, null);
        }

        if (MadeForEach(context, node, site, locked) is { } late)
        {
            return ($"{name} locks {late}, which two threads can make at once: each then holds a lock of its own", "make it in the constructor, in a readonly field", true, null);
        }

        if (locked.Kind != ValueKind.Field || context.Locks.Sites.Of(node).Count == 0)
        {
            return null;
        }

        var read = LockNames.ReadOf(node.Method, site, locked.Text);
        if (read < 0 || context.Locks.Find(node.Method.Sites[read].Target) is not var (type, field))
        {
            return null;
        }

        var fieldName = LockIndex.NameOf(held);
        return MadeAnew.IsValue(context.Graph, field.Type) ? ($"{name} locks {fieldName}, a value that is boxed into a new object each time", "lock a readonly object of its own", true, null)
            : replaced.Contains(type.Assembly, field.Id) && !IsSnapshot(node.Method, site, read, field) ? ($"{name} locks {fieldName}, which is assigned while others may hold it: after that two threads hold two locks", "lock a readonly object of its own", true, (type.Assembly, field.Id))
            : null;
    }

    /// <summary><c>lock (_sync ??= new object())</c>: the field that is filled for the lock, by whoever comes first, with nothing that keeps a second one from doing the same; null for none.</summary>
    private static string? MadeForEach(RuleContext context, MethodNode node, int site, ValueFact locked)
    {
        var sites = node.Method.Sites;
        for (var i = 0; i < site; i++)
        {
            if (sites[i] is { Kind: SiteKind.FieldWrite, Target: { Returns.Name: "System.Object" or "System.Threading.Lock" } target }
                && Values.Argument(sites[i], 0).Kind == ValueKind.New
                && (locked == new ValueFact(ValueKind.Field, target.Id) || (locked.Kind is ValueKind.Unknown or ValueKind.Local && i == site - 1))
                && node.Method.Flow.CanFollow(i, site) && LazyFields.IsMadeOnceBy(node.Method, i) && context.Locks.Held.At(node, i).IsEmpty)
            {
                return Names.Type(target.Type) + "." + target.Name;
            }
        }

        return null;
    }

    /// <summary><c>var list = _list; lock (list) { list.Add(x); }</c> locks the very object that it changes, whatever stands in the field by then. A mere gate guards something else.</summary>
    private static bool IsSnapshot(MethodFact method, int site, int read, FieldFact field) =>
        method.Sites[read].Span.Line != method.Sites[site].Span.Line && field.Type.Name is not ("System.Object" or "System.Threading.Lock");

    /// <summary>Made in this body, and given to nobody: no call, no field, no lambda.</summary>
    private static bool IsNobodyElses(MethodFact method, int site, ValueFact made)
    {
        var index = Values.Index(made) ?? -1;
        if (index == site - 1)
        {
            return true; // lock (new object())
        }

        return !method.Sites.Where((s, i) => i != index && s.Target.Type != "System.Threading.Monitor" && (s.Arguments.Contains(made) || s.Kind is SiteKind.Delegate or SiteKind.FieldWrite)).Any()
            && !method.Sites.Any(s => s.Kind == SiteKind.Call && s.Target.Id.IndexOf("~local:", StringComparison.Ordinal) >= 0)
            && !method.Body.Steps.Any(s => s.Value == made);
    }
}
