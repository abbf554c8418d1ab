using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>What tells a call in a body from the others when lines move.</summary>
internal static class SiteNames
{
    /// <summary>The member that is called.</summary>
    public static string Plain(MethodNode node, int site) => site < 0 ? Names.Short(node) : IsDelegate(node.Method.Sites[site]) ? "the delegate" : Names.Member(node.Method.Sites[site].Target);

    /// <summary>Whether a call runs a delegate.</summary>
    public static bool IsDelegate(SiteFact site) =>
        site.Target is { Name: "Invoke", HasReceiver: true } target && (target.Type.StartsWith("System.Func`", StringComparison.Ordinal) || target.Type == "System.Action" || target.Type.StartsWith("System.Action`", StringComparison.Ordinal));

    /// <summary>The member that is called, with a number when the body calls it several times.</summary>
    public static string Numbered(MethodNode node, int site)
    {
        if (site < 0)
        {
            return Names.Short(node);
        }

        var target = node.Method.Sites[site].Target;
        var before = node.Method.Sites.Take(site).Count(s => s.Target.Name == target.Name && s.Target.Type == target.Type);
        return Names.Member(target) + (before == 0 ? "" : "#" + (before + 1).ToString(CultureInfo.InvariantCulture));
    }
}
