namespace IntentContracts.Analysis.Graph;

/// <summary>A DocId in which <c>*</c> stands for any text: <c>M:Shop.Jobs.*.RunAsync(*)</c>.</summary>
internal static class DocIdPattern
{
    public static bool Matches(string pattern, string id)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == id;
        }

        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (i == 0)
            {
                if (!id.StartsWith(part, StringComparison.Ordinal))
                {
                    return false;
                }

                at = part.Length;
            }
            else if (i == parts.Length - 1)
            {
                return id.Length - part.Length >= at && id.EndsWith(part, StringComparison.Ordinal);
            }
            else
            {
                var found = id.IndexOf(part, at, StringComparison.Ordinal);
                if (found < 0)
                {
                    return false;
                }

                at = found + part.Length;
            }
        }

        return true;
    }
}
