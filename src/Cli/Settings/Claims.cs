using IntentContracts.Analysis;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Cli.Settings;

/// <summary>One voice in how loud a rule is.</summary>
/// <param name="Who">A file and line, a property, or the rule itself.</param>
/// <param name="Says">What it says, as written.</param>
/// <param name="Wins">It is the one that decides.</param>
internal sealed record Claim(string Who, string Says, bool Wins);

/// <summary>How loud a rule is somewhere, and who decided that.</summary>
/// <param name="File">Relative to the source root; empty for the project.</param>
/// <param name="Possible">Loudness of a finding that is not certain; null for a rule of the compiler, which knows no such thing.</param>
internal sealed record Loudness(RuleDescriptor Rule, string File, RuleSeverity Certain, RuleSeverity? Possible, IReadOnlyList<Claim> Claims);

/// <summary>Asks everyone who has a say, strongest first: the source file's configuration, properties and global configuration, the rule and the mode.</summary>
internal sealed class Claims(CheckRun run)
{
    private readonly BuildSettings _settings = BuildSettings.Of(run.Options);

    /// <param name="source">Absolute; null for the project.</param>
    public Loudness Of(RuleDescriptor rule, string? source)
    {
        var claims = new List<Claim>();
        var lines = EditorConfig.Lines(_settings.Configurations, rule.Id, source ?? AnyFile(rule)).Reverse().ToList();
        claims.AddRange(lines.Where(l => l.Section.Length > 0).Select(Line));
        Property("NoWarn", _settings.NoWarn, rule, claims);
        Property("WarningsAsErrors", _settings.WarningsAsErrors, rule, claims);
        claims.AddRange(lines.Where(l => l.Section.Length == 0).Select(Line));
        var explicitly = claims.Count;
        claims.Add(new("the rule", "default " + Word(rule.DefaultSeverity), Wins: false));
        if (rule is { Stage: RuleStage.Build, DefaultSeverity: RuleSeverity.Error } && Level(source) is { } level)
        {
            claims.Insert(explicitly, level);
        }

        claims[0] = claims[0] with { Wins = true };
        var (certain, possible) = rule.Stage == RuleStage.Build ? Build(rule, source) : (Compiler(rule, explicitly > 0 ? claims[0].Says : ""), null);
        Lifted(rule, certain, possible, claims);
        claims.AddRange(Pragmas(rule, source));
        return new(rule, source is null ? "" : SourceMap.Relative(source.Replace('\\', '/'), run.Options.SourceRoot), certain, possible, claims);
    }

    /// <summary>What a file directly in the project is told stands for the project, where all of its files are told the same.</summary>
    private string? AnyFile(RuleDescriptor rule)
    {
        var isTheSame = rule.Stage == RuleStage.Compiler || (run.Context.Built?.Manifest.Severities.Any(s => s.RuleId == rule.Id && s.File.Length == 0) ?? false);
        return isTheSame && run.Options.Assembly.ProjectDirectory is { } folder ? Path.Combine(folder, "Any.cs") : null;
    }

    /// <summary>The check's own answer: the manifests hold what the compiler knew.</summary>
    private (RuleSeverity Certain, RuleSeverity? Possible) Build(RuleDescriptor rule, string? source)
    {
        var placement = Placement(source);
        Location location = In(source) is { } node ? new SiteLocation(node, -1) : ProjectLocation.Instance;
        RuleSeverity Of(bool certain) => run.Severities.Of(new(rule.Id, certain, null, [], location, "", "", "", "", ""), critical: true, placement);
        return (Of(certain: true), Of(certain: false));
    }

    /// <summary>The first method of a file: parts of the code with a level of their own are named by namespace and type.</summary>
    private MethodNode? In(string? source) =>
        source is null ? null : run.Context.Graph.Nodes.FirstOrDefault(n => n.Method.Span.IsKnown && run.Places.OfDeclared(n).AbsoluteFile == source);

    /// <summary>The part that the file belongs to, or the project's mode; null where that takes nothing away.</summary>
    private Claim? Level(string? source)
    {
        var type = In(source)?.Method.Type ?? "";
        var part = run.Options.Levels.Where(l => type == l.Name || type.StartsWith(l.Name + ".", StringComparison.Ordinal) || type.StartsWith(l.Name + "+", StringComparison.Ordinal)).MaxBy(l => l.Name.Length);
        var mode = part?.Mode ?? run.Options.Mode;
        var says = mode switch
        {
            CheckMode.Observe => "nothing is more than a warning",
            CheckMode.Declare => "what nobody has declared yet is a warning",
            _ => "",
        };
        return says.Length == 0 ? null : new(part is null ? "IntentMode=" + mode : $"IntentLevel {part.Name}={mode}", says, Wins: false);
    }

    private Placement Placement(string? source)
    {
        if (source is null)
        {
            return new("", Place.None, "", run.Context.Built?.Name ?? "");
        }

        var (assembly, directory) = Project(source);
        var settings = directory is null ? "" : SourceMap.Relative(source.Replace('\\', '/'), directory);
        return new(source, new(source, 0, 0, 0, 0), settings, assembly);
    }

    /// <summary>The project whose folder the file stands in, the innermost one.</summary>
    private (string Assembly, string? Directory) Project(string source)
    {
        var own = run.Options.OwnReferences.Prepend(run.Options.Assembly)
            .Where(o => o.ProjectDirectory is not null && source.StartsWith(o.ProjectDirectory.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .MaxBy(o => o.ProjectDirectory!.Length);
        return own is null ? ("", null) : (Path.GetFileNameWithoutExtension(own.Path), own.ProjectDirectory);
    }

    private RuleSeverity Compiler(RuleDescriptor rule, string said)
    {
        var severity = said switch
        {
            "error" => RuleSeverity.Error,
            "warning" => RuleSeverity.Warning,
            "suggestion" or "silent" => RuleSeverity.Note,
            "none" => RuleSeverity.None,
            _ => BuildSettings.Lists(_settings.NoWarn, rule.Id) ? RuleSeverity.None : BuildSettings.Lists(_settings.WarningsAsErrors, rule.Id) ? RuleSeverity.Error : rule.DefaultSeverity,
        };
        return severity == RuleSeverity.Warning && _settings.TreatWarningsAsErrors && !BuildSettings.Lists(_settings.WarningsNotAsErrors, rule.Id) ? RuleSeverity.Error : severity;
    }

    private void Lifted(RuleDescriptor rule, RuleSeverity certain, RuleSeverity? possible, List<Claim> claims)
    {
        if (!_settings.TreatWarningsAsErrors)
        {
            return;
        }

        if (BuildSettings.Lists(_settings.WarningsNotAsErrors, rule.Id))
        {
            claims.Add(new("WarningsNotAsErrors", $"lists {rule.Id}: a warning stays one", Wins: false));
        }
        else if (certain == RuleSeverity.Error || possible == RuleSeverity.Error)
        {
            claims.Add(new("TreatWarningsAsErrors", "makes warnings errors", Wins: false));
        }
    }

    private IEnumerable<Claim> Pragmas(RuleDescriptor rule, string? source)
    {
        if (source is null)
        {
            return [];
        }

        var placement = Placement(source);
        var manifest = run.Context.Graph.Assemblies.FirstOrDefault(a => a.Name == placement.Assembly)?.Manifest ?? Manifest.Empty;
        return manifest.Pragmas
            .Where(p => p.RuleId == rule.Id && p.File == placement.SettingsFile)
            .OrderBy(p => p.FirstLine)
            .Select(p => new Claim("#pragma warning disable", FormattableString.Invariant($"silent in lines {p.FirstLine} to {p.LastLine}"), Wins: false));
    }

    private Claim Line(SeverityLine line) => new(
        FormattableString.Invariant($"{SourceMap.Relative(line.File.Replace('\\', '/'), run.Options.SourceRoot)}:{line.Line}"),
        line.Value.ToLowerInvariant(),
        Wins: false);

    private static void Property(string name, string value, RuleDescriptor rule, List<Claim> claims)
    {
        if (BuildSettings.Lists(value, rule.Id))
        {
            claims.Add(new(name, "lists " + rule.Id, Wins: false));
        }
    }

    private static string Word(RuleSeverity severity) => severity.ToString().ToLowerInvariant();
}
