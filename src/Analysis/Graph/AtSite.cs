namespace IntentContracts.Analysis.Graph;

/// <summary>What a body's list, which is in site order, holds of one site: looked up instead of looked through, since rules ask it of each site of each body.</summary>
internal static class AtSite
{
    /// <param name="isInOrder">Whether the list is in site order, as it nearly always is.</param>
    public static IReadOnlyList<T> Of<T>(List<T> items, bool isInOrder, int site, Func<T, int> siteOf)
    {
        if (!isInOrder)
        {
            return items.FindAll(item => siteOf(item) == site);
        }

        var (first, end) = (0, items.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (siteOf(items[middle]) < site)
            {
                first = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        while (end < items.Count && siteOf(items[end]) == site)
        {
            end++;
        }

        return first == end ? [] : items.GetRange(first, end - first);
    }
}
