using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>Findings about locks: each at its line, below the entry point that comes there.</summary>
internal static class LockReports
{
    /// <summary>A finding in a body; null where nothing that is looked at comes to it.</summary>
    /// <param name="start">Where the way begins on which the breach can be seen; the body itself when it can be seen there.</param>
    /// <param name="way">From there to the body.</param>
    public static Violation? At(RuleContext context, string rule, bool certain, MethodNode node, int site, string what, string problem, string tail, string remedy, MethodNode? start = null, IReadOnlyList<CallEdge>? way = null)
    {
        return At(context, rule, certain, node, new SiteLocation(node, site), what + Number(node, site), problem, tail, remedy, start, way);
    }

    /// <param name="location">A place in the body that no site stands for.</param>
    public static Violation? At(RuleContext context, string rule, bool certain, MethodNode node, Location location, string what, string problem, string tail, string remedy, MethodNode? start = null, IReadOnlyList<CallEdge>? way = null)
    {
        var first = start ?? node;
        if (!context.Reach.Reaches(first) || node.Method.Has(Facts.MethodTraits.Generated))
        {
            return null;
        }

        return new(
            rule,
            certain,
            context.Reach.EntryOf(first),
            [.. context.Reach.PathTo(first), .. way ?? []],
            location,
            what,
            node.Method.Id,
            problem,
            tail,
            remedy);
    }

    /// <summary>An entry point for what is no place in a body: one that comes to the type; null when only critical paths are looked at and none does.</summary>
    public static EntryPoint? EntryTo(RuleContext context, TypeNode type, MethodNode? shown)
    {
        var reached = shown is not null && context.Reach.Reaches(shown) ? shown : type.Methods.FirstOrDefault(context.Reach.Reaches);
        return reached is not null ? context.Reach.EntryOf(reached)
            : shown is not null && context.Scope == CheckScope.All ? new(shown, EntryPoint.PublicMethod, Names.Short(shown), Repeats.Possibly, IsStartup: false, IsWorkLoop: false)
            : null;
    }

    /// <summary>Tells lines of one method apart that do the same: the how-manieth line with a site of this name it is.</summary>
    private static string Number(MethodNode node, int site)
    {
        var sites = node.Method.Sites;
        var lines = new HashSet<int>();
        for (var i = 0; i <= site; i++)
        {
            if (sites[i].Target.Id == sites[site].Target.Id && sites[i].Kind == sites[site].Kind)
            {
                lines.Add(sites[i].Span.Line);
            }
        }

        return lines.Count > 1 ? "#" + lines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
    }
}
