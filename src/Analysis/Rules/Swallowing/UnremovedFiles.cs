using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>await SendAsync(file); try { File.Delete(file); } catch { }</c>: all that is tried is to leave no file behind, after the work, and a file that stays may do no harm. In a method that is there to delete, it is the work.
/// </summary>
internal static class UnremovedFiles
{
    private static readonly string[] Deleting = ["Delete", "Remove", "Purge", "Erase", "Drop", "Destroy", "Forget"];

    public static bool Are(CodeGraph graph, MethodNode node, RegionFact region, Failure failure)
    {
        var method = node.Method;
        return failure is { Path.Count: 0, Subject: "File.Delete" or "FileInfo.Delete" }
            && !Deleting.Any(d => node.Owner(graph).Method.Name.StartsWith(d, StringComparison.Ordinal) || method.Name.StartsWith(d, StringComparison.Ordinal))
            && Calls(region.Handler).All(s => Recording.IsTrivial(s.Target))
            && Calls(region.Try).All(s => s.Target.Type is "System.IO.File" or "System.IO.FileInfo" or "System.IO.Path" && s.Target.Name is "Delete" or "Exists" or "get_Exists" or "Combine" or "GetFullPath" or "SetAttributes" or ".ctor")
            && Sites().Any(site => !region.Try.Contains(method.Body.BlockOfSite[site]));

        // What else the method does.
        IEnumerable<int> Sites() => node.Effects.Select(e => e.Site).Concat(node.Edges.Select(e => e.Site));

        IEnumerable<SiteFact> Calls(IReadOnlyCollection<int> blocks) =>
            Enumerable.Range(0, method.Sites.Count).Where(i => blocks.Contains(method.Body.BlockOfSite[i]) && method.Sites[i].Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.New).Select(i => method.Sites[i]);
    }
}
