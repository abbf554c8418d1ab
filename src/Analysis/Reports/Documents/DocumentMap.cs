using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>One thing and the page that is about it.</summary>
internal sealed record DocumentOf<T>(T Item, string Path);

/// <summary>Which page is about what, so that pages can name each other.</summary>
internal sealed class DocumentMap
{
    public const string UnresolvedPath = "unresolved.md";

    private readonly Dictionary<string, MemberReport> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ownerPages = new(StringComparer.Ordinal);
    private readonly ILookup<string, DocumentOf<EntryReport>> _entries;
    private readonly ILookup<string, MemberReport> _membersOf;
    private readonly ILookup<string, MemberReport> _membersOn;
    private readonly ILookup<string, int> _findingsFrom;
    private readonly ILookup<string, int> _findingsNaming;
    private readonly ILookup<string, DocumentOf<EntryReport>> _entriesByTitle;

    private DocumentMap(IntentReport report)
    {
        foreach (var member in report.Members)
        {
            _members[member.Id] = member;
        }

        Report = report;
        Entries = Pages("entries/", report.Entries, entry => new(entry.Id, entry.Title));
        Owners = Pages("owners/", OwnersOf(report), owner => new(owner, owner));
        Types = Pages("types/", report.Types, type => new(type.Id, type.Name));
        foreach (var owner in Owners)
        {
            _ownerPages[owner.Item] = owner.Path;
        }

        // Every page asks for what belongs to it: looked up, since all pages times all findings is the square of the program.
        _entries = Entries.ToLookup(e => e.Item.Id, StringComparer.Ordinal);
        _entriesByTitle = Entries.ToLookup(e => e.Item.Title, StringComparer.Ordinal);
        _membersOf = report.Members.ToLookup(m => m.Type, StringComparer.Ordinal);
        _membersOn = Each(report.Members, m => m.EntryIds).ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var numbers = Enumerable.Range(0, report.Findings.Count).ToList();
        _findingsFrom = numbers.Where(i => report.Findings[i].Path.Count > 0).ToLookup(i => report.Findings[i].Path[0].Id, StringComparer.Ordinal);
        _findingsNaming = Each(numbers, i => report.Findings[i].Entries).ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    public IntentReport Report { get; }

    public IReadOnlyList<DocumentOf<EntryReport>> Entries { get; }

    public IReadOnlyList<DocumentOf<string>> Owners { get; }

    public IReadOnlyList<DocumentOf<TypeReport>> Types { get; }

    /// <summary>The guarded member with an id; null when there is none.</summary>
    public MemberReport? Member(string id) => _members.TryGetValue(id, out var member) ? member : null;

    /// <summary>The entry points that reach a member.</summary>
    public IReadOnlyList<DocumentOf<EntryReport>> EntriesOf(MemberReport member) => [.. member.EntryIds.Distinct(StringComparer.Ordinal).SelectMany(id => _entries[id])];

    /// <summary>The entry points at which a finding's path starts, or that it names among those which reach it.</summary>
    public IReadOnlyList<DocumentOf<EntryReport>> EntriesOf(FindingReport finding) =>
        [.. (finding.Path.Count > 0 ? _entries[finding.Path[0].Id] : []).Concat(finding.Entries.SelectMany(title => _entriesByTitle[title])).Distinct()];

    /// <summary>The guarded members of a type.</summary>
    public IReadOnlyList<MemberReport> MembersOf(TypeReport type) => [.. _membersOf[type.Id]];

    /// <summary>The guarded members that an entry point reaches.</summary>
    public IReadOnlyList<MemberReport> MembersOn(EntryReport entry) => [.. _membersOn[entry.Id]];

    public static DocumentMap Of(IntentReport report) => new(report);

    /// <summary>The owner's name as a link to its page, or "nobody".</summary>
    /// <param name="up">From the page that holds the link to the documents folder: empty or "../".</param>
    public string Owner(string owner, string up) =>
        _ownerPages.TryGetValue(owner, out var path) ? MarkdownText.Link(MarkdownText.Escape(owner), up + path) : "nobody";

    /// <summary>The findings whose path starts at the entry, or that name it among those which reach it.</summary>
    public IReadOnlyList<FindingReport> FindingsOn(EntryReport entry) =>
        [.. _findingsFrom[entry.Id].Concat(_findingsNaming[entry.Title]).Distinct().OrderBy(i => i).Select(i => Report.Findings[i])];

    private static IEnumerable<string> OwnersOf(IntentReport report) =>
        report.Entries.Select(e => e.Owner)
            .Concat(report.Entries.SelectMany(e => e.Effects).Select(e => e.Owner))
            .Concat(report.Findings.Select(f => f.Owner))
            .Concat(report.Exceptions.Select(e => e.Owner))
            .Concat(report.Refusals.Select(r => r.Owner))
            .Concat(report.Assumptions.Select(a => a.Owner))
            .Concat(report.Types.Select(t => t.Owner))
            .Where(owner => owner.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(owner => owner, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, T>> Each<T>(IEnumerable<T> items, Func<T, IEnumerable<string>> names) =>
        items.SelectMany(item => names(item).Distinct(StringComparer.Ordinal).Select(name => new KeyValuePair<string, T>(name, item)));

    private static IReadOnlyList<DocumentOf<T>> Pages<T>(string folder, IEnumerable<T> items, Func<T, KeyValuePair<string, string>> title)
    {
        var all = items.ToList();
        var names = PageNames.Of([.. all.Select(title)]);
        return [.. all.Select((item, i) => new DocumentOf<T>(item, folder + names[i] + ".md"))];
    }
}
