using System.Globalization;
using System.Text;
using IntentContracts.Shared;

namespace IntentContracts.Analysis;

/// <summary>
/// The options of a check as text, one <c>Name=value</c> a line: the build writes them beside its other outputs, so that the <c>intent</c> tool can run exactly the
/// same check without MSBuild (decision 64). It holds absolute paths and is of no use on another machine.
/// </summary>
public static class CheckFile
{
    /// <summary>What the file is called, in the folder of intent.json.</summary>
    public const string Name = "check.txt";

    private const string Header = "# IntentContracts check 1: what the build asked. Of this machine; not to be committed.";

    /// <summary>The text. The same options give the same bytes.</summary>
    public static string Write(CheckOptions options)
    {
        var text = new StringBuilder(Header).Append('\n');

        // A path may hold every character but NUL, line breaks and tabs among them.
        void Line(string name, params string?[] values) => text.Append(name).Append('=').Append(string.Join("\t", values.Select(v => LineEscapes.Escape(v ?? "")))).Append('\n');
        Line(nameof(options.Project), options.Project);
        Line(nameof(options.ProjectFile), options.ProjectFile);
        Line(nameof(options.SourceRoot), options.SourceRoot);
        Line(nameof(options.DocumentsFolder), options.DocumentsFolder);
        Line(nameof(options.Html), Flag(options.Html));
        Line(nameof(options.FactsFolder), options.FactsFolder);
        Line(nameof(options.Lock), options.Lock.ToString());
        Line(nameof(options.LockFile), options.LockFile);
        Line(nameof(options.LockBodies), options.LockBodies is { } bodies ? Flag(bodies) : "");
        Line(nameof(options.Approve), options.Approve);
        Line(nameof(options.ApprovedBy), options.ApprovedBy);
        Line(nameof(options.Mode), options.Mode.ToString());
        Line(nameof(options.Scope), options.Scope.ToString());
        Line(nameof(options.EnforcementWasAskedFor), Flag(options.EnforcementWasAskedFor));
        Line(nameof(options.IsProgram), Flag(options.IsProgram));
        Line(nameof(options.Today), options.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line(nameof(options.Assembly), options.Assembly.Path, options.Assembly.ProjectDirectory);
        Each(options.OwnReferences, r => Line(nameof(options.OwnReferences), r.Path, r.ProjectDirectory));
        Each(options.OtherReferences, r => Line(nameof(options.OtherReferences), r));
        Line(nameof(options.BaselineFile), options.BaselineFile);
        Line(nameof(options.Baseline), options.Baseline.ToString());
        Line(nameof(options.FirstRunLimit), options.FirstRunLimit.ToString(CultureInfo.InvariantCulture));
        Each(options.Levels, l => Line(nameof(options.Levels), l.Name, l.Mode.ToString()));
        Each(options.WarningsNotAsErrors, id => Line(nameof(options.WarningsNotAsErrors), id));
        Each(options.Catalogues, c => Line(nameof(options.Catalogues), c));
        Each(options.EntryPoints, e => Line(nameof(options.EntryPoints), e));
        Each(options.PathRewrites, r => Line(nameof(options.PathRewrites), r.Real, r.Mapped));
        return text.ToString();

        static void Each<T>(IReadOnlyList<T> items, Action<T> write)
        {
            foreach (var item in items)
            {
                write(item);
            }
        }
    }

    /// <summary>The options that a text holds.</summary>
    /// <exception cref="FormatException">It is no such text, of another version, or damaged; the message says which line.</exception>
    public static CheckOptions Read(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') != Header)
        {
            throw new FormatException(lines[0].StartsWith("# IntentContracts check ", StringComparison.Ordinal)
                ? "it was written by another version of IntentContracts"
                : "it does not begin as the build writes it");
        }

        var values = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0))
        {
            var equals = line.IndexOf('=');
            if (equals <= 0)
            {
                throw new FormatException($"the line '{line}' is no Name=value");
            }

            var name = line.Substring(0, equals);
            if (!values.TryGetValue(name, out var list))
            {
                values.Add(name, list = []);
            }

            list.Add([.. line.Substring(equals + 1).Split('\t').Select(LineEscapes.Unescape)]);
        }

        return Options(values);
    }

    private static CheckOptions Options(Dictionary<string, List<string[]>> values)
    {
        IReadOnlyList<string[]> All(string name) => values.TryGetValue(name, out var list) ? list : [];
        IReadOnlyList<string> Texts(string name) => [.. All(name).Select(v => v[0])];
        string[] First(string name) => All(name) is { Count: > 0 } all ? all[0] : throw new FormatException($"it does not say {name}");
        string One(string name) => First(name)[0];
        return new()
        {
            Project = One(nameof(CheckOptions.Project)),
            ProjectFile = One(nameof(CheckOptions.ProjectFile)),
            SourceRoot = One(nameof(CheckOptions.SourceRoot)),
            DocumentsFolder = One(nameof(CheckOptions.DocumentsFolder)),
            Html = One(nameof(CheckOptions.Html)) == "true",
            FactsFolder = One(nameof(CheckOptions.FactsFolder)),
            Lock = Word<CheckLock>(One(nameof(CheckOptions.Lock))),
            LockFile = One(nameof(CheckOptions.LockFile)),
            LockBodies = One(nameof(CheckOptions.LockBodies)) is { Length: > 0 } bodies ? bodies == "true" : null,
            Approve = One(nameof(CheckOptions.Approve)),
            ApprovedBy = One(nameof(CheckOptions.ApprovedBy)),
            Mode = Word<CheckMode>(One(nameof(CheckOptions.Mode))),
            Scope = Word<CheckScope>(One(nameof(CheckOptions.Scope))),
            EnforcementWasAskedFor = One(nameof(CheckOptions.EnforcementWasAskedFor)) == "true",
            IsProgram = One(nameof(CheckOptions.IsProgram)) == "true",
            Today = DateTime.TryParseExact(One(nameof(CheckOptions.Today)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? DateTime.SpecifyKind(day, DateTimeKind.Utc)
                : throw new FormatException("its Today is no date"),
            Assembly = Own(First(nameof(CheckOptions.Assembly))),
            OwnReferences = [.. All(nameof(CheckOptions.OwnReferences)).Select(Own)],
            OtherReferences = Texts(nameof(CheckOptions.OtherReferences)),
            BaselineFile = One(nameof(CheckOptions.BaselineFile)),
            Baseline = Word<BaselineMode>(One(nameof(CheckOptions.Baseline))),
            FirstRunLimit = int.TryParse(One(nameof(CheckOptions.FirstRunLimit)), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : throw new FormatException("its FirstRunLimit is no number"),
            Levels = [.. All(nameof(CheckOptions.Levels)).Select(v => new PartLevel(v[0], Word<CheckMode>(v.Length > 1 ? v[1] : "")))],
            WarningsNotAsErrors = Texts(nameof(CheckOptions.WarningsNotAsErrors)),
            Catalogues = Texts(nameof(CheckOptions.Catalogues)),
            EntryPoints = Texts(nameof(CheckOptions.EntryPoints)),
            PathRewrites = [.. All(nameof(CheckOptions.PathRewrites)).Select(v => new PathRewrite(v[0], v.Length > 1 ? v[1] : ""))],
        };
    }

    private static OwnAssembly Own(string[] value) => new(value[0], value.Length > 1 && value[1].Length > 0 ? value[1] : null);

    private static string Flag(bool value) => value ? "true" : "false";

    private static T Word<T>(string value)
        where T : struct, Enum =>
        Enum.GetNames(typeof(T)).Contains(value) ? (T)Enum.Parse(typeof(T), value) : throw new FormatException($"'{value}' is no {typeof(T).Name}");
}
