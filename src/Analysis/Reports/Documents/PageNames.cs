using System.Globalization;
using System.Text;

namespace IntentContracts.Analysis.Reports.Documents;

/// <summary>
/// File names for titles: readable, the same in every run, and different even on file systems that ignore case. What shares a name gets a hash of its id
/// appended, all of them, so that a name does not depend on which came first.
/// </summary>
internal static class PageNames
{
    private const int MaxLength = 60;

    /// <param name="pages">Id and title of each page of one folder.</param>
    /// <returns>File names without extension, in the same order.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<KeyValuePair<string, string>> pages)
    {
        var slugs = pages.Select(page => Slug(page.Value)).ToList();
        var uses = slugs.GroupBy(slug => slug, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
        var taken = new HashSet<string>(slugs.Where(slug => uses[slug] == 1 && IsComplete(slug)), StringComparer.Ordinal);
        var names = new List<string>();
        for (var i = 0; i < pages.Count; i++)
        {
            names.Add(taken.Contains(slugs[i]) ? slugs[i] : Free(slugs[i].TrimEnd('-') + "-" + Hash(pages[i].Key + "\n" + pages[i].Value), taken));
        }

        return names;
    }

    // Letters and digits of ASCII, everything else one hyphen. A trailing hyphen says that too much of the title was lost to stand alone.
    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            if (slug.Length >= MaxLength)
            {
                return slug.ToString().TrimEnd('-') + "-";
            }

            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[slug.Length - 1] != '-')
            {
                slug.Append('-');
            }
        }

        var name = slug.ToString().TrimEnd('-');
        return name.Length == 0 ? "page-" : name;
    }

    // Windows keeps some names for devices, whatever the extension.
    private static bool IsComplete(string slug) =>
        slug[slug.Length - 1] != '-' && slug is not ("con" or "prn" or "aux" or "nul") && !(slug.Length == 4 && slug.Substring(0, 3) is "com" or "lpt");

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++)
        {
            free = name + "-" + n.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    // FNV-1a, 32 bits (Fowler, Noll, Vo): short, and not a matter of security.
    private static string Hash(string id)
    {
        var hash = 2166136261u;
        foreach (var c in id)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
