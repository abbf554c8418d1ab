using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Caches that are filled when they are first read (<c>_total ??= Sum()</c>, <c>if (_total is null) _total = Sum();</c>): the object is the same to everybody
/// before and after.
/// </summary>
internal static class LazyFields
{
    /// <summary>Whether the store stands behind a test of the field that it stores into, and computes nothing from the old value.</summary>
    public static bool IsFilledBy(MethodFact method, int store)
    {
        var field = method.Sites[store].Target;
        var tested = false;
        for (var i = 0; i < store; i++)
        {
            var site = method.Sites[i];
            if (site.Kind != SiteKind.FieldRead || site.Target.Id != field.Id || site.Target.Assembly != field.Assembly)
            {
                continue;
            }

            if (method.Flow.BlockOfSite[i] == method.Flow.BlockOfSite[store])
            {
                return false; // _count = _count + 1
            }

            tested |= method.Flow.CanFollow(i, store);
        }

        return tested;
    }
}
