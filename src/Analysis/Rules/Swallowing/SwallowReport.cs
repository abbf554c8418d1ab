using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>From what a method swallows to what is said of it, with the path from an entry point down to what fails.</summary>
internal static class SwallowReport
{
    public static IEnumerable<Violation> Of(RuleContext context, string rule, Func<MethodNode, IEnumerable<Swallow>> find)
    {
        foreach (var node in context.Reach.Reached)
        {
            if (node.Method.Has(MethodTraits.Generated))
            {
                continue;
            }

            var before = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var swallow in find(node))
            {
                // Several in one method are several decisions.
                before.TryGetValue(swallow.Failure.Subject, out var count);
                before[swallow.Failure.Subject] = count + 1;
                List<TypeName> left = [.. swallow.All.Where(type => !SwallowRefusals.Cover(context, node, type))];
                if (left.Count > 0)
                {
                    yield return Breach(context, rule, swallow, count);
                }
            }
        }
    }

    private static Violation Breach(RuleContext context, string rule, Swallow swallow, int count)
    {
        var (node, failure) = (swallow.Node, swallow.Failure);
        return new(
            rule,
            failure.Certain && context.Reach.IsCertain(node),
            context.Reach.EntryOf(node),
            [.. context.Reach.PathTo(node), .. failure.Path],
            swallow.Location,
            "swallow:" + failure.Subject + (count == 0 ? "" : "#" + (count + 1)),
            node.Method.Id,
            $"{Names.Short(node)} {swallow.How} {failure.Subject}",
            failure.Path.Count == 0 ? "" : failure.Subject,
            $"{swallow.Remedy}, or declare {string.Join(" and ", swallow.All.Select(type => $"[Swallows(typeof({Names.Type(type.Name)}), \"why\")]"))}");
    }
}
