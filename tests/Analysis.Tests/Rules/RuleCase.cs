using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Analysis.Tests.Rules;

/// <summary>
/// A small solution in source, with what the build must say written beside the line: <c>// error IC1401</c> or <c>// warning IC1401</c>. What is
/// said elsewhere, and what is not said here, fails the test.
/// </summary>
internal sealed partial class RuleCase : IDisposable
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using IntentContracts;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    private const string SourceFolder = "/src";

    private readonly string _folder = Directory.CreateTempSubdirectory("intent-case-").FullName;
    private readonly List<Compiled> _assemblies = [];
    private readonly List<string> _expected = [];

    public CheckMode Mode { get; init; }

    public CheckScope Scope { get; init; }

    public bool IsProgram { get; init; } = true;

    public bool Asked { get; init; }

    public bool Optimised { get; init; }

    /// <summary>The project's IntentGuards; then our generator writes shells and manifest of every assembly. Null: no generator runs.</summary>
    public string? Guards { get; init; }

    public string[] EntryPoints { get; init; } = [];

    /// <summary>The rules that the case is about; the source need not say what others find. Empty for all.</summary>
    public string[] Only { get; init; } = [];

    public string? Catalogue { get; init; }

    /// <summary>Those of the assemblies that are somebody else's: they are referenced, and not read.</summary>
    public string[] Foreign { get; init; } = [];

    /// <summary>The text of the project's baseline; null when it has none.</summary>
    public string? Baseline { get; init; }

    public BaselineMode BaselineMode { get; init; }

    public int FirstRunLimit { get; init; }

    public PartLevel[] Levels { get; init; } = [];

    public DateTime Today { get; init; } = new(2026, 11, 23);

    /// <summary>What is committed as the project's intent.lock; null for nothing.</summary>
    public string? Locked { get; init; }

    public CheckLock Lock { get; init; }

    public bool? LockBodies { get; init; }

    public string Approve { get; init; } = "";

    public string ApprovedBy { get; init; } = "";

    /// <summary>Where <see cref="Locked"/> stands.</summary>
    public string LockFile => Path.Combine(_folder, "intent.lock");

    /// <summary>The text of a file as it is compiled: its lines are those of diagnostics.</summary>
    public static string Whole(string source) => Usings + source;

    /// <summary>Adds an assembly that can use those before it; the last one is the one that was built.</summary>
    public RuleCase Add(string name, string source)
    {
        var text = Whole(source);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (Match match in Expectation().Matches(lines[i]))
            {
                _expected.Add($"{name}.cs({i + 1}): {match.Groups[1].Value} {match.Groups[2].Value}");
            }
        }

        var isProgram = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax) || text.Contains("static async Task Main(", StringComparison.Ordinal);
        var configuration = (Optimised ? CompileAs.Release : CompileAs.Debug) with { Guards = Guards };
        var how = isProgram ? configuration with { Kind = OutputKind.ConsoleApplication } : configuration;
        _assemblies.Add(Compiled.Assembly(how, name, text, [.. _assemblies]));
        return this;
    }

    public CheckResult Run()
    {
        var paths = _assemblies.Select(a => a.WriteTo(_folder)).ToList();
        var catalogues = new List<string>();
        if (Catalogue is not null)
        {
            catalogues.Add(Path.Combine(_folder, "user.txt"));
            File.WriteAllText(catalogues[0], Catalogue);
        }

        var baseline = Path.Combine(_folder, "intent.baseline");
        File.Delete(baseline);
        if (Baseline is not null)
        {
            File.WriteAllText(baseline, Baseline);
        }

        if (Locked is not null)
        {
            File.WriteAllText(LockFile, Locked);
        }

        return IntentCheck.Run(new CheckOptions
        {
            Lock = Lock,
            LockFile = LockFile,
            LockBodies = LockBodies,
            Approve = Approve,
            ApprovedBy = ApprovedBy,
            Project = _assemblies[^1].Name,
            ProjectFile = $"{SourceFolder}/{_assemblies[^1].Name}.csproj",
            SourceRoot = SourceFolder,
            Assembly = new(paths[^1], SourceFolder),
            OwnReferences = [.. paths.SkipLast(1).Where((_, i) => !Foreign.Contains(_assemblies[i].Name)).Select(p => new OwnAssembly(p, SourceFolder))],
            OtherReferences = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator),
            Mode = Mode,
            Scope = Scope,
            IsProgram = IsProgram,
            EnforcementWasAskedFor = Asked,
            EntryPoints = EntryPoints,
            Catalogues = catalogues,
            Today = Today,
            BaselineFile = baseline,
            Baseline = BaselineMode,
            FirstRunLimit = FirstRunLimit,
            Levels = Levels,
        });
    }

    /// <summary>Runs the check and compares what it says with what the source expects, line by line.</summary>
    public CheckResult Verify()
    {
        var result = Run();
        var actual = result.Diagnostics.Where(d => Only.Length == 0 || Only.Contains(d.RuleId)).Select(d =>
            $"{Path.GetFileName(d.File)}({d.Line}): {d.Severity.ToString().ToLowerInvariant()} {d.RuleId}");
        Assert.Equal(_expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        Assert.All(result.Diagnostics, d =>
        {
            Assert.InRange(d.Message.Length, 1, 300);
            Assert.DoesNotContain('\n', d.Message);
        });
        return result;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex("// .*?(error|warning) (IC[0-9]{4})")]
    private static partial Regex Expectation();
}
