namespace IntentContracts.Analysis;

/// <summary>How strictly findings are reported.</summary>
public enum CheckMode
{
    /// <summary>Certain findings are errors.</summary>
    Enforce,

    /// <summary>Everything is a warning.</summary>
    Observe,

    /// <summary>What contradicts a declaration is an error; what nobody has declared yet is a warning.</summary>
    Declare,
}

/// <summary>What becomes of the project's baseline.</summary>
public enum BaselineMode
{
    /// <summary>Compared with; nothing is written.</summary>
    Check,

    /// <summary>All findings of today are accepted.</summary>
    Accept,

    /// <summary>What is mended is taken out, nothing is added.</summary>
    Prune,
}

/// <summary>How strictly findings in one part of the code are reported.</summary>
/// <param name="Name">Full name of a namespace, with all below it, or of a type.</param>
public sealed record PartLevel(string Name, CheckMode Mode);

/// <summary>What counts as an entry point.</summary>
public enum CheckScope
{
    /// <summary>What the catalogues know, and <c>[CriticalPath]</c>.</summary>
    CriticalPaths,

    /// <summary>Every externally visible method as well.</summary>
    All,
}

/// <summary>What is done with the committed lock.</summary>
public enum CheckLock
{
    /// <summary>Where there is one, code and lock must say the same.</summary>
    Check,

    /// <summary>The code is right: the lock is written anew.</summary>
    Accept,

    /// <summary>It is not looked at.</summary>
    Off,
}

/// <summary>An assembly of the user's own: its bodies are analysed.</summary>
/// <param name="Path">Absolute path of the implementation (not a reference assembly).</param>
/// <param name="ProjectDirectory">Absolute folder that the manifest's relative files start from; null when unknown.</param>
public sealed record OwnAssembly(string Path, string? ProjectDirectory);

/// <summary>One rewrite that the compiler applied to source paths (PathMap, deterministic source roots).</summary>
public sealed record PathRewrite(string Real, string Mapped);

/// <summary>Everything a check is told. It reads no environment, no clock and no current directory.</summary>
public sealed record CheckOptions
{
    /// <summary>The project's name, for titles and fingerprints.</summary>
    public required string Project { get; init; }

    /// <summary>Absolute path of the project file: where a finding without a place is reported.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Absolute folder to which every path in a document is relative.</summary>
    public required string SourceRoot { get; init; }

    /// <summary>Absolute folder that the documents will stand in, so that they can link to source; empty when it is not known.</summary>
    public string DocumentsFolder { get; init; } = "";

    /// <summary>Whether the documents have one that is all of them in one file, for a browser: intent.html.</summary>
    public bool Html { get; init; } = true;

    /// <summary>Absolute folder in which facts of referenced assemblies are kept between runs; empty to keep none.</summary>
    public string FactsFolder { get; init; } = "";

    /// <summary>The assembly that was just built.</summary>
    public required OwnAssembly Assembly { get; init; }

    /// <summary>The solution's other assemblies that it references, directly or not.</summary>
    public IReadOnlyList<OwnAssembly> OwnReferences { get; init; } = [];

    /// <summary>Absolute paths of everything else it references; opened only to check that a catalogue names what exists.</summary>
    public IReadOnlyList<string> OtherReferences { get; init; } = [];

    /// <summary>How strictly findings are reported.</summary>
    public CheckMode Mode { get; init; }

    /// <summary>Parts of the code with a mode of their own; the longest name that fits wins.</summary>
    public IReadOnlyList<PartLevel> Levels { get; init; } = [];

    /// <summary>Absolute path of the file with the accepted findings; empty to keep none.</summary>
    public string BaselineFile { get; init; } = "";

    /// <summary>What becomes of that file.</summary>
    public BaselineMode Baseline { get; init; }

    /// <summary>
    /// How many diagnostics are reported one by one before there is a baseline. Of more, a few are, and a digest says what else there is. 0 for all.
    /// </summary>
    public int FirstRunLimit { get; init; }

    /// <summary>Rules whose warnings stay warnings although the compiler treats warnings as errors.</summary>
    public IReadOnlyList<string> WarningsNotAsErrors { get; init; } = [];

    /// <summary>What counts as an entry point.</summary>
    public CheckScope Scope { get; init; }

    /// <summary>Somebody asked for enforcement in so many words, so finding nothing to enforce is an error (IC0005).</summary>
    public bool EnforcementWasAskedFor { get; init; }

    /// <summary>The project builds a program: it can have entry points of its own.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The user's own catalogue files, absolute.</summary>
    public IReadOnlyList<string> Catalogues { get; init; } = [];

    /// <summary>DocId patterns of further entry points; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> EntryPoints { get; init; } = [];

    /// <summary>How to get from a path in the symbols back to one on this machine.</summary>
    public IReadOnlyList<PathRewrite> PathRewrites { get; init; } = [];

    /// <summary>What is done with the committed lock.</summary>
    public CheckLock Lock { get; init; }

    /// <summary>Absolute path of the lock; empty for none. It need not exist.</summary>
    public string LockFile { get; init; } = "";

    /// <summary>Whether the lock also holds fingerprints of the bodies that owners answer for; null for what it does already.</summary>
    public bool? LockBodies { get; init; }

    /// <summary>Members whose bodies are approved as they are, separated by ';': documentation ids, short names, or <c>*</c> for all; empty for none.</summary>
    public string Approve { get; init; } = "";

    /// <summary>Who approves them.</summary>
    public string ApprovedBy { get; init; } = "";

    /// <summary>The date that exceptions are measured against; time of day is ignored.</summary>
    public required DateTime Today { get; init; }
}
