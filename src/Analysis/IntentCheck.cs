using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Findings.Baselines;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Lock;
using IntentContracts.Analysis.Metadata;
using IntentContracts.Analysis.Reports;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis;

/// <summary>The whole check: assemblies in, findings and documents out. It reads the files it is given; of its own it writes nothing but the cache of facts.</summary>
public static class IntentCheck
{
    /// <summary>Runs the check. Unreadable input becomes a finding (IC9001), never an exception.</summary>
    public static CheckResult Run(CheckOptions options) => Run(options, new SharedFacts());

    /// <summary>Runs the check as one of several in a process, which read no assembly twice.</summary>
    public static CheckResult Run(CheckOptions options, SharedFacts shared)
    {
        var run = Analyse(options, shared);
        var result = Result(options, run.Baseline, run.Findings);
        return result with
        {
            Summary = SummaryLine.Of(run.Report, run.WithoutSymbols),
            Files = ReportWriter.Write(run.Report, DocumentLinks.Of(options) with { ComparesWithBaseline = run.Baseline.Existing is not null || run.Findings.Baseline is not null }),
            Committed = run.Locked.Text is null ? result.Committed : [.. result.Committed, new(options.LockFile, run.Locked.Text)],
        };
    }

    /// <summary>
    /// Reads the facts of referenced assemblies before there is anything to check, so that a later check in this process finds them. Whatever cannot be read is left to that check to tell of.
    /// </summary>
    /// <param name="references">The solution's own assemblies that the checked one refers to.</param>
    /// <param name="user">The assembly that will be checked; it need not be there yet.</param>
    /// <param name="factsFolder">Where facts are kept, as that check will say.</param>
    public static void ReadAhead(IReadOnlyList<OwnAssembly> references, OwnAssembly user, string factsFolder, SharedFacts shared)
    {
        BuiltInCatalogues.Read();
        OwnAssemblies.ReadAhead(references, user, factsFolder, shared);
    }

    /// <summary>A hash of everything that a check with these options would read: the same hash, the same result. Null when an own assembly cannot be read, so that nothing can be said.</summary>
    public static string? FingerprintOf(CheckOptions options) => CheckInputs.Fingerprint(options);

    /// <summary>The check up to what it knows, for those who ask more of it than the documents say.</summary>
    internal static CheckRun Analyse(CheckOptions options) => Analyse(options, new SharedFacts());

    private static CheckRun Analyse(CheckOptions options, SharedFacts shared)
    {
        var assemblies = new OwnAssemblies(options, shared);
        var problems = new List<CatalogueProblem>();
        var userLines = UserCatalogues(options, problems);
        var catalogue = new Catalogue(BuiltInCatalogues.Read().Concat(userLines), assemblies.All.Select(a => a.Name));
        var graph = GraphBuilder.Build(assemblies.All, catalogue, options.IsProgram ? null : assemblies.Built);

        if (userLines.Count > 0)
        {
            var references = options.OtherReferences.Concat(options.OwnReferences.Select(r => r.Path)).Concat([options.Assembly.Path]);
            problems.AddRange(CatalogueCheck.Lines(userLines, new ReferencedSymbols(references), options.IsProgram));
        }

        problems.AddRange(CatalogueCheck.Patterns(options.EntryPoints, graph));
        var baseline = Baseline(options);
        var context = new RuleContext(
            graph,
            catalogue,
            options.Scope,
            assemblies.Built,
            Entries(options, assemblies.Built, graph, catalogue),
            new Ownership(graph),
            options.IsProgram,
            options.EnforcementWasAskedFor,
            problems,
            assemblies.Unreadable)
        {
            Today = options.Today,
        };

        var locked = Locked(options, context);
        var places = new SourceMap(options, assemblies.ProjectDirectories, Source);
        var manifests = assemblies.All.ToDictionary(a => a.Name, a => a.Manifest, StringComparer.Ordinal);
        var levels = new Levels(options.Mode, options.Levels);
        var severities = new Severities(levels, options.WarningsNotAsErrors, assemblies.Built?.Manifest ?? Manifest.Empty, manifests);
        var result = new FindingPipeline(graph, places, severities, options.Today, baseline).Run(context, locked.Violations);
        assemblies.WaitUntilKept();
        return new(options, context, result, places, severities, baseline, assemblies.WithoutSymbols, locked);
    }

    private static CheckResult Result(CheckOptions options, BaselineFile baseline, FindingResult result)
    {
        if (baseline.Problem is var (line, text))
        {
            // Nothing else: what was accepted would all be reported as new.
            var rule = RuleTable.Get(RuleTable.ConfigurationInvalid);
            return new([new(rule.Id, DiagnosticSeverity.Error, baseline.Path, line, 0, text, rule.HelpLink)], "", []);
        }

        var open = result.Findings.Where(f => f.IsOpen && f.Severity >= RuleSeverity.Warning).ToList();
        var old = open.Where(Digest.MayCount).ToList();
        var isFirstRun = baseline.Existing is null && options.Baseline == BaselineMode.Check && options.FirstRunLimit > 0 && old.Count > options.FirstRunLimit;
        var samples = isFirstRun ? Digest.Samples(old) : old;
        var shown = isFirstRun ? [.. open.Where(f => !Digest.MayCount(f)), .. samples] : open;
        var notes = isFirstRun ? Digest.FirstRun(old, samples.Count)
            : options.Baseline == BaselineMode.Accept && result.Baseline is not null ? Digest.Accepted([.. result.Findings.Where(f => f.IsBaselined)], Path.GetFileName(baseline.Path))
            : [];
        return new(Diagnostics(shown), "", [])
        {
            Notes = notes,
            Committed = result.Baseline is null || baseline.Path.Length == 0 ? [] : [new(baseline.Path, BaselineText.Write(result.Baseline))],
        };
    }

    private static LockVerdict Locked(CheckOptions options, RuleContext context)
    {
        if (options.LockFile.Length == 0 || options.Lock == CheckLock.Off)
        {
            return LockVerdict.Nothing;
        }

        var text = File.Exists(options.LockFile) ? File.ReadAllText(options.LockFile) : null;
        return LockCheck.Run(new(options.Project, options.LockFile, text, options.Lock == CheckLock.Accept, options.LockBodies, options.Approve, options.ApprovedBy, options.Today), context);
    }

    /// <summary>A program answers for everything that it runs; a library for itself, since it does not see who implements its interfaces.</summary>
    private static List<EntryPoint> Entries(CheckOptions options, AssemblyFacts? built, CodeGraph graph, Catalogue catalogue)
    {
        var all = new EntryPoints(graph, catalogue, options.EntryPoints, options.IsProgram ? built?.Name : null, options.Scope == CheckScope.All).Find();
        return [.. all.Where(e => options.IsProgram || e.Node.Assembly == built)];
    }

    /// <summary>The text of a source file that a finding stands in; null when it is not on this machine or cannot be read.</summary>
    private static string? Source(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private static BaselineFile Baseline(CheckOptions options)
    {
        try
        {
            var text = File.Exists(options.BaselineFile) ? File.ReadAllText(options.BaselineFile) : null;
            return BaselineFile.Of(options.BaselineFile, options.Baseline, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BaselineFile.Unreadable(options.BaselineFile, 0, $"{Path.GetFileName(options.BaselineFile)} cannot be read ({e.Message})");
        }
    }

    private static List<CatalogueLine> UserCatalogues(CheckOptions options, List<CatalogueProblem> problems)
    {
        var lines = new List<CatalogueLine>();
        foreach (var path in options.Catalogues)
        {
            try
            {
                lines.AddRange(CatalogueParser.Parse(path, File.ReadAllText(path), problems));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new("", 0, $"the IntentCatalogue {Path.GetFileName(path)} cannot be read ({e.Message})"));
            }
        }

        return lines;
    }

    private static List<CheckDiagnostic> Diagnostics(IReadOnlyList<Finding> findings)
    {
        var diagnostics = new List<CheckDiagnostic>();
        foreach (var finding in findings)
        {
            var rule = RuleTable.Get(finding.Primary.RuleId);
            diagnostics.Add(new(
                rule.Id,
                finding.Severity == RuleSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
                finding.Placement.AbsoluteFile,
                finding.Placement.Place.Line,
                finding.Placement.Place.Column,
                finding.Message,
                rule.HelpLink));
        }

        return diagnostics;
    }
}
