using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Statements that a method is handed and runs: <c>RunAsync("update accounts set balance = balance - @amount where id = @id", new { amount, id })</c>. What they are, the call that hands them over says.</summary>
internal static class HandedStatements
{
    /// <summary>The text that an effect runs on a path, with the call that says it; null where it is not handed over as one.</summary>
    /// <param name="path">To the method that has the effect.</param>
    public static (string Text, MethodNode Node, int Site)? Of(EffectSite effect, IReadOnlyList<CallEdge> path)
    {
        var node = effect.Node;
        var value = Given(node.Method, node.Method.Sites[effect.Site]);
        for (var i = path.Count - 1; i >= 0 && value.Kind == ValueKind.Parameter; i--)
        {
            var edge = path[i];
            if (edge.To != node || edge.Via is not null || edge.Site < 0 || edge.From.Method.Sites[edge.Site] is not { Kind: SiteKind.Call or SiteKind.VirtualCall } call || Values.Index(value) is not { } parameter)
            {
                return null;
            }

            value = Values.Argument(call, parameter);
            node = edge.From;
            if (value.Kind == ValueKind.Text)
            {
                return (value.Text, node, edge.Site);
            }
        }

        return null;
    }

    /// <summary>Whether beside a call that hands over a statement another one hands over one that adds a row, or reads.</summary>
    public static bool HasOther(MethodNode node, int site)
    {
        var target = node.Method.Sites[site].Target;
        return Enumerable.Range(0, node.Method.Sites.Count).Any(i => i != site
            && node.Method.Sites[i] is { Kind: SiteKind.Call or SiteKind.VirtualCall } other && other.Target.Type == target.Type
            && other.Arguments.Any(a => a.Kind == ValueKind.Text && SqlText.Begins(a.Text) && SqlText.Classify(a.Text) is not { Category: Catalogues.EffectCategory.DbCommit, Repetition: Catalogues.Repetition.Harmless }));
    }

    /// <summary>What a call is given as its statement, in a definition, or by itself; what its command has been told.</summary>
    private static ValueFact Given(MethodFact method, SiteFact call)
    {
        foreach (var argument in call.Arguments)
        {
            if (Values.Source(method, argument) is { Kind: SiteKind.New, Target.Type: SqlText.Definition } definition)
            {
                return Values.Argument(definition, 0);
            }
        }

        var parameters = DocIdParameters.Of(call.Target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            if (parameters[a] == "System.String")
            {
                return Values.Argument(call, a);
            }
        }

        var told = method.Sites.Where(s => s.Target.Name == "set_CommandText" || (s.Kind == SiteKind.New && s.Target.Type.EndsWith("Command", StringComparison.Ordinal) && s.Arguments.Count > 0)).ToList();
        return told.Count == 1 ? Values.Argument(told[0], 0) : ValueFact.Unknown;
    }
}
