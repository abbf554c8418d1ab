using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>Signer GetSigner() { if (!string.IsNullOrEmpty(settings.Key)) return new(settings.Key); settings.MakeKey(); Save(); return new(settings.Key); }</c>: whoever gets it is given the same in any case, and where nothing was missing
/// nothing is committed for it. Mostly it was there.
/// </summary>
internal static class GivenAnyway
{
    public static bool Is(ControlFlow flow, int site)
    {
        var (method, body) = (flow.Method, flow.Body);
        if (!method.Name.StartsWith("Get", StringComparison.Ordinal) && !method.Name.StartsWith("Ensure", StringComparison.Ordinal))
        {
            return false;
        }

        var block = body.BlockOfSite[site];
        var given = body.Steps.Where(s => s.Kind == StepKind.Return).ToList();
        var behind = Following.Of(body, block);
        var made = given.FindAll(g => behind.Contains(g.Block));
        return made.Count > 0 && Found(method, flow, block).Any(found => Following.Of(body, [found], [block]) is var there
            && given.Exists(g => there.Contains(g.Block) && !behind.Contains(g.Block) && made.TrueForAll(m => AreAlike(method, g.Value, m.Value))));
    }

    /// <summary>Where control goes on when what a test before the block asks for, a member of something, is there.</summary>
    private static IEnumerable<int> Found(MethodFact method, ControlFlow flow, int block)
    {
        for (var b = 0; b < flow.Body.Blocks.Count; b++)
        {
            var test = flow.Body.Blocks[b];
            if (test.IsTest && test.WhenTrue != test.WhenFalse && test.Compares == Comparison.None && flow.Dominates(b, block)
                && NullTests.Of(method, (test.Tested, IsTrue: true)) is var asked
                && Values.Source(method, asked.Tested) is { Target: { HasReceiver: true, ParameterCount: 0 } member } && member.Returns?.Name != "System.Boolean" && member.Name.StartsWith("get_", StringComparison.Ordinal))
            {
                yield return asked.IsTrue ? test.WhenTrue : test.WhenFalse;
            }
        }
    }

    /// <summary>The same value, the same member, or an object that is made in the same way.</summary>
    private static bool AreAlike(MethodFact method, ValueFact one, ValueFact other) =>
        one.Kind is not (ValueKind.Unknown or ValueKind.Null or ValueKind.Number)
        && (one == other || (Values.Source(method, one) is { Kind: SiteKind.New or SiteKind.Call or SiteKind.VirtualCall } a && Values.Source(method, other) is { } b && a.Target.Id == b.Target.Id && (a.Kind == SiteKind.New || a.Target.Name.StartsWith("get_", StringComparison.Ordinal))));
}
