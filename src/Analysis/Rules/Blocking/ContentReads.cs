using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Reads of a content that is in memory: <c>response.Content.ReadAsStringAsync().Result</c> behind a client that has read the response whole, <c>request.Content?.ReadAsStringAsync().Result</c> of a request that carries a text. Their tasks are done when they are made.
/// </summary>
internal sealed class ContentReads(StreamOrigins streams, Catalogue catalogue, Flows flows)
{
    public bool AreDone(MethodNode node, ValueFact task, Way way) =>
        TaskValues.Peel(node.Method, task) is var answer && Values.Source(node.Method, answer) is { } read
        && read.Target is { Type: "System.Net.Http.HttpContent", Name: "ReadAsStringAsync" or "ReadAsByteArrayAsync" or "ReadAsStreamAsync" or "LoadIntoBufferAsync" }
        && (streams.Of(node, read.Receiver, way) == Medium.Memory || IsKnown(node.Method, read, Values.Index(answer)!.Value));

    /// <summary><c>if (part is not StringContent) continue;</c>: behind the test it is a text.</summary>
    private bool IsKnown(MethodFact method, SiteFact read, int site) =>
        flows.Of(method).KnownTypes(method.Body.BlockOfSite[site]).Any(known => known.IsTrue && known.Tested == read.Receiver && catalogue.Of<StreamMeaning>(known.Type, ".ctor")?.Leads == Medium.Memory);
}
