using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Failures after which nothing has been done: the server has refused the request for now, or it has never left. What is tried again after these alone happens once.</summary>
internal static class NeverDone
{
    /// <summary>401 Unauthorized, 403 Forbidden (https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2), 429 Too Many Requests (https://www.rfc-editor.org/rfc/rfc6585#section-4).</summary>
    private static readonly HashSet<int> Refusing = [401, 403, 429];

    /// <summary><c>HttpRequestError.NameResolutionError</c> and <c>ConnectionError</c>.</summary>
    private static readonly HashSet<int> Unsent = [1, 2];

    /// <summary><c>SocketError.HostUnreachable</c>, <c>ConnectionRefused</c>, <c>HostNotFound</c>, <c>TryAgain</c>.</summary>
    private static readonly HashSet<int> Unreached = [10061, 10065, 11001, 11002];

    /// <summary>Whether a when clause lets in nothing else.</summary>
    public static bool IsAllThatIsCaught(MethodFact method, RegionFact region)
    {
        var asked = region.Filter.Select(b => (Block: method.Body.Blocks[b], Getter: Getter(method, method.Body.Blocks[b].Tested))).Where(x => x.Getter is not null).ToList();
        return asked.Count > 0 && asked.TrueForAll(x => IsNothingDone(x.Getter!, x.Block.Against) && LetsInEqual(x.Block));
    }

    /// <summary>Whether a loop goes on after a response with this status, and after none that may have done something.</summary>
    public static bool IsAllThatLoops(MethodFact method, Loop loop) =>
        loop.Blocks.Select(b => method.Body.Blocks[b]).Where(b => b.IsTest && b.Compares is not (Comparison.None or Comparison.Each) && Values.Source(method, b.Tested) is { Target: { Name: "get_StatusCode", Type: "System.Net.Http.HttpResponseMessage" } }).ToList() is { Count: > 0 } tests
        && tests.TrueForAll(t => Refusing.Contains(t.Against) && t.Compares is Comparison.Equal or Comparison.NotEqual && LoopFinder.Leaves(method.Body, t.Compares == Comparison.Equal ? t.WhenFalse : t.WhenTrue, loop.Blocks))
        && !loop.Blocks.Any(b => Values.Source(method, method.Body.Blocks[b].Tested) is { Target.Name: "get_IsSuccessStatusCode" });

    /// <summary>
    /// Whether a predicate over exceptions asks only for the status, and as far as it shows lets in refusals: <c>e => e.StatusCode == Forbidden || e.StatusCode == Unauthorized</c>. What it compares last, it answers with, and the code does not show what that was compared with.
    /// </summary>
    public static bool MayBeAll(MethodFact predicate)
    {
        var asked = predicate.Body.Blocks.Where(b => b.IsTest && Getter(predicate, b.Tested) is not null).ToList();
        return asked.Count > 0
            && asked.TrueForAll(b => Getter(predicate, b.Tested) is { Name: "get_StatusCode" } && Refusing.Contains(b.Against) && IsEnoughWhenEqual(predicate, b))
            && predicate.Sites.All(s => s.Target.Name == "get_StatusCode" || s.Target.Type == "System.Nullable`1");
    }

    /// <summary>Whether one side of an <c>||</c> is true where the code is this one: the other side is asked only where it is another.</summary>
    private static bool IsEnoughWhenEqual(MethodFact predicate, BlockFact test)
    {
        return test.Compares switch
        {
            Comparison.Equal => !Asks(test.WhenTrue) && Asks(test.WhenFalse),
            Comparison.NotEqual => !Asks(test.WhenFalse) && Asks(test.WhenTrue),
            _ => false,
        };

        bool Asks(int block) => Enumerable.Range(0, predicate.Sites.Count).Any(i => predicate.Body.BlockOfSite[i] == block && predicate.Sites[i].Target.Name == "get_StatusCode");
    }

    private static bool IsNothingDone(MethodRef getter, int code) => getter.Name switch
    {
        "get_HttpRequestError" => Unsent.Contains(code),
        "get_SocketErrorCode" => Unreached.Contains(code),
        _ => Refusing.Contains(code),
    };

    /// <summary>What a test asks the exception for, if it compares a code; null for any other test.</summary>
    private static MethodRef? Getter(MethodFact method, ValueFact tested)
    {
        var source = Values.Source(method, tested);
        source = source is { Target: { Type: "System.Nullable`1", Name: "GetValueOrDefault" or "get_Value" } } value ? Values.Source(method, value.Receiver) : source;
        return source is { Target: { Name: "get_StatusCode" or "get_HttpRequestError" or "get_SocketErrorCode" } getter } ? getter : null;
    }

    /// <summary>Whether the clause goes on, or says yes, where the code is this one: what it asks next stands before what it answers when the code is another.</summary>
    private static bool LetsInEqual(BlockFact test) => test.Compares switch
    {
        Comparison.Equal => test.WhenTrue >= 0 && (test.WhenFalse < 0 || test.WhenTrue < test.WhenFalse),
        Comparison.NotEqual => test.WhenFalse >= 0 && test.WhenFalse < test.WhenTrue,
        _ => false,
    };
}
