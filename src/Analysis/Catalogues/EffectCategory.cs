namespace IntentContracts.Analysis.Catalogues;

/// <summary>What an effect does. The closed set that rules and documents speak of.</summary>
internal enum EffectCategory
{
    DbRead,
    DbWrite,
    DbCommit,
    Http,
    Publish,
    FileWrite,
}

/// <summary>What happens when the same effect is carried out once more.</summary>
internal enum Repetition
{
    /// <summary>Nothing more: a read, or a write that ends in the same state (RFC 9110 §9.2.2 for HTTP).</summary>
    Harmless,

    /// <summary>It depends on data that the code does not show: an insert may meet a unique key.</summary>
    Unclear,

    /// <summary>It happens twice.</summary>
    Harmful,
}

internal static class EffectCategoryNames
{
    public static string Word(this EffectCategory category) => category switch
    {
        EffectCategory.DbRead => "db read",
        EffectCategory.DbWrite => "db write",
        EffectCategory.DbCommit => "db commit",
        EffectCategory.Http => "http",
        EffectCategory.Publish => "publish",
        _ => "file write",
    };
}
