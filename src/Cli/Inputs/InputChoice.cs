namespace IntentContracts.Cli.Inputs;

/// <summary>What the command line says about where the program to look at is.</summary>
/// <param name="Project">A project file, a folder or an assembly; null for what is here.</param>
/// <param name="Assembly">An assembly without a build; null otherwise.</param>
/// <param name="References">Further own assemblies, for <paramref name="Assembly"/>.</param>
/// <param name="All">Every externally visible method is an entry point (IntentScope=All); null for what the build said.</param>
/// <param name="Build">Build first.</param>
internal sealed record InputChoice(string? Project, string? Assembly, IReadOnlyList<string> References, bool All, bool Build);
