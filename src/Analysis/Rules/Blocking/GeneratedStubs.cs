using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Clients that gRPC's tools write: <c>rates.GetRate(request)</c> waits for the answer, beside <c>GetRateAsync</c>. What blocks stands in generated code, where nobody can mend it; who calls it can.
/// </summary>
internal sealed class GeneratedStubs(CodeGraph graph)
{
    private readonly Dictionary<MethodNode, string> _known = [];

    /// <summary>The asynchronous sibling as <c>Type.Member</c>; null when the call is none of such a client, or does not block.</summary>
    public string? Of(SiteFact site)
    {
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || !graph.IsOwn(site.Target.Assembly) || graph.Find(site.Target) is not { } declared || !declared.Method.Has(MethodTraits.Generated))
        {
            return null;
        }

        if (!_known.TryGetValue(declared, out var sibling))
        {
            _known.Add(declared, sibling = Find(declared));
        }

        return sibling.Length == 0 ? null : sibling;
    }

    private string Find(MethodNode declared)
    {
        var name = declared.Method.Name + "Async";
        return graph.Types.Find(declared.Assembly.Name, declared.Type.Name) is { Fact.Base.Name: "Grpc.Core.ClientBase`1" } type && type.Methods.Any(m => m.Method.Name == name && m.Method.Returns.Name == "Grpc.Core.AsyncUnaryCall`1")
            ? Names.Type(declared.Type.Name) + "." + name
            : "";
    }
}
