namespace IntentContracts.Analysis.Graph;

/// <summary>The property behind an accessor, as a DocId names it.</summary>
internal static class Accessors
{
    /// <param name="id">DocId of a getter or setter; any other is returned as it is.</param>
    public static string PropertyOf(string id)
    {
        var paren = id.IndexOf('(');
        var name = paren < 0 ? id : id.Substring(0, paren);
        var dot = name.LastIndexOf('.');
        var isSetter = string.CompareOrdinal(name, dot + 1, "set_", 0, 4) == 0;
        if (!isSetter && string.CompareOrdinal(name, dot + 1, "get_", 0, 4) != 0)
        {
            return id;
        }

        var parameters = paren < 0 ? [] : DocIdParameters.Of(id).ToList();
        if (isSetter && parameters.Count > 0)
        {
            parameters.RemoveAt(parameters.Count - 1);
        }

        return "P:" + name.Substring(2, dot - 1) + name.Substring(dot + 5) + (parameters.Count == 0 ? "" : "(" + string.Join(",", parameters) + ")");
    }
}
