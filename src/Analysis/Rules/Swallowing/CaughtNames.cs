using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// By which values a handler knows what it has caught. Where several clauses of one try await something, the compiler keeps what each of them has caught in one local and runs their bodies behind the try: there it may go by the name of
/// what the last of them has caught.
/// </summary>
internal static class CaughtNames
{
    public static IReadOnlyCollection<ValueFact> Of(MethodFact method, int number)
    {
        var own = Name(number);
        var region = method.Body.Regions[number];
        List<ValueFact> names = [own];
        for (var r = 0; r < method.Body.Regions.Count; r++)
        {
            var other = method.Body.Regions[r];
            if (r != number && other.IsCatch && other.Try.SequenceEqual(region.Try) && IsSpokenOf(method, region, other, Name(r)))
            {
                names.Add(Name(r));
            }
        }

        return names;
    }

    private static bool IsSpokenOf(MethodFact method, RegionFact region, RegionFact other, ValueFact name)
    {
        return Enumerable.Range(0, method.Sites.Count).Any(i => IsIn(method.Body.BlockOfSite[i]) && (Is(method.Sites[i].Receiver) || method.Sites[i].Arguments.Any(Is)))
            || method.Body.Steps.Any(s => IsIn(s.Block) && Is(s.Value));

        bool IsIn(int block) => region.Handler.Contains(block) && !other.Handler.Contains(block);

        bool Is(ValueFact value) => value == name || value.Elements.Any(Is);
    }

    private static ValueFact Name(int number) => new(ValueKind.Caught, number.ToString(CultureInfo.InvariantCulture));
}
