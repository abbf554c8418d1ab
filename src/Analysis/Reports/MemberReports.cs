using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Findings;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Reports.Model;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Reports;

/// <summary>What is promised of each guarded member, and who relies on it.</summary>
internal sealed class MemberReports(RuleContext context, SourceMap places, IReadOnlyDictionary<MethodNode, List<string>> reaching)
{
    public List<MemberReport> Build() =>
    [
        .. context.Graph.Nodes
            .Where(node => node.Guard is not null)
            .Select(node => Member(node, node.Guard!))
            .OrderBy(m => m.Id, StringComparer.Ordinal),
    ];

    /// <summary>An accessor says which one it is: its property has only one name.</summary>
    public static string Name(MethodNode node)
    {
        var name = Names.Short(node);
        var underscore = node.Method.Name.IndexOf('_');
        if (!node.Method.Has(MethodTraits.SpecialName) || underscore < 0)
        {
            return name;
        }

        var accessor = node.Method.Name.Substring(0, underscore);
        return name.Replace("." + accessor + "_", ".") + " (" + accessor + ")";
    }

    private MemberReport Member(MethodNode node, ManifestGuard guard)
    {
        var manifest = node.Assembly.Manifest;
        return new(
            node.Method.Id,
            Name(node),
            "T:" + node.Type.Name,
            context.Ownership.Of(node),
            guard.Span.Line > 0 ? places.OfManifest(node.Assembly, guard.Span).Place : places.OfDeclared(node).Place,
            guard.Order,
            [.. Conditions(node.Assembly, guard.Shell)],
            [.. manifest.Transitions.Where(t => t.Shell == guard.Shell).Select(t => new TransitionReport(t.From, t.To, places.OfManifest(node.Assembly, t.Span).Place))],
            reaching.TryGetValue(node, out var entries) ? entries : []);
    }

    // What is asked before comes before what is promised after; each in the order of the source.
    private IEnumerable<ConditionReport> Conditions(AssemblyFacts assembly, string shell) => assembly.Manifest.Conditions
        .Where(c => c.Target == shell && c.Kind != GuardWords.Invariant)
        .OrderBy(c => c.Kind == GuardWords.Requires ? 0 : 1)
        .ThenBy(c => c.Span.File, StringComparer.Ordinal).ThenBy(c => c.Span.Line).ThenBy(c => c.Span.Column)
        .Select(c => new ConditionReport(c.Kind, c.Text, c.Because, places.OfManifest(assembly, c.Span).Place));
}
