using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>How often a method tries that calls itself from its handler: a number that is handed on, one more or one less each time, is compared with a constant.</summary>
internal static class Recursions
{
    public static Attempts Attempts(MethodNode node, RegionFact region, ValueOrigins origins)
    {
        foreach (var b in region.Filter.Concat(region.Handler))
        {
            var test = node.Method.Body.Blocks[b];
            if (test.Tested.Kind != ValueKind.Parameter || Values.Index(test.Tested) is not { } position || node.Method.Parameters[position].Name != "System.Int32")
            {
                continue;
            }

            // Where it begins, its callers say; what it hands to itself is no constant.
            if (origins.Number(new(node), test.Tested) is { } start)
            {
                return Count(test.Compares, test.Against, start);
            }

            if (test.Compares is Comparison.Less or Comparison.LessOrEqual or Comparison.Greater or Comparison.GreaterOrEqual && test.Against > 1)
            {
                return new(test.Compares is Comparison.Less or Comparison.GreaterOrEqual ? test.Against : test.Against + 1); // at least, from one on
            }
        }

        // Once more, with a flag that says that it is the second time.
        return Retries.Attempts.Unknown;
    }

    /// <summary><c>return Load(id, "mirror");</c>: with a text of its own it may well be something else that is tried.</summary>
    public static bool HandsOver(SiteFact call) => call.Arguments.Any(a => a.Kind == ValueKind.Text);

    /// <summary>Counted upwards to a bound that is not yet reached, and downwards to one that is below. The comparison says when to go on, or when to stop.</summary>
    private static Attempts Count(Comparison comparison, int against, int start)
    {
        var isUpwards = start <= against;
        var distance = Math.Abs(against - start);
        return comparison switch
        {
            Comparison.Less or Comparison.GreaterOrEqual => new(isUpwards ? distance + 1 : distance + 2),
            Comparison.LessOrEqual or Comparison.Greater => new(isUpwards && start < against ? distance + 2 : distance + 1),
            Comparison.None => new(start + 1), // if (left == 0) throw;
            _ => Retries.Attempts.Unknown,
        };
    }
}
