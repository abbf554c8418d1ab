using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Reads of a content that is in memory: <c>response.Content.ReadAsStringAsync().Result</c> behind a client that has read the response whole, <c>request.Content?.ReadAsStringAsync().Result</c> of a request that carries a text. Their tasks are done when they are made.
/// </summary>
internal sealed class ContentReads(StreamOrigins streams)
{
    public bool AreDone(MethodNode node, ValueFact task, Way way) =>
        Values.Source(node.Method, TaskValues.Peel(node.Method, task)) is { } read
        && read.Target is { Type: "System.Net.Http.HttpContent", Name: "ReadAsStringAsync" or "ReadAsByteArrayAsync" or "ReadAsStreamAsync" or "LoadIntoBufferAsync" }
        && streams.Of(node, read.Receiver, way) == Medium.Memory;
}
