using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Reports.Model;

namespace IntentContracts.Analysis;

/// <summary>How the documents get from where they stand to the source: by a relative path, the same on every machine.</summary>
internal static class DocumentLinks
{
    public static ReportOptions Of(CheckOptions options) => new()
    {
        SourceLinkPrefix = options.DocumentsFolder.Length == 0 ? "" : Relative(options.DocumentsFolder, options.SourceRoot),
        ProjectFile = SourceMap.Relative(options.ProjectFile.Replace('\\', '/'), options.SourceRoot),
        Html = options.Html,
        ToolVersion = typeof(DocumentLinks).Assembly.GetName().Version?.ToString(3) ?? "",
    };

    /// <summary>The way from one folder to another as <c>../..</c>; empty when they share no root.</summary>
    internal static string Relative(string from, string to)
    {
        var start = Parts(from);
        var end = Parts(to);
        var common = 0;
        while (common < start.Length && common < end.Length && start[common] == end[common])
        {
            common++;
        }

        return common == 0 ? "" : string.Join("/", Enumerable.Repeat("..", start.Length - common).Concat(end.Skip(common)));
    }

    private static string[] Parts(string folder) => folder.Replace('\\', '/').Split(['/'], StringSplitOptions.RemoveEmptyEntries);
}
