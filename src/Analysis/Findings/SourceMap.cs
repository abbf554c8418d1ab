using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings.Sources;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>From what symbols and manifests say of a place to a path on this machine and one that is the same on every machine.</summary>
/// <param name="read">The text of a source file; null when it is not on this machine or cannot be read.</param>
internal sealed class SourceMap(CheckOptions options, IReadOnlyDictionary<string, string?> projectDirectories, Func<string, string?> read)
{
    private readonly Dictionary<(string File, string Assembly), (string Relative, string Settings)> _files = [];
    private readonly Dictionary<(string File, string Assembly), string?> _mapped = [];
    private readonly Dictionary<string, ILookup<string, ManifestIntent>> _intents = new(StringComparer.Ordinal);
    private readonly StatementLines _lines = new(read);

    public Placement Place(Location location) => location switch
    {
        SiteLocation { Site: >= 0 } site => Of(site.Node.Assembly, site.Node.Method.Sites[site.Site].Span, site.Node.Method.Span),
        SiteLocation site => OfDeclared(site.Node),
        SpanLocation place => Of(place.Node.Assembly, place.Span, place.Node.Method.Span),
        AttributeLocation attribute => OfAttribute(attribute),
        ManifestLocation { Span.Line: > 0 } manifest => OfManifest(manifest.Assembly, manifest.Span),
        ManifestLocation manifest => OfDeclared(manifest.Fallback),
        FileLocation file => At(file.File, file.Line, 1, file.Line, 1, ""),
        _ => Project,
    };

    /// <summary>The line of the call itself, where its statement has several.</summary>
    /// <param name="statement">What <see cref="Place"/> says of the location.</param>
    public Placement Exactly(Location location, Placement statement) =>
        location is SiteLocation { Site: >= 0 } site && site.Node.Method.Sites[site.Site].Span.IsKnown
            ? statement with { Place = _lines.Of(site.Node, site.Site, statement.AbsoluteFile, statement.Place) }
            : statement;

    /// <summary>
    /// Whether a place stands in a file of another repository: that of an assembly that no project of this build makes, and that only lies beside one with its symbols. What its methods do is followed, but whoever builds here can change nothing there.
    /// </summary>
    public bool IsElsewhere(Location location)
    {
        var (assembly, span) = location switch
        {
            SiteLocation { Site: >= 0 } site => (site.Node.Assembly, site.Node.Method.Sites[site.Site].Span.IsKnown ? site.Node.Method.Sites[site.Site].Span : site.Node.Method.Span),
            SiteLocation declared => (declared.Node.Assembly, declared.Node.Method.Span),
            SpanLocation place => (place.Node.Assembly, place.Span.IsKnown ? place.Span : place.Node.Method.Span),
            _ => default,
        };
        return assembly is not null && span.IsKnown && options.Assembly.ProjectDirectory is not null && options.SourceRoot.Length > 0 && projectDirectories.TryGetValue(assembly.Name, out var directory) && directory is null
            && ToReal(assembly, assembly.Documents[span.Document]).Replace('\\', '/') is var file && IsAbsolute(file) && !IsBelow(file, options.SourceRoot);
    }

    /// <summary>
    /// Whether a place stands in a body that nobody wrote: it has no line at all, and others of its assembly have (<c>#line hidden</c> over all of it counts as none). So it is with what a compiler makes of another statement, as F# does of <c>seq { … }</c>, whose
    /// types have an <c>@</c> in their names.
    /// </summary>
    public static bool IsOfCompiler(Location location)
    {
        var (node, span) = location switch
        {
            SiteLocation { Site: >= 0 } site => (site.Node, site.Node.Method.Sites[site.Site].Span),
            SiteLocation declared => (declared.Node, SourceSpan.None),
            SpanLocation place => (place.Node, place.Span),
            _ => default,
        };
        return node is not null && !span.IsKnown && !node.Method.Span.IsKnown
            && (node.Method.Type.IndexOf('@') >= 0 || (location is not SiteLocation { Site: < 0 } && node.Assembly.Documents.Count > 0));
    }

    public Placement OfDeclared(Graph.MethodNode node) => Of(node.Assembly, node.Method.Span, SourceSpan.None);

    public Placement OfTarget(AssemblyFacts assembly, string target, string attribute, int ordinal)
    {
        if (!_intents.TryGetValue(assembly.Name, out var intents))
        {
            _intents.Add(assembly.Name, intents = assembly.Manifest.Intents.Where(i => i.Span.File.Length > 0).ToLookup(i => i.Target, StringComparer.Ordinal));
        }

        foreach (var intent in intents[target])
        {
            if (intent.Attribute == attribute && intent.Ordinal == ordinal)
            {
                return OfManifest(assembly, intent.Span);
            }
        }

        return Project;
    }

    public Placement OfManifest(AssemblyFacts assembly, ManifestSpan span)
    {
        var directory = projectDirectories.TryGetValue(assembly.Name, out var known) ? known : null;
        var file = IsAbsolute(span.File) || directory is null ? span.File : directory.TrimEnd('/', '\\') + "/" + span.File;
        return At(file, span.Line, span.Column, span.EndLine, span.EndColumn, assembly.Name);
    }

    private Placement Project => At(options.ProjectFile, 0, 0, 0, 0, "");

    private Placement OfAttribute(AttributeLocation location)
    {
        var place = OfTarget(location.Assembly, location.Target, location.Attribute, location.Ordinal);
        return place.Place.Line > 0 || location.Fallback is null ? place : OfDeclared(location.Fallback);
    }

    private Placement Of(AssemblyFacts assembly, SourceSpan span, SourceSpan fallback)
    {
        var known = span.IsKnown ? span : fallback;
        return known.IsKnown
            ? At(ToReal(assembly, assembly.Documents[known.Document]), known.Line, known.Column, known.EndLine, known.EndColumn, assembly.Name)
            : Project;
    }

    private Placement At(string file, int line, int column, int endLine, int endColumn, string assembly)
    {
        if (!_files.TryGetValue((file, assembly), out var names))
        {
            var slashed = file.Replace('\\', '/');
            var directory = projectDirectories.TryGetValue(assembly, out var known) ? known : null;
            _files.Add((file, assembly), names = (directory is not null && IsAbsolute(slashed) && !IsBelow(slashed, options.SourceRoot) && IsBelow(slashed, directory) ? OfProject(slashed, directory) : Relative(slashed, options.SourceRoot), directory is null ? "" : Relative(slashed, directory)));
        }

        return new(file, new(names.Relative, line, column, endLine, endColumn), names.Settings, assembly);
    }

    /// <summary>Undoes what the compiler was told to do to paths (PathMap, deterministic source roots): the longest mapping wins.</summary>
    private string ToReal(AssemblyFacts assembly, string document)
    {
        PathRewrite? best = null;
        foreach (var rewrite in options.PathRewrites)
        {
            if (rewrite.Mapped.Length > (best?.Mapped.Length ?? 0) && document.StartsWith(rewrite.Mapped, StringComparison.Ordinal))
            {
                best = rewrite;
            }
        }

        return best is not null ? best.Real + document.Substring(best.Mapped.Length) : InProject(assembly, document) ?? document;
    }

    /// <summary>A project that was told to map its paths otherwise than the one that is checked (<c>./Core/Deep/Thing.cs</c>): the longest end of the path that is a file of that project.</summary>
    private string? InProject(AssemblyFacts assembly, string document)
    {
        if (IsAbsolute(document) || !projectDirectories.TryGetValue(assembly.Name, out var directory) || directory is null)
        {
            return null;
        }

        if (!_mapped.TryGetValue((document, assembly.Name), out var file))
        {
            var parts = document.Replace('\\', '/').Split('/');
            file = Enumerable.Range(0, parts.Length).Select(i => directory.TrimEnd('/', '\\') + "/" + string.Join("/", parts.Skip(i))).FirstOrDefault(candidate => read(candidate) is not null);
            _mapped.Add((document, assembly.Name), file);
        }

        return file;
    }

    /// <summary>Relative to a folder, with '/'; for what lies elsewhere the last two parts, so that no document names a machine's folders.</summary>
    internal static string Relative(string file, string root)
    {
        var folder = root.Replace('\\', '/').TrimEnd('/') + "/";
        if (file.StartsWith(folder, StringComparison.Ordinal))
        {
            return file.Substring(folder.Length);
        }

        if (!IsAbsolute(file))
        {
            return file;
        }

        var parts = file.Split('/');
        return string.Join("/", parts.Skip(Math.Max(0, parts.Length - 2)));
    }

    /// <summary>What a project outside the root compiles, by the project's folder: its files are called alike however deep they lie.</summary>
    private static string OfProject(string file, string directory)
    {
        var folder = directory.Replace('\\', '/').TrimEnd('/');
        return folder.Substring(folder.LastIndexOf('/') + 1) + file.Substring(folder.Length);
    }

    private static bool IsBelow(string file, string folder) => file.StartsWith(folder.Replace('\\', '/').TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool IsAbsolute(string file) => file.StartsWith("/", StringComparison.Ordinal) || (file.Length > 1 && file[1] == ':');
}
