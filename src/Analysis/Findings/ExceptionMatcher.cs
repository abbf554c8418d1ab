using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Findings;

/// <summary>Which findings an exception excuses: those of its rule whose path passes through what carries it.</summary>
internal sealed class ExceptionMatcher(CodeGraph graph)
{
    public bool Excuses(DeclaredException exception, Violation violation) =>
        exception.RuleId == violation.RuleId && Passes(violation).Any(node => Carries(exception.Declaration, node.Owner(graph)));

    private static IEnumerable<MethodNode> Passes(Violation violation)
    {
        if (violation.First is { } first)
        {
            yield return first;
        }

        foreach (var edge in violation.Path)
        {
            yield return edge.To;
            if (edge.Via is not null)
            {
                yield return edge.Via;
            }
        }

        switch (violation.Location)
        {
            case SiteLocation site:
                yield return site.Node;
                break;
            case SpanLocation span:
                yield return span.Node;
                break;
            case ManifestLocation place:
                yield return place.Fallback;
                break;
        }
    }

    private bool Carries(Declaration declaration, MethodNode node)
    {
        if (declaration.Assembly != node.Assembly)
        {
            return false;
        }

        if (declaration.Node is { } carrier && declaration.Target == carrier.Method.Id)
        {
            return carrier.Owner(graph) == node || (node.ShellOfCore is not null && node.ShellOfCore == carrier);
        }

        return declaration.Type is null || IsInside(node, declaration.Type.Name);
    }

    private bool IsInside(MethodNode node, string type)
    {
        for (var t = node.Type; t is not null; t = t.Enclosing.Length == 0 ? null : graph.Types.Find(node.Assembly.Name, t.Enclosing)?.Fact)
        {
            if (t.Name == type)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All exceptions that the assemblies declare.</summary>
    public IReadOnlyList<DeclaredException> All(DateTime today) =>
    [
        .. graph.Assemblies
            .SelectMany(assembly => Declarations.In(graph, assembly))
            .Where(declaration => declaration.Attribute.Type == IntentNames.IntentException)
            .Select(declaration => DeclaredException.From(declaration, today)),
    ];
}
