using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Methods whose answer nobody listens to: every call that the code shows drops it. A <c>return false</c> of theirs tells nobody.</summary>
internal sealed class UnheardAnswers(CodeGraph graph)
{
    private readonly Dictionary<MethodNode, bool> _known = [];
    private HashSet<string>? _takenAsDelegates;

    public bool Are(MethodNode node)
    {
        if (!_known.TryGetValue(node, out var known))
        {
            _known.Add(node, known = AreKnown(node.Method) && IsUnheard(node));
        }

        return known;
    }

    /// <summary>Whether a call drops what it returns, awaited or not.</summary>
    public static bool IsDropped(MethodFact method, int index)
    {
        var site = method.Sites[index];
        if (site.Use is ResultUse.Discarded or ResultUse.AwaitedOnly)
        {
            return true;
        }

        return site.Use == ResultUse.Used && ConfiguredBehind(method, index) is { } configured && method.Sites[configured].Use == ResultUse.AwaitedOnly;
    }

    /// <summary>The <c>ConfigureAwait</c> that is all that becomes of a task; null for none.</summary>
    private static int? ConfiguredBehind(MethodFact method, int index)
    {
        int? found = null;
        for (var i = 0; i < method.Sites.Count; i++)
        {
            if (Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is))
            {
                if (found is not null || method.Sites[i].Target.Name != "ConfigureAwait")
                {
                    return null;
                }

                found = i;
            }
        }

        return method.Body.Steps.Any(s => s.Kind != StepKind.Await && Is(s.Value)) ? null : found;

        bool Is(ValueFact value) => value.Kind == ValueKind.Result && Values.Index(value) == index;
    }

    /// <summary>Whether the code shows every call: it does not of a method that others may call, override or hand around.</summary>
    public bool AreKnown(MethodFact method) =>
        Tasks.Answer(method.Returns) is var answer
        && answer.Name != "System.Void" && !Tasks.IsTask(answer)
        && !method.Has(MethodTraits.Virtual) && !method.Has(MethodTraits.Lambda) && !method.Has(MethodTraits.ExternallyVisible)
        && !TakenAsDelegates.Contains(method.Id);

    private HashSet<string> TakenAsDelegates => _takenAsDelegates ??= new(
        graph.Sites.Of(SiteKind.Delegate).Concat(graph.Sites.Of(SiteKind.MethodToken)).Where(s => graph.IsInFocus(s.Node)).Select(s => s.Node.Method.Sites[s.Site].Target.Id),
        StringComparer.Ordinal);

    private bool IsUnheard(MethodNode node)
    {
        var calls = graph.CallsBackwards.Of(node);
        return calls.Count > 0 && calls.All(c => c.Via is null && c.Site >= 0 && c.Mode == RunMode.Inline && IsDropped(c.From.Method, c.Site));
    }
}
