using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Where the stream of a response's content leads. A client reads a response into memory before it hands it out, unless it is told to stop behind the headers (<c>ResponseHeadersRead</c>): only then does a read wait for the network.
/// </summary>
internal sealed class ResponseContents(GivenValues given)
{
    private const string Client = "System.Net.Http.HttpClient";

    /// <summary>Which declares the overload of SendAsync that a client overrides.</summary>
    private const string Invoker = "System.Net.Http.HttpMessageInvoker";

    private const string Option = "System.Net.Http.HttpCompletionOption";

    /// <summary>The value of HttpCompletionOption.ResponseHeadersRead.</summary>
    private const string HeadersRead = "1";

    private const string Response = "System.Net.Http.HttpResponseMessage";

    private const string Request = "System.Net.Http.HttpRequestMessage";

    private const int Deepest = 6;

    /// <summary>Whether a call asks a content for its stream.</summary>
    public static bool IsOpened(MethodRef target) => target is { Type: "System.Net.Http.HttpContent", Name: "ReadAsStream" or "ReadAsStreamAsync" };

    /// <summary>Whether a value is the content of a response, or of a request.</summary>
    public static bool IsContent(MethodRef target) => target is { Type: Response or Request, Name: "get_Content" };

    /// <param name="content">What a stream was asked of, or a content itself.</param>
    /// <param name="leads">Where a content leads that the code has put into a message.</param>
    public Medium Of(MethodNode node, ValueFact content, Func<MethodNode, ValueFact, Medium> leads) => OfMessage(node, content, leads, Deepest);

    private Medium OfMessage(MethodNode node, ValueFact value, Func<MethodNode, ValueFact, Medium> leads, int depth)
    {
        if (depth == 0)
        {
            return Medium.Unknown;
        }

        if (value.Kind == ValueKind.Parameter && Values.Index(value) is { } parameter)
        {
            return Join(given.Arguments(node, parameter).Select(a => OfMessage(a.Caller, a.Value, leads, depth - 1)));
        }

        if (value.Kind == ValueKind.Local)
        {
            return Join(node.Method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text && s.Value.Kind != ValueKind.Null).Select(s => OfMessage(node, s.Value, leads, depth - 1)));
        }

        return Values.Source(node.Method, value) is not { } source ? Medium.Unknown
            : source is { Kind: SiteKind.New, Target.Type: Response or Request } ? OfMade(node, value, leads)
            : source.Target.Name is "get_Content" or "EnsureSuccessStatusCode" or "ConfigureAwait" or "GetAwaiter" or "GetResult" or "get_Result" ? OfMessage(node, source.Receiver, leads, depth)
            : source.Target.Type == Client || (source.Target.Type == Invoker && StaticTypes.Of(node.Method, source.Receiver)?.Name == Client) ? OfRequest(source)
            : Join(node.EdgesAt(Values.Index(value)).Where(e => e.Via is null).SelectMany(e => e.To.Method.Body.Steps.Where(s => s.Kind == StepKind.Return && s.Value.Kind != ValueKind.Null).Select(s => OfMessage(e.To, s.Value, leads, depth - 1))));
    }

    /// <summary>A message that is made here holds what is put into it, and otherwise nothing.</summary>
    private static Medium OfMade(MethodNode node, ValueFact message, Func<MethodNode, ValueFact, Medium> leads) =>
        Join(node.Method.Sites.Where(s => s.Target.Name == "set_Content" && s.Receiver == message).Select(s => leads(node, Values.Argument(s, 0))).DefaultIfEmpty(Medium.Memory));

    private static Medium OfRequest(SiteFact request)
    {
        var parameters = DocIdParameters.Of(request.Target.Id);
        for (var a = 0; a < parameters.Count; a++)
        {
            if (parameters[a] == Option)
            {
                return Values.Argument(request, a) is not { Kind: ValueKind.Number } option ? Medium.Unknown : option.Text == HeadersRead ? Medium.Outside : Medium.Memory;
            }
        }

        return Medium.Memory;
    }

    private static Medium Join(IEnumerable<Medium> media) =>
        media.Distinct().ToList() is var all && all.Contains(Medium.Outside) ? Medium.Outside : all.Count == 1 ? all[0] : Medium.Unknown;
}
