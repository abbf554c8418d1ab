using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;
using IntentContracts.Analysis.Rules.Blocking;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>Loops that are left when the answer says so: the last page, nothing left to do, the code is free.</summary>
internal static class LastAnswers
{
    /// <summary>Whether a loop is left by what a call in it answers. Going from one row to the next that it names is asking for each of them, unless only the answer could name it (<see cref="ChainedTurns"/>).</summary>
    public static bool End(MethodFact method, Loop loop, int site, Func<bool> single)
    {
        var asked = Values.ResultOf(site);
        var follows = false;
        var ends = false;
        foreach (var block in loop.Blocks)
        {
            var fact = method.Body.Blocks[block];
            if (fact.Next.Count < 2 || fact.Next.All(loop.Contains))
            {
                continue;
            }

            var tested = fact.Tested.Kind == ValueKind.Unknown && ItemLoops.Last(method, block) is { } last
                ? Values.ResultOf(last)
                : fact.Tested;
            if (Pages.EndWith(method, loop, site, block))
            {
                return !single();
            }

            var sources = Chain.Sites(method, tested).ToList();
            ends |= sources.Contains(site) || (ItemLoops.Decides(method, block) is { } decides && IsCountOfAnswer(method.Sites[decides], method.Sites[site]));
            follows |= sources.Contains(site) && TaskValues.Peel(method, tested) != asked;
        }

        return ends && !((follows || IsOverArray(method, loop)) && single());
    }

    /// <summary><c>foreach (var id in ids) { if (await FindAsync(id) is null) return Unknown(id); }</c> over an array: the answer breaks off, but each element has its question, as in any other foreach.</summary>
    private static bool IsOverArray(MethodFact method, Loop loop) =>
        method.Body.Steps.Any(s => s.Kind == StepKind.Walk && loop.Contains(s.Block) && method.Body.Blocks[s.Block].Next.Any(next => !loop.Contains(next)));

    /// <summary>The number of elements of such a list as the question answers with: a release build keeps the list in more than one place.</summary>
    private static bool IsCountOfAnswer(SiteFact decides, SiteFact asked) =>
        decides.Target.Name == "get_Count"
        && asked.Target.Returns is { } answer
        && Generics.Awaited(answer).ToString() == new TypeName(decides.Target.Assembly, decides.Target.Type, decides.Target.TypeArguments).ToString();
}
