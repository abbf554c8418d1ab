using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Arrays that keep what has been loaded, a slot for each key: <c>if (_tiles[x, y] is null) { _tiles[x, y] = Load(x, y); }</c>.</summary>
internal static class Slots
{
    /// <summary>Whether a call reads a slot of an array of several dimensions that the method fills as well; of those the compiler makes calls.</summary>
    public static bool AreRead(MethodFact method, SiteFact call) =>
        call.Target.Name == "Get"
        && IsArray(call.Target.Type)
        && call.Receiver.Kind != ValueKind.Unknown
        && method.Sites.Any(s => s.Target.Name == "Set" && s.Receiver == call.Receiver && IsArray(s.Target.Type));

    /// <summary>Whether a block runs only where an element of a kept array was not there, and such an element is stored there. What the element is, the body does not show; from which array it was taken, it does.</summary>
    public static bool AreEmpty(ControlFlow flow, int block)
    {
        var (method, body) = (flow.Method, flow.Body);
        var stores = body.Steps.Where(s => s.Kind == StepKind.ElementWrite).ToList();
        return stores.Count > 0 && Enumerable.Range(0, body.Blocks.Count).Any(test =>
            body.Blocks[test] is { IsTest: true, Tested.Kind: ValueKind.Unknown, Compares: Comparison.None, WhenFalse: var empty }
            && body.Blocks.Count(b => b.Next.Contains(empty)) == 1
            && flow.Enters(empty, block)
            && stores.Exists(s => flow.Enters(empty, s.Block) && IsLastRead(method, test, s.Value.Text)));
    }

    private static bool IsLastRead(MethodFact method, int block, string array)
    {
        var last = Enumerable.Range(0, method.Sites.Count).LastOrDefault(s => method.Body.BlockOfSite[s] == block && method.Sites[s].Kind == SiteKind.FieldRead);
        return last < method.Sites.Count && method.Body.BlockOfSite[last] == block && method.Sites[last] is { Kind: SiteKind.FieldRead } read && read.Target.Id == array;
    }

    private static bool IsArray(string type) => type.EndsWith("]", StringComparison.Ordinal);
}
