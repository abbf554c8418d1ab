using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>Whether a statement is given the transaction that it runs in: as an argument, as one of its command, or of the definition that it carries out.</summary>
internal static class Enlistment
{
    public static bool IsEnlisted(MethodFact method, int call)
    {
        var site = method.Sites[call];
        if (PassesTransaction(site))
        {
            return true;
        }

        if (site.Arguments.Concat([site.Receiver]).Any(a => Values.Source(method, a) is { Kind: SiteKind.New } made && PassesTransaction(made)))
        {
            return true;
        }

        return site.Receiver.Kind != ValueKind.Unknown
            && method.Sites.Any(s => s.Target.Name == "set_Transaction" && s.Receiver == site.Receiver && Values.Argument(s, 0).Kind != ValueKind.Null);
    }

    /// <summary>Whether a call has a parameter for a transaction and is given one.</summary>
    public static bool PassesTransaction(SiteFact site) => Given(site).Any(given => given.Kind != ValueKind.Null);

    /// <summary>What a statement is given as its transaction, as an argument or in the definition that it carries out.</summary>
    public static IEnumerable<ValueFact> GivenTo(MethodFact method, int call)
    {
        var site = method.Sites[call];
        return Given(site).Concat(site.Arguments.Select(a => Values.Source(method, a)).Where(made => made is { Kind: SiteKind.New }).SelectMany(made => Given(made!)));
    }

    /// <summary>The arguments for parameters that take a transaction.</summary>
    private static IEnumerable<ValueFact> Given(SiteFact site)
    {
        var parameters = ParameterTypes(site.Target.Id);
        for (var p = 0; p < parameters.Count; p++)
        {
            if (IsTransaction(parameters[p]))
            {
                yield return Values.Argument(site, p);
            }
        }
    }

    /// <summary>What an ADO.NET or EF Core transaction is called, whatever the provider; MongoDB calls it a session.</summary>
    public static bool IsTransaction(string type) =>
        type.EndsWith("Transaction", StringComparison.Ordinal) || type == "MongoDB.Driver.IClientSessionHandle";

    /// <summary>The parameters as a DocId lists them.</summary>
    private static List<string> ParameterTypes(string id)
    {
        var types = new List<string>();
        var open = id.IndexOf('(');
        if (open < 0)
        {
            return types;
        }

        var depth = 0;
        var start = open + 1;
        for (var i = start; i < id.Length; i++)
        {
            switch (id[i])
            {
                case '{' or '(' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case ',' or ')' when depth == 0:
                    types.Add(id.Substring(start, i - start));
                    start = i + 1;
                    break;
                case ')':
                    depth--;
                    break;
            }
        }

        return types;
    }
}
