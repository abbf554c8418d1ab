using System.Globalization;

namespace IntentContracts.Analysis.Catalogues;

/// <summary>The words to the right of the arrow.</summary>
internal static class MeaningWords
{
    private static readonly KeyValuePair<string, Meaning>[] Fixed =
    [
        new("db read", new EffectMeaning(EffectCategory.DbRead, Repetition.Harmless)),
        new("db write", new EffectMeaning(EffectCategory.DbWrite, Repetition.Harmless)),
        new("db insert", new EffectMeaning(EffectCategory.DbWrite, Repetition.Unclear)),
        new("db commit", new EffectMeaning(EffectCategory.DbCommit, Repetition.Harmless)),
        new("http read", new EffectMeaning(EffectCategory.Http, Repetition.Harmless)),
        new("http idempotent", new EffectMeaning(EffectCategory.Http, Repetition.Harmless)),
        new("http write", new EffectMeaning(EffectCategory.Http, Repetition.Harmful)),
        new("http send", SendMeaning.Instance),
        new("sql", SqlMeaning.Instance),
        new("publish", new EffectMeaning(EffectCategory.Publish, Repetition.Harmful)),
        new("file write", new EffectMeaning(EffectCategory.FileWrite, Repetition.Harmless)),
        new("file append", new EffectMeaning(EffectCategory.FileWrite, Repetition.Harmful)),
        new("runs", new RunsMeaning(RunMode.Inline)),
        new("runs each", new RunsMeaning(RunMode.EachItem)),
        new("runs retrying", new RunsMeaning(RunMode.Retrying)),
        new("runs spawned", new RunsMeaning(RunMode.Spawned)),
        new("runs later", new RunsMeaning(RunMode.Later)),
        new("transaction", TransactionMeaning.Instance),
        new("route group", RouteGroupMeaning.Instance),
        new("host", HostMeaning.Instance),
        new("controller", ControllerMeaning.Instance),
        new("cancellable", CancellableMeaning.Instance),
    ];

    public static IEnumerable<string> All => Fixed.Select(pair => pair.Key).Concat(["route VERB", "entry KIND", "dispatch TYPE::MEMBER", "dispatch TYPE::MEMBER through TYPE", "unknown REASON", "retry COUNT", "retry COUNT by PROPERTY", "retry COUNT by argument NUMBER", "retry forever"]);

    public static Meaning? Parse(string words)
    {
        foreach (var pair in Fixed)
        {
            if (pair.Key == words)
            {
                return pair.Value;
            }
        }

        return After("route ", words) is { } verb ? new RouteMeaning(verb)
            : After("entry ", words) is { } kind ? new EntryMeaning(kind)
            : After("dispatch ", words) is { } handler ? Dispatch(handler)
            : After("retry ", words) is { } retries ? Retry(retries)
            : After("unknown ", words) is { } reason ? new UnknownMeaning(reason)
            : null;
    }

    private static DispatchMeaning? Dispatch(string words)
    {
        const string Through = " through ";
        var through = words.IndexOf(Through, StringComparison.Ordinal);
        var handler = through < 0 ? words : words.Substring(0, through).Trim();
        var behaviour = through < 0 ? "" : words.Substring(through + Through.Length).Trim();
        var colons = handler.IndexOf("::", StringComparison.Ordinal);
        return colons > 0 && colons + 2 < handler.Length ? new(handler.Substring(0, colons), handler.Substring(colons + 2), behaviour) : null;
    }

    private static RetryMeaning? Retry(string words)
    {
        if (words == "forever")
        {
            return new(RetryMeaning.Forever, "", -1);
        }

        var parts = words.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return parts.Length switch
        {
            1 => new(count, "", -1),
            3 when parts[1] == "by" => new(count, parts[2], -1),
            4 when parts[1] == "by" && parts[2] == "argument" && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var argument) => new(count, "", argument),
            _ => null,
        };
    }

    private static string? After(string prefix, string words) =>
        words.StartsWith(prefix, StringComparison.Ordinal) && words.Length > prefix.Length ? words.Substring(prefix.Length).Trim() : null;
}
