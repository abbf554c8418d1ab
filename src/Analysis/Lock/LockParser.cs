using System.Globalization;

namespace IntentContracts.Analysis.Lock;

/// <summary>What is wrong with a line of the text; lines start at 1.</summary>
internal sealed record LockProblem(int Line, string Problem);

/// <summary>The text read back.</summary>
/// <param name="Lines">Where each thing stands, by its <see cref="LockKey"/>.</param>
/// <param name="Problem">The first line that cannot be read; null when all of it was.</param>
internal sealed record ParsedLock(IntentLock Content, IReadOnlyDictionary<string, int> Lines, LockProblem? Problem);

/// <summary>Reads what <see cref="LockText"/> writes, with either kind of line end.</summary>
internal sealed class LockParser
{
    private static readonly string[] Separator = [LockWords.Separator];

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<LockDecision> _decisions = [];
    private readonly List<LockRetry> _retries = [];
    private readonly List<LockEntry> _entries = [];
    private readonly List<LockEffect> _effects = [];
    private readonly List<LockCover> _covers = [];
    private List<LockBody>? _bodies;
    private LockProblem? _problem;
    private string _project = "";
    private int _line;

    private LockParser()
    {
    }

    public static ParsedLock Parse(string text)
    {
        var parser = new LockParser();
        var section = "";
        foreach (var raw in text.Split('\n'))
        {
            parser._line++;
            var line = raw.TrimEnd('\r');
            if (parser._line == 1)
            {
                parser.Header(line.TrimStart('\uFEFF'));
            }
            else if (IsConflict(line))
            {
                parser.Fail("is the mark of a merge conflict");
            }
            else if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            else if (line[0] is not (' ' or '~'))
            {
                section = line;
                parser.Section(line);
            }
            else
            {
                parser.Item(section, line);
            }
        }

        parser.EndEntry();
        return new(new(parser._project, parser._decisions, parser._retries, parser._entries, parser._bodies), parser._lines, parser._problem);
    }

    private static bool IsConflict(string line) =>
        line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith("=======", StringComparison.Ordinal)
        || line.StartsWith(">>>>>>>", StringComparison.Ordinal) || line.StartsWith("|||||||", StringComparison.Ordinal);

    private void Header(string line)
    {
        var fields = line.Split(Separator, StringSplitOptions.None);
        var version = fields[0].StartsWith(LockWords.Title, StringComparison.Ordinal) ? fields[0].Substring(LockWords.Title.Length) : "";
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Fail(IsConflict(line) ? "is the mark of a merge conflict" : "is not the first line of a lock");
        }
        else if (number != LockWords.Version)
        {
            Fail($"says format {version}, and this version of the package reads {LockWords.Version}");
        }

        _project = fields.Length > 1 ? LockEscapes.Unescape(fields[1]) : "";
    }

    private void Section(string title)
    {
        if (title == LockWords.Bodies)
        {
            _bodies ??= [];
        }
        else if (title is not (LockWords.Decisions or LockWords.Retries or LockWords.Entries))
        {
            Fail("begins no section that this version knows");
        }
    }

    private void Item(string section, string line)
    {
        var isDeclared = line[0] != '~';
        var indent = 1;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }

        var fields = line.Substring(indent).Split(Separator, StringSplitOptions.None);
        var read = (section, indent) switch
        {
            (LockWords.Decisions, 2) => Decision(fields),
            (LockWords.Retries, 2) => Retry(fields, isDeclared),
            (LockWords.Entries, 2) => Entry(fields),
            (LockWords.Entries, 4) => Effect(fields),
            (LockWords.Entries, 6) => Cover(fields, isDeclared),
            (LockWords.Bodies, 2) => Body(fields),
            _ => false,
        };
        if (!read)
        {
            Fail("is not as the build writes it");
        }
    }

    private bool Decision(string[] fields)
    {
        // The arguments are text from source: they hold no separator, since it is escaped.
        if (fields.Length != 2)
        {
            return false;
        }

        var paren = fields[1].IndexOf('(');
        var arguments = paren < 0 ? "" : fields[1].EndsWith(")", StringComparison.Ordinal) ? fields[1].Substring(paren + 1, fields[1].Length - paren - 2) : null;
        if (arguments is null)
        {
            return false;
        }

        _decisions.Add(new(LockEscapes.Unescape(fields[0]), paren < 0 ? fields[1] : fields[1].Substring(0, paren), arguments));
        Remember(_decisions[_decisions.Count - 1].Key);
        return true;
    }

    private bool Retry(string[] fields, bool isDeclared)
    {
        var count = fields.Length > 1 ? LockWords.Count(fields[1]) : "";
        if (count.Length == 0)
        {
            return false;
        }

        var retry = new LockRetry(LockEscapes.Unescape(fields[0]), count, isDeclared);
        _retries.AddRange(Enumerable.Repeat(retry, fields.Length > 2 ? Times(fields[2]) : 1));
        Remember(retry.Key);
        return true;
    }

    private bool Entry(string[] fields)
    {
        EndEntry();
        if (fields.Length < 2)
        {
            return false;
        }

        _entries.Add(new(LockEscapes.Unescape(fields[0]), fields[1], fields.Contains(LockWords.AtLeastOnce), Owner(fields), []));
        Remember(_entries[_entries.Count - 1].Key);
        return true;
    }

    private bool Effect(string[] fields)
    {
        EndEffect();
        var kind = LockWords.Effects.FirstOrDefault(e => fields[0].StartsWith(e + " ", StringComparison.Ordinal)) ?? fields[0].Substring(0, Math.Max(0, fields[0].IndexOf(' ')));
        var member = fields[0].LastIndexOf(LockWords.In, StringComparison.Ordinal);
        if (_entries.Count == 0 || kind.Length == 0 || member <= kind.Length)
        {
            return false;
        }

        var effect = new LockEffect(
            kind,
            LockEscapes.Unescape(fields[0].Substring(kind.Length + 1, member - kind.Length - 1)),
            LockEscapes.Unescape(fields[0].Substring(member + LockWords.In.Length)),
            fields.Skip(1).Where(f => f.StartsWith(LockWords.Times, StringComparison.Ordinal)).Select(Times).FirstOrDefault() is > 0 and var count ? count : 1,
            Owner(fields),
            [.. fields.Where(f => f is LockWords.NoOwner or LockWords.RepeatUndecided)],
            []);
        _effects.Add(effect);
        Remember(effect.Identity);
        Remember(_entries[_entries.Count - 1].Key + "\n" + effect.Identity);
        return true;
    }

    private bool Cover(string[] fields, bool isDeclared)
    {
        var onEveryPath = !fields[0].EndsWith(LockWords.SomePaths, StringComparison.Ordinal);
        var text = onEveryPath ? fields[0] : fields[0].Substring(0, fields[0].Length - LockWords.SomePaths.Length);
        _covers.Add(new(LockEscapes.Unescape(text), onEveryPath, isDeclared));
        return _effects.Count > 0;
    }

    private bool Body(string[] fields)
    {
        var by = fields.Length == 3 && fields[2].StartsWith(LockWords.ApprovedBy, StringComparison.Ordinal) ? fields[2].Substring(LockWords.ApprovedBy.Length) : "";
        var on = by.LastIndexOf(LockWords.ApprovedOn, StringComparison.Ordinal);
        if (on < 0)
        {
            return false;
        }

        var body = new LockBody(LockEscapes.Unescape(fields[0]), fields[1], LockEscapes.Unescape(by.Substring(0, on)), by.Substring(on + LockWords.ApprovedOn.Length));
        (_bodies ??= []).Add(body);
        Remember(body.Key);
        return true;
    }

    private void EndEffect()
    {
        if (_effects.Count > 0 && _covers.Count > 0)
        {
            _effects[_effects.Count - 1] = _effects[_effects.Count - 1] with { Covers = [.. _covers] };
        }

        _covers.Clear();
    }

    private void EndEntry()
    {
        EndEffect();
        if (_entries.Count > 0 && _effects.Count > 0)
        {
            _entries[_entries.Count - 1] = _entries[_entries.Count - 1] with { Effects = [.. _effects] };
        }

        _effects.Clear();
    }

    private static string Owner(string[] fields)
    {
        var owner = fields.Skip(1).FirstOrDefault(f => f.StartsWith(LockWords.OwnedBy, StringComparison.Ordinal));
        return owner is null ? "" : LockEscapes.Unescape(owner.Substring(LockWords.OwnedBy.Length));
    }

    private static int Times(string field) =>
        field.StartsWith(LockWords.Times, StringComparison.Ordinal) && int.TryParse(field.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    private void Remember(string key)
    {
        if (!_lines.ContainsKey(key))
        {
            _lines.Add(key, _line);
        }
    }

    private void Fail(string problem) => _problem ??= new(_line, problem);
}
