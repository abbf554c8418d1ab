namespace IntentContracts.Tasks.Configuration;

/// <summary>A property that is on or off.</summary>
internal static class TrueOrFalse
{
    public static bool Read(string property, string value) => bool.TryParse(value.Trim(), out var isOn)
        ? isOn
        : throw new ConfigurationException($"{property} is '{value}', which means nothing: write true or false");
}
