using System.Collections.Concurrent;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Catalogues;

/// <summary>All catalogue lines, found by symbol. Later lines win over earlier ones, and exact members over wildcards, so that a user can correct us.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<string, List<CatalogueLine>> _called = new(StringComparer.Ordinal);
    private readonly List<CatalogueLine> _calledByPrefix = [];

    // What was asked before. Rules of several areas ask at the same time.
    private readonly ConcurrentDictionary<string, List<CatalogueLine>> _byPrefix = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MethodRef, bool> _isNamed = new(ByReference<MethodRef>.Instance);

    private readonly HashSet<string> _own;

    /// <param name="own">The assemblies under check: a library's own repository holds what our lines about that library mean, with bodies that say it better.</param>
    public Catalogue(IEnumerable<CatalogueLine> lines, IEnumerable<string>? own = null)
    {
        _own = new(own ?? [], StringComparer.Ordinal);
        foreach (var line in lines)
        {
            switch (line.Role)
            {
                case SymbolRole.Called when line.Type.EndsWith("*", StringComparison.Ordinal):
                    _calledByPrefix.Add(line);
                    break;
                case SymbolRole.Called:
                    if (!_called.TryGetValue(line.Type, out var list))
                    {
                        _called.Add(line.Type, list = []);
                    }

                    list.Add(line);
                    break;
                case SymbolRole.Implemented:
                    Implemented.Add(line);
                    break;
                case SymbolRole.Caught:
                    Caught[line.Type] = line.Meaning;
                    break;
                case SymbolRole.Attribute:
                    Attributes[line.Type] = line.Meaning;
                    break;
                default:
                    Bases[line.Type] = line.Meaning;
                    break;
            }
        }
    }

    public List<CatalogueLine> Implemented { get; } = [];

    public Dictionary<string, Meaning> Caught { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Meaning> Attributes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Meaning> Bases { get; } = new(StringComparer.Ordinal);

    /// <summary>What calling a member means; null when no catalogue knows it. What is only said beside (<see cref="Meaning.IsAside"/>) is not looked at.</summary>
    public Meaning? OfCall(string type, string member) => Best(type, member, static meaning => !meaning.IsAside);

    /// <summary>What is said of a member under one heading: whether it blocks, records, locks; null when nothing is.</summary>
    public T? Of<T>(string type, string member)
        where T : Meaning => (T?)Best(type, member, static meaning => meaning is T);

    /// <summary>The same for a member that a body names: nearly all of them no catalogue knows, and all laws ask about each.</summary>
    public Meaning? OfCall(MethodRef member) => IsNamed(member) ? Best(member.Type, member.Name, static meaning => !meaning.IsAside, member.Assembly) : null;

    /// <summary>The same for a member that a body names.</summary>
    public T? Of<T>(MethodRef member)
        where T : Meaning => IsNamed(member) ? (T?)Best(member.Type, member.Name, static meaning => meaning is T, member.Assembly) : null;

    /// <summary>Everything that is said of any member under one heading.</summary>
    public IEnumerable<T> All<T>()
        where T : Meaning => _called.Values.SelectMany(lines => lines).Concat(_calledByPrefix).Select(line => line.Meaning).OfType<T>().Distinct();

    private bool IsNamed(MethodRef member)
    {
        if (!_isNamed.TryGetValue(member, out var named))
        {
            named = Best(member.Type, member.Name, static _ => true, member.Assembly) is not null;
            _isNamed.TryAdd(member, named);
        }

        return named;
    }

    /// <summary>A program calls members of some thousand types; most match none of the patterns.</summary>
    private List<CatalogueLine> ByPrefix(string type)
    {
        if (!_byPrefix.TryGetValue(type, out var lines))
        {
            lines = _calledByPrefix.FindAll(line => Wildcard.Matches(line.Type, type));
            _byPrefix.TryAdd(type, lines);
        }

        return lines;
    }

    /// <param name="assembly">Whose member it is; empty where that is not known.</param>
    private Meaning? Best(string type, string member, Func<Meaning, bool> include, string assembly = "")
    {
        CatalogueLine? best = null;
        if (_called.TryGetValue(type, out var lines))
        {
            foreach (var line in lines)
            {
                if (include(line.Meaning) && line.MatchesMember(member) && (best is null || line.Member.Length >= best.Member.Length))
                {
                    best = line;
                }
            }
        }

        if (best is null)
        {
            foreach (var line in ByPrefix(type))
            {
                if (include(line.Meaning) && line.MatchesMember(member) && !(line.IsOurs && _own.Contains(assembly) && line.IsAbout(assembly)))
                {
                    best = line;
                }
            }
        }

        return best?.Meaning;
    }
}
