using IntentContracts.Analysis.Catalogues;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Graph;

/// <summary>What <c>[Effect(kind, subject)]</c> says of a method. The numbers are those of <c>IntentContracts.EffectKind</c>; a test ties them.</summary>
internal sealed record DeclaredEffect(EffectCategory Category, Repetition Repetition, string Subject)
{
    public bool Changes => Category != EffectCategory.DbRead;

    public static DeclaredEffect? Of(MethodNode node)
    {
        foreach (var intent in node.Intents)
        {
            if (intent.Type == IntentNames.Effect)
            {
                var (category, repetition) = intent.Argument(0) switch
                {
                    "0" => (EffectCategory.DbRead, Repetition.Harmless),
                    "1" => (EffectCategory.DbWrite, Repetition.Unclear),
                    "2" => (EffectCategory.DbCommit, Repetition.Unclear),
                    "3" => (EffectCategory.Http, Repetition.Harmful),
                    "4" => (EffectCategory.Publish, Repetition.Harmful),
                    _ => (EffectCategory.FileWrite, Repetition.Harmful),
                };
                var decided = node.Declares(IntentNames.Idempotent) || node.Declares(IntentNames.NaturallyIdempotent) || node.Declares(IntentNames.NotIdempotent);
                return new(category, decided ? Repetition.Harmless : repetition, Names.Short(node) + " (" + (intent.Argument(1) ?? "") + ")");
            }
        }

        return null;
    }
}
