namespace IntentContracts;

/// <summary>A value that a tag of an instrument may have: for docs/telemetry.md, and for the tests that see all of them happen.</summary>
/// <param name="tag">The tag.</param>
/// <param name="value">The value.</param>
/// <param name="meaning">What has happened then.</param>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true)]
internal sealed class TagValueAttribute(string tag, string value, string meaning) : Attribute
{
    public string Tag { get; } = tag;

    public string Value { get; } = value;

    public string Meaning { get; } = meaning;
}
