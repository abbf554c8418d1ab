using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Requests that change something, and whose answer nobody asks whether the other side has done it: <c>using var response = await http.PutAsync(…);</c>. <c>HttpClient</c> throws where there is no answer, and not where the answer is a 500.
/// Where the answer has no name, <c>await http.PutAsync(…);</c>, whoever wrote it may not care: told where the same type asks others of its answers.
/// </summary>
internal sealed class UnaskedResponses(RuleContext context)
{
    private const string Message = "System.Net.Http.HttpResponseMessage";

    private bool? _handlersThrow;

    public IEnumerable<Swallow> In(MethodNode node)
    {
        if (OwnFailures.IsTry(node.Method.Name) || node.Method.Name is "Dispose" or "DisposeAsync")
        {
            yield break;
        }

        foreach (var effect in node.Effects.Where(e => e is { Category: EffectCategory.Http, Changes: true }))
        {
            if (Tasks.Answer(node.Method.Sites[effect.Site].Target.Returns ?? Swallow.Anything).Name == Message && IsUnasked(node, effect.Site) && !IsHandled(node, effect.Site) && !HandlersThrow)
            {
                yield return new(node, new SiteLocation(node, effect.Site), new(effect.Subject, Certain: false, IsEffect: true, []), Swallow.Anything, "never looks at the answer of", "call EnsureSuccessStatusCode(), look at the status");
            }
        }
    }

    /// <summary>All that becomes of the answer is that it is disposed of.</summary>
    private bool IsUnasked(MethodNode node, int index)
    {
        var method = node.Method;
        if (UnheardAnswers.IsDropped(method, index))
        {
            return method.Sites[index].Use != ResultUse.Discarded && AsksElsewhere(node); // a task that is dropped is another finding
        }

        var users = method.Sites.Where(s => Is(s.Receiver, index) || s.Arguments.Any(a => Is(a, index))).ToList();
        if (!method.Sites[index].IsAwaited)
        {
            return users.Count == 1 && users[0] is { Target.Name: "ConfigureAwait", IsAwaited: true }
                && IsUnasked(node, Enumerable.Range(0, method.Sites.Count).First(i => ReferenceEquals(method.Sites[i], users[0])));
        }

        return users.TrueForAll(s => s.Target is { Name: "Dispose", ParameterCount: 0 })
            && method.Body.Steps.All(s => s.Kind == StepKind.Await || !Is(s.Value, index));
    }

    /// <summary>Whether the type looks at the status of other answers: it knows that they can say no.</summary>
    private bool AsksElsewhere(MethodNode node) =>
        context.Graph.Types.Find(node.Assembly.Name, node.Owner(context.Graph).Method.Type)?.Methods.Any(m => m.Method.Sites.Any(IsQuestion)) == true;

    private static bool IsQuestion(SiteFact site) => site.Target is { Type: Message, Name: "get_IsSuccessStatusCode" or "get_StatusCode" or "EnsureSuccessStatusCode" };

    private static bool Is(ValueFact value, int index) =>
        (value.Kind == ValueKind.Result && Values.Index(value) == index) || (value.Kind == ValueKind.Many && value.Elements.Any(e => Is(e, index)));

    /// <summary>What is done when something has failed already or is over, and what stands in a try whose handler says nothing: that is the finding there.</summary>
    private bool IsHandled(MethodNode node, int site)
    {
        var (body, block) = (node.Method.Body, node.Method.Body.BlockOfSite[site]);
        return Afterwards.Is(node.Method, block)
            || Enumerable.Range(0, body.Regions.Count).Any(r => body.Regions[r].IsCatch && body.Regions[r].Try.Contains(block) && context.FailureAnalysis.Fate.IsSilent(node, r));
    }

    /// <summary>A handler of the program's clients that throws where the status is none of success. Which clients have it the code does not show.</summary>
    private bool HandlersThrow => _handlersThrow ??= context.Graph.Types.All
        .Where(t => TypeHierarchy.SelfAndBases(t).Any(b => b.Fact.Base?.Name is "System.Net.Http.DelegatingHandler" or "System.Net.Http.HttpClientHandler" or "System.Net.Http.HttpMessageHandler"))
        .SelectMany(t => t.Methods)
        .Any(m => m.Method.Sites.Any(s => s.Target.Name == "EnsureSuccessStatusCode")
            || (m.Method.Sites.Any(IsQuestion) && m.Method.Body.Steps.Any(s => s.Kind == StepKind.Throw)));
}
