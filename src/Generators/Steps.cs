namespace IntentContracts.Generators;

/// <summary>Names of the pipeline's steps, by which tests ask why each one ran.</summary>
internal static class Steps
{
    public const string Parts = "Parts";
    public const string Guards = "Guards";
    public const string Entries = "Entries";
    public const string Modes = "Modes";
    public const string GuardFolder = "GuardFolder";
    public const string SharedNames = "SharedNames";
    public const string Unreachable = "Unreachable";
    public const string Vocabulary = "Vocabulary";
    public const string Intents = "Intents";
    public const string Severities = "Severities";
    public const string FileSeverities = "FileSeverities";
    public const string ProjectFolder = "ProjectFolder";
    public const string Manifest = "Manifest";
}
