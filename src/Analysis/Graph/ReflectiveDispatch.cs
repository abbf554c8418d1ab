using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Dispatchers that close a handler interface over the type of the message when they run: <c>typeof(IHandler&lt;&gt;).MakeGenericType(message.GetType())</c>, and call its member by name, with <c>dynamic</c> or a <c>MethodInfo</c>.
/// </summary>
internal static class ReflectiveDispatch
{
    /// <summary>The parameters of a method whose type closes a handler interface of the code's own, and which member is called then.</summary>
    public static IEnumerable<(int Parameter, DispatchMeaning Meaning)> Of(CodeGraph graph, MethodNode node)
    {
        var method = node.Method;
        foreach (var site in method.Sites)
        {
            if (site.Target is { Type: "System.Type", Name: "MakeGenericType" }
                && Token(method, site.Receiver) is { } token
                && graph.Types.Find(token.Assembly, token.Type) is { IsInterface: true } handler
                && Message(method, site) is { } parameter
                && Called(method, handler) is { } member)
            {
                yield return (parameter, new(token.Type, member, ""));
            }
        }
    }

    /// <summary>The type of a <c>typeof</c>: its token stands right before the call that makes a Type of it.</summary>
    private static MethodRef? Token(MethodFact method, ValueFact value) =>
        Values.Source(method, value) is { Target: { Type: "System.Type", Name: "GetTypeFromHandle" } }
        && Values.Index(value) is > 0 and var index
        && method.Sites[index - 1] is { Kind: SiteKind.TypeToken } token
            ? token.Target
            : null;

    /// <summary>The parameter whose own type is the first of the type arguments.</summary>
    private static int? Message(MethodFact method, SiteFact closes)
    {
        var given = Values.Argument(closes, 0);
        var first = given is { Kind: ValueKind.Many, Elements.Count: > 0 } ? given.Elements[0] : given;
        return Values.Source(method, first) is { Target: { Type: "System.Object", Name: "GetType" } } asked && asked.Receiver.Kind == ValueKind.Parameter ? Values.Index(asked.Receiver) : null;
    }

    /// <summary>The member of the interface whose name the method says, to the binder of <c>dynamic</c> or to <c>GetMethod</c>.</summary>
    private static string? Called(MethodFact method, TypeNode handler)
    {
        var said = new HashSet<string>(method.Sites.SelectMany(s => s.Arguments).Where(a => a.Kind == ValueKind.Text).Select(a => a.Text), StringComparer.Ordinal);
        return handler.Methods.FirstOrDefault(m => m.Method.Parameters.Count > 0 && said.Contains(m.Method.Name))?.Method.Name;
    }
}
