using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Locks;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC1005: two locks that are taken one inside the other are so everywhere in the same order, and a gate that lets in one is not taken again inside. Possible only: whether two threads do it at once, and with the same objects, the code does not say.</summary>
internal sealed class LocksAreTakenInOneOrder : IPathRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var order = new LockOrder(context);
        foreach (var (other, place, bodies) in order.Contradictions())
        {
            var outer = NameOf(place.Outer);
            var inner = NameOf(place.Inner);
            var opposite = other.Path.Count == 0 ? Names.Short(other.Node) : Names.Short(other.Node) + " → " + Names.Short(other.Path[other.Path.Count - 1].To);
            if (Report(context, place, $"{Names.Short(place.Node)} takes {inner} while it holds {outer}; {opposite} takes them the other way round") is { } violation)
            {
                yield return violation with { Evidence = bodies, Also = [(new SiteLocation(other.Node, other.Site), "the other order"), .. other.Path.Skip(1).Select(e => (At: (Location)new SiteLocation(e.From, e.Site), What: $"on its way to {outer}")), .. Taken(order, other, outer), .. Taken(order, place, inner)] };
            }
        }

        foreach (var pair in order.TakenAgain())
        {
            var name = LockIndex.NameOf(new HeldLock(pair.Inner, HeldLock.Static, IsShared: false, IsAffine: false));
            if (Report(context, pair, $"{Names.Short(pair.Node)} takes {name} while it holds it already, and {name} lets in one: it waits for itself", "call what takes it before or after, or give the inner step a variant that expects it to be held") is { } violation)
            {
                yield return violation;
            }
        }

        foreach (var pair in order.SameLockOfTwo())
        {
            var name = NameOf(pair.Inner);
            if (Report(context, pair, $"{Names.Short(pair.Node)} takes the {name} of two objects in the order in which it is given them; the other way round both wait for ever") is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<(Location At, string What)> Taken(LockOrder order, LockPair pair, string name) =>
        order.TakenAt(pair) is { } taken ? [(taken, "takes " + name)] : [];

    /// <summary>With its type: locks of different types often have one name.</summary>
    private static string NameOf(string field)
    {
        if (KeptLocks.IsPath(field))
        {
            var (gate, keeper) = KeptLocks.Parts(field);
            return NameOf(keeper) + "." + LockIndex.NameOf(new HeldLock(gate, HeldLock.Static, IsShared: false, IsAffine: true));
        }

        var name = LockIndex.NameOf(new HeldLock(field, HeldLock.Static, IsShared: false, IsAffine: true));
        var type = field.Substring(2, Math.Max(0, field.LastIndexOf('.') - 2));
        return Names.Type(type) + "." + name;
    }

    private static Violation? Report(RuleContext context, LockPair pair, string problem, string remedy = "take them in one order everywhere") =>
        LockReports.At(
            context,
            RuleTable.LocksInOneOrder,
            certain: false,
            pair.Node,
            pair.Site,
            "order " + pair.Outer + " " + pair.Inner,
            problem,
            pair.Path.Count == 0 ? "" : string.Join(" → ", pair.Path.Select(e => Names.Short(e.To))),
            remedy);
}
