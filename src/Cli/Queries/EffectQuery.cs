using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Cli.Terminals;

namespace IntentContracts.Cli.Queries;

/// <summary>What <c>intent why</c> was asked about: effects, or a member.</summary>
/// <param name="Effects">Empty when a member was named.</param>
/// <param name="Members">Empty when effects were named.</param>
internal sealed record EffectMatch(IReadOnlyList<EffectSite> Effects, IReadOnlyList<MethodNode> Members);

/// <summary>Reads <c>publish:OrderPlaced</c>, <c>http</c>, <c>OrderService.PlaceAsync</c>, <c>M:Shop.*</c>.</summary>
internal sealed class EffectQuery(CodeGraph graph)
{
    private static readonly (string Word, Func<EffectCategory, bool> Is)[] s_kinds =
    [
        ("db", c => c is EffectCategory.DbRead or EffectCategory.DbWrite or EffectCategory.DbCommit),
        ("write", c => c is EffectCategory.DbWrite or EffectCategory.DbCommit or EffectCategory.FileWrite),
        ("file", c => c == EffectCategory.FileWrite),
        ("commit", c => c == EffectCategory.DbCommit),
        ("read", c => c == EffectCategory.DbRead),
        .. Enum.GetValues<EffectCategory>().Select(category => (category.Word(), (Func<EffectCategory, bool>)(c => c == category))),
    ];

    private readonly ArgumentTypes _types = new(graph);

    /// <exception cref="ToolException">Nothing matches; the message says what could have been meant.</exception>
    public EffectMatch Find(string query)
    {
        var colon = query.IndexOf(':', StringComparison.Ordinal);
        if (IsDocId(query))
        {
            return Members(query, n => Pattern.Is(query, n.Method.Id) || Pattern.Is(query + "(*)", n.Method.Id));
        }

        if (colon > 0)
        {
            var kind = Kind(query[..colon]) ?? throw ToolException.Usage($"'{query[..colon]}' is no kind of effect{Suggestions.Sentence(query[..colon], Kinds)}", [.. Kinds]);
            var subject = query[(colon + 1)..].Trim();
            var effects = All.Where(e => kind(e.Category)).ToList();
            var matching = effects.Where(e => Subjects(e).Any(s => Pattern.Has(subject, s))).ToList();
            return matching.Count > 0 ? new(matching, []) : throw NoSuch(query, effects.SelectMany(Subjects).Select(s => query[..(colon + 1)] + s));
        }

        if (Kind(query) is { } all)
        {
            return All.Where(e => all(e.Category)).ToList() is { Count: > 0 } ofKind ? new(ofKind, []) : throw ToolException.NoInput($"nothing in this program is an effect of the kind '{query}'");
        }

        // A member of our own by its exact name, then an effect by what it is called, then anything that has it in its name.
        var named = Named(query, Pattern.Is);
        if (named.Count > 0)
        {
            return new([], named);
        }

        var bySubject = All.Where(e => Subjects(e).Any(s => Pattern.Is(query, s) || Pattern.Is("*." + query, s))).ToList();
        if (bySubject.Count > 0)
        {
            return new(bySubject, []);
        }

        var partly = All.Where(e => Subjects(e).Any(s => Pattern.Has(query, s))).ToList();
        return partly.Count > 0 ? new(partly, []) : Members(query, n => Pattern.Has(query, Names.Short(n)));
    }

    /// <summary>What an effect may be called: the member that is called, and the type of what it is handed.</summary>
    public IEnumerable<string> Subjects(EffectSite effect)
    {
        yield return effect.Subject;
        if (MessageOf(effect) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>The type of the message that is published or sent, where the code shows it.</summary>
    public string? MessageOf(EffectSite effect)
    {
        if (effect.Category != EffectCategory.Publish)
        {
            return null;
        }

        var site = effect.Node.Method.Sites[effect.Site];
        for (var a = 0; a < Math.Max(site.Arguments.Count, 1); a++)
        {
            if (_types.Of(effect.Node, site, a) is { } type && graph.IsOwn(type.Assembly))
            {
                return Names.Type(type.Name);
            }
        }

        return site.Target.MethodArguments.Concat(site.Target.TypeArguments).FirstOrDefault(t => graph.IsOwn(t.Assembly)) is { } argument ? Names.Type(argument.Name) : null;
    }

    private IEnumerable<EffectSite> All => graph.Nodes.SelectMany(n => n.Effects);

    private static IEnumerable<string> Kinds => s_kinds.Select(k => k.Word.Replace(' ', '-')).Distinct(StringComparer.Ordinal);

    private static Func<EffectCategory, bool>? Kind(string word)
    {
        var plain = word.Replace('-', ' ').Replace('_', ' ').Trim();
        return s_kinds.FirstOrDefault(k => string.Equals(k.Word, plain, StringComparison.OrdinalIgnoreCase)).Is;
    }

    private static bool IsDocId(string query) => query.Length > 2 && query[1] == ':' && query[0] is 'M' or 'T' or 'P';

    private List<MethodNode> Named(string query, Func<string, string, bool> matches) =>
        [.. graph.Nodes.Where(IsUsers).Where(n => matches(query, Names.Short(n)) || matches(query, n.Method.Name) || matches(query, FullName(n)) || matches(query, Names.Type(n.Type.Name)))];

    private EffectMatch Members(string query, Func<MethodNode, bool> matches) =>
        graph.Nodes.Where(IsUsers).Where(matches).ToList() is { Count: > 0 } members
            ? new([], members)
            : throw NoSuch(query, graph.Nodes.Where(IsUsers).Select(Names.Short).Concat(All.SelectMany(Subjects)));

    private static string FullName(MethodNode node) => node.Type.Name + "." + node.Method.Name;

    internal static bool IsUsers(MethodNode node) => node.Method.Owner == node.Method.Id && node.ShellOfCore is null && (node.Guard is not null || !node.Method.Has(MethodTraits.Generated));

    private static ToolException NoSuch(string query, IEnumerable<string> known)
    {
        var all = known.Distinct(StringComparer.Ordinal).ToList();
        return ToolException.NoInput($"nothing in this program is called '{query}'{Suggestions.Sentence(query, all)}");
    }
}
