namespace Corpus.Library;

/// <summary>So that the assembly exists while no area needs it.</summary>
public static class Marker;
