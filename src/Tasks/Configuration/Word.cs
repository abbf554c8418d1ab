namespace IntentContracts.Tasks.Configuration;

/// <summary>A property that has one of a few words as its value.</summary>
internal static class Word
{
    /// <summary>Reads the word as MSBuild compares: without regard to case. A number is not a word, whatever enums think of it.</summary>
    public static T Read<T>(string property, string value, string[] allBesides)
        where T : struct, Enum
    {
        foreach (var name in Enum.GetNames(typeof(T)))
        {
            if (string.Equals(name, value.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return (T)Enum.Parse(typeof(T), name);
            }
        }

        var allowed = string.Join(", ", [.. Enum.GetNames(typeof(T)), .. allBesides]);
        throw new ConfigurationException($"{property} is '{value}', which means nothing: write one of {allowed}");
    }
}
