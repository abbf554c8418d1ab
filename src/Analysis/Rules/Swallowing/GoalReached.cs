using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// When clauses that ask whether what was to be done is done: <c>try { File.Move(made, kept); } catch (IOException) when (File.Exists(kept)) { }</c>. Somebody else was faster; every failure that leaves the world as it was goes past the clause.
/// </summary>
internal static class GoalReached
{
    /// <summary>Which argument names the file that is there afterwards; what a deletion names is not.</summary>
    private static readonly Dictionary<string, int> Goals = new(StringComparer.Ordinal)
    {
        ["Move"] = 1, ["MoveTo"] = 0, ["Copy"] = 1, ["CopyTo"] = 0, ["Replace"] = 1, ["CreateDirectory"] = 0, ["CreateSymbolicLink"] = 0, ["Create"] = 0, ["CreateText"] = 0,
        ["WriteAllText"] = 0, ["WriteAllTextAsync"] = 0, ["WriteAllBytes"] = 0, ["WriteAllBytesAsync"] = 0, ["WriteAllLines"] = 0, ["WriteAllLinesAsync"] = 0,
    };

    public static bool Is(MethodNode node, RegionFact region)
    {
        if (region.Kind != RegionKind.Filter)
        {
            return false;
        }

        var method = node.Method;
        var asked = Sites(method, region.Filter).Where(IsQuestion).ToList();
        if (asked.Count != 1 || Sites(method, region.Filter).Any(s => !IsQuestion(s) && s.Target.Name != "get_FullName" && s.Kind is SiteKind.Call or SiteKind.VirtualCall))
        {
            return false;
        }

        // The end of a clause that says no where the answer is yes.
        var end = method.Body.Blocks[region.Filter[region.Filter.Count - 1]];
        var isThere = !(Values.Source(method, end.Tested) == asked[0] && end is { WhenTrue: < 0, WhenFalse: >= 0 });
        var done = Sites(method, region.Try).Where(s => Throwables.IsOfFiles(s.Target) && (isThere ? Goals.ContainsKey(s.Target.Name) : s.Target.Name == "Delete")).ToList();
        return done.Exists(s => AreOne(Path(s, isThere ? Goals[s.Target.Name] : 0), Path(asked[0], 0)));
    }

    private static bool IsQuestion(SiteFact site) =>
        site.Target is { Name: "get_Exists", Type: "System.IO.FileSystemInfo" or "System.IO.FileInfo" or "System.IO.DirectoryInfo" } or { Name: "Exists", Type: "System.IO.File" or "System.IO.Directory" or "System.IO.Path" };

    private static ValueFact Path(SiteFact site, int argument) => site.Target.HasReceiver && site.Target.ParameterCount == 0 ? site.Receiver : Values.Argument(site, argument);

    /// <summary>Of what is not known (a path that is put together on the spot) it is not known that it is another one.</summary>
    private static bool AreOne(ValueFact made, ValueFact asked) => made == asked || made.Kind is ValueKind.Unknown or ValueKind.Result || asked.Kind is ValueKind.Unknown or ValueKind.Result;

    private static IEnumerable<SiteFact> Sites(MethodFact method, IReadOnlyCollection<int> blocks) => method.Sites.Where((_, i) => blocks.Contains(method.Body.BlockOfSite[i]));
}
