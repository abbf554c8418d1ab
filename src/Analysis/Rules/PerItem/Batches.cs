using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Queries that ask for many rows at once: a page, or all rows whose key is in a list.</summary>
internal static class Batches
{
    private const string Expression = "System.Linq.Expressions.Expression";

    /// <summary>Whether a query is cut into pages, or asks for a list of keys.</summary>
    public static bool Is(MethodFact method, int site)
    {
        foreach (var s in Composed(method, method.Sites[site]))
        {
            if (IsSkip(method.Sites[s]) || IsContains(method, s))
            {
                return true;
            }
        }

        return method.Sites[site].Arguments.Any(a => a.Kind == ValueKind.Text && IsPaged(a.Text));
    }

    /// <summary>Whether a query is cut into pages, and asks for no list of keys: all pages together are one answer.</summary>
    public static bool IsPage(MethodFact method, int site)
    {
        var composed = Composed(method, method.Sites[site]).ToList();
        return composed.Exists(s => IsSkip(method.Sites[s])) && !composed.Exists(s => IsContains(method, s));
    }

    private static bool IsSkip(SiteFact site) => site.Target is { Type: "System.Linq.Queryable", Name: "Skip" };

    /// <summary>A query by a list of parameters is a batch, too.</summary>
    private static bool IsPaged(string sql)
    {
        var upper = sql.ToUpperInvariant();
        return upper.Contains("OFFSET ") || upper.Contains("= ANY(") || upper.Contains("= ANY (") || upper.Contains(" IN @") || upper.Contains(" IN (@") || upper.Contains("UNNEST(");
    }

    /// <summary>The calls that a query is composed of, with those of its lambdas, which are expression trees.</summary>
    private static IEnumerable<int> Composed(MethodFact method, SiteFact site) =>
        site.Arguments.Concat([site.Receiver]).SelectMany(value => Chain.Sites(method, value)).Distinct();

    /// <summary><c>ids.Contains(x.Id)</c>, where the list is a variable and not a property of the row.</summary>
    private static bool IsContains(MethodFact method, int site) =>
        ListOf(method, site) is { } list && !Chain.Sites(method, list).Any(s => method.Sites[s].Target is { Type: Expression, Name: "Parameter" });

    /// <summary>The list that an expression asks for something in; null where it is no such expression.</summary>
    public static ValueFact? ListOf(MethodFact method, int site)
    {
        var call = method.Sites[site];
        if (call.Target.Type != Expression || call.Target.Name != "Call" || call.Arguments.Count < 2 || Token(method, call.Arguments[1]) is not { Name: "Contains" } contains || contains.Type == "System.String")
        {
            return null;
        }

        var operands = Values.Argument(call, 2).Elements;
        return contains.HasReceiver ? call.Arguments[0] : operands.Count > 0 ? operands[0] : ValueFact.Unknown;
    }

    /// <summary>The method that an expression calls: its token stands right before the call that makes a MethodInfo of it.</summary>
    public static MethodRef? Token(MethodFact method, ValueFact value)
    {
        if (value.Kind != ValueKind.Result || Values.Index(value) is not { } handle)
        {
            return null;
        }

        for (var s = handle - 1; s >= 0 && s >= handle - 3; s--)
        {
            if (method.Sites[s].Kind == SiteKind.MethodToken)
            {
                return method.Sites[s].Target;
            }
        }

        return null;
    }
}
