using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>Members that go through what they are given: what is made for queries, and what takes any sequence, and so a query as well (<c>RemoveRange</c>, <c>new List&lt;T&gt;(…)</c>, <c>string.Join</c>).</summary>
internal static class TakenSequences
{
    /// <summary>Which argument is gone through: <c>string.Join(",", names)</c>; -1 for none.</summary>
    public static int Position(MethodRef target)
    {
        var parameters = DocIdParameters.Of(target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            if (parameters[a].StartsWith("System.Collections.Generic.IEnumerable{", StringComparison.Ordinal) || parameters[a].StartsWith("System.Linq.IQueryable", StringComparison.Ordinal))
            {
                return a;
            }
        }

        return IsOfQueries(target) ? 0 : -1; // db.RemoveRange(first, second)
    }

    /// <summary>Whether its name says that it asks a query.</summary>
    public static bool IsOfQueries(MethodRef target) => target.Type.StartsWith("System.Linq.", StringComparison.Ordinal) || target.Type.EndsWith("QueryableExtensions", StringComparison.Ordinal);
}
