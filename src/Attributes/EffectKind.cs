namespace IntentContracts;

/// <summary>What an effect does to the world outside the process. A closed set: rules are written against it.</summary>
public enum EffectKind
{
    /// <summary>Reads a database. Documented; no rule of its own.</summary>
    DbRead,

    /// <summary>Changes rows without ending a transaction.</summary>
    DbWrite,

    /// <summary>Makes changes durable: a commit, or a statement that commits by itself.</summary>
    DbCommit,

    /// <summary>A remote call that changes something: running it twice does it twice.</summary>
    Http,

    /// <summary>Sends a message or a mail.</summary>
    Publish,

    /// <summary>Changes a file.</summary>
    FileWrite,
}
