using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Calls that give a row of the database, or several: not those that only ask whether there are any, and how many.</summary>
internal static class RowQueries
{
    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal) { "Any", "AnyAsync", "All", "AllAsync", "Contains", "ContainsAsync", "Count", "CountAsync", "LongCount", "LongCountAsync", "Exists", "ExistsAsync" };

    /// <param name="depth">How far below a call of one's own.</param>
    public static bool Are(MethodNode node, int site, int depth)
    {
        var target = node.Method.Sites[site].Target;
        return !Questions.Contains(target.Name) && RowOf(target) is not ("" or "System.Boolean" or "System.Int32" or "System.Int64" or "System.Void")
            && (node.EffectsAt(site).Any(e => e.Category == EffectCategory.DbRead)
                || (depth > 0 && node.EdgesAt(site).Any(e => e.To != node && e.Mode == RunMode.Inline && Reads(e.To, depth - 1))));
    }

    /// <summary>The type of what a call gives in the end, as it is called here.</summary>
    public static string RowOf(MethodRef target)
    {
        if (target.Returns is not { } returns)
        {
            return "";
        }

        var row = Generics.Awaited(returns).Name;
        return row.StartsWith("``", StringComparison.Ordinal) ? Argument(row.Substring(2), target.MethodArguments)
            : row.StartsWith("`", StringComparison.Ordinal) ? Argument(row.Substring(1), target.TypeArguments)
            : row;

        string Argument(string number, IReadOnlyList<TypeName> arguments) => int.TryParse(number, out var index) && index < arguments.Count ? arguments[index].Name : row;
    }

    private static bool Reads(MethodNode node, int depth) =>
        node.Effects.Any(e => e.Category == EffectCategory.DbRead)
        || (depth > 0 && node.Edges.Any(e => e.To != node && e.Mode is RunMode.Inline && Reads(e.To, depth - 1)));
}
