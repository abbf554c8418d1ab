using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;

namespace IntentContracts.Analysis.Lock;

/// <summary>What the code says now.</summary>
/// <param name="Bodies">Those that an owner answers for.</param>
/// <param name="Places">Where each thing stands in source, by its <see cref="LockKey"/>.</param>
internal sealed record BuiltLock(IntentLock Content, IReadOnlyList<AnsweredBody> Bodies, IReadOnlyDictionary<string, Location> Places);

/// <summary>Reads the content of a lock from the graph. Only critical entry points are in it: what is looked at because everything is, promises nothing.</summary>
internal sealed class LockBuilder
{
    private readonly RuleContext _context;
    private readonly LockLayers _layers;
    private readonly LockReach _reach;
    private readonly LookupsBefore _lookups;
    private readonly HashSet<MethodNode> _reached = [];
    private readonly Dictionary<string, Location> _places = new(StringComparer.Ordinal);

    private LockBuilder(RuleContext context)
    {
        _context = context;
        _layers = new(context);
        _reach = new(context.Graph);
        _lookups = new(context.Graph);
    }

    public static BuiltLock Build(string project, RuleContext context) => new LockBuilder(context).Build(project);

    private BuiltLock Build(string project)
    {
        var entries = Entries();
        var decisions = new LockDecisions(_context, _reached).Read();
        foreach (var (decision, source) in decisions)
        {
            Remember(decision.Key, source.Location);
        }

        var layers = _layers.Used;
        foreach (var (retry, source) in layers)
        {
            Remember(retry.Key, new SiteLocation(source.Node, source.Site));
        }

        foreach (var node in _context.Graph.Focus)
        {
            Remember(LockKey.Member(LockNames.Of(node.Method.Id)), new SiteLocation(node, -1));
        }

        return new(new(project, [.. decisions.Select(d => d.Decision)], [.. layers.Select(l => l.Retry)], entries, null), LockBodies.Now(_context, _reached), _places);
    }

    private List<LockEntry> Entries()
    {
        var critical = _context.Entries.Where(e => e.IsCritical).ToList();
        var shared = new HashSet<string>(critical.GroupBy(e => e.Title, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key), StringComparer.Ordinal);
        var entries = new List<LockEntry>();
        foreach (var entry in critical)
        {
            var title = shared.Contains(entry.Title) ? entry.Title + LockWords.In + LockNames.Of(entry.Node.Method.Id) : entry.Title;
            entries.Add(Entry(entry, title));
            Remember(LockKey.Entry(title), new SiteLocation(entry.Node, -1));
        }

        return [.. entries.OrderBy(e => e.Title, StringComparer.Ordinal).ThenBy(e => e.Kind, StringComparer.Ordinal)];
    }

    private LockEntry Entry(EntryPoint entry, string title)
    {
        var search = new PathSearch(entry.Node, static _ => false);
        _reached.UnionWith(search.Reached);
        var sites = search.Reached.SelectMany(n => n.Effects).ToList();
        var effects = new List<LockEffect>();
        if (sites.Count > 0)
        {
            var covers = new LockCovers(_context, _reach, _layers, entry, search);
            foreach (var site in sites)
            {
                var effect = Effect(entry, search, covers, site);
                effects.Add(effect);
                Remember(effect.Identity, new SiteLocation(site.Node, site.Site));
            }
        }

        return new(
            title,
            entry.Kind,
            entry.Repeats == Repeats.Yes,
            _context.Ownership.Of(entry.Node),
            [.. Merge(effects).OrderBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal).ThenBy(e => e.Member, StringComparer.Ordinal)]);
    }

    private LockEffect Effect(EntryPoint entry, PathSearch search, LockCovers covers, EffectSite site)
    {
        var owner = _context.Ownership.Of(site.Node);
        var undeclared = new List<string>();
        if (owner.Length == 0 && _context.Ownership.IsUsed)
        {
            undeclared.Add(LockWords.NoOwner);
        }

        var repeats = entry is { Repeats: Repeats.Yes, IsStartup: false } && site.Repetition != Repetition.Harmless;
        if (repeats && !covers.DecidesRepetition(site)
            && !(site is { Category: EffectCategory.DbWrite, Repetition: Repetition.Unclear } && _lookups.Precede(site, search.PathTo(site.Node))))
        {
            undeclared.Add(LockWords.RepeatUndecided);
        }

        return new(site.Category.Word(), site.Subject, LockNames.Of(site.Node.Method.Id), 1, owner, undeclared, covers.Of(site));
    }

    /// <summary>The same effect of the same method at several places is one line; what stands around any of them stands beneath it.</summary>
    private static IEnumerable<LockEffect> Merge(IEnumerable<LockEffect> effects) =>
        effects.GroupBy(e => e.Identity, StringComparer.Ordinal).Select(group => group.First() with
        {
            Count = group.Count(),
            Undeclared = [.. group.SelectMany(e => e.Undeclared).Distinct().OrderBy(u => u, StringComparer.Ordinal)],
            Covers =
            [
                .. group.SelectMany(e => e.Covers)
                    .GroupBy(c => c.Text, StringComparer.Ordinal)
                    .Select(c => c.First() with { OnEveryPath = c.Count() == group.Count() && c.All(one => one.OnEveryPath) })
                    .OrderBy(c => c.Text, StringComparer.Ordinal),
            ],
        });

    private void Remember(string key, Location location)
    {
        if (!_places.ContainsKey(key))
        {
            _places.Add(key, location);
        }
    }
}
