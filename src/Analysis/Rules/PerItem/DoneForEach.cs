using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Retries;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>
/// Remote calls that change something at the other side: <c>foreach (var account in closed) await directory.DeleteAsync(account.Id);</c>. What is asked for each item can mostly be asked for together; what is to be done for each is
/// done one by one, unless the other side takes several at once, and that the code does not show.
/// </summary>
internal sealed class DoneForEach(CodeGraph graph)
{
    private readonly HandedVerbs _verbs = new(graph);

    /// <summary>Whether what is called for each item changes something, by its catalogue, its verb, or the verb that somebody on the way says.</summary>
    public bool Is(PerItemCall call)
    {
        var question = call.Question;
        var effect = question.Node.Effects.FirstOrDefault(e => e.Site == question.Site && e.Category == EffectCategory.Http);
        return effect is not null && VendorClients.SiblingOf(question) is null && (effect.Changes == true || Posts(effect, call));
    }

    private bool Posts(EffectSite effect, PerItemCall call) =>
        effect.Changes is null && _verbs.Of(effect, [.. call.Call is null ? [] : new[] { call.Call }, .. call.Path]).Effect.Repetition == Repetition.Harmful;
}
