using System.Globalization;

namespace IntentContracts.Analysis.Catalogues;

/// <summary>The words to the right of the arrow.</summary>
internal static class MeaningWords
{
    private static readonly KeyValuePair<string, Meaning>[] Fixed =
    [
        new("db read", new EffectMeaning(EffectCategory.DbRead, Repetition.Harmless, Changes: false)),
        new("db write", new EffectMeaning(EffectCategory.DbWrite, Repetition.Harmless)),
        new("db insert", new EffectMeaning(EffectCategory.DbWrite, Repetition.Unclear)),
        new("db increment", new EffectMeaning(EffectCategory.DbWrite, Repetition.Harmful)),
        new("db commit", new EffectMeaning(EffectCategory.DbCommit, Repetition.Harmless)),
        new("db commit insert", new EffectMeaning(EffectCategory.DbCommit, Repetition.Unclear)),
        new("document write", new EffectMeaning(EffectCategory.DbCommit, Repetition.Harmless, IsOfDocuments: true)),
        new("document insert", new EffectMeaning(EffectCategory.DbCommit, Repetition.Unclear, IsOfDocuments: true)),
        new("http read", new EffectMeaning(EffectCategory.Http, Repetition.Harmless, Changes: false)),
        new("http idempotent", new EffectMeaning(EffectCategory.Http, Repetition.Harmless)),
        new("http call", new EffectMeaning(EffectCategory.Http, Repetition.Unclear)),
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
        new("transaction", new TransactionMeaning(Joins: false)),
        new("transaction joined", new TransactionMeaning(Joins: true)),
        new("transaction end", TransactionEndMeaning.Instance),
        new("transaction around", TransactionAroundMeaning.Instance),
        new("execution strategy", ExecutionStrategyMeaning.Instance),
        new("retrying strategy", RetryingStrategyMeaning.Instance),
        new("own context", OwnContextMeaning.Instance),
        new("unit of work", UnitOfWorkMeaning.Instance),
        new("remembers", RemembersMeaning.Instance),
        new("for each", ForEachMeaning.Instance),
        new("groups", GroupsMeaning.Instance),
        new("few", FewMeaning.Instance),
        new("lazy loading", LazyLoadingMeaning.Instance),
        new("route group", RouteGroupMeaning.Instance),
        new("host", HostMeaning.Instance),
        new("blocks", new BlocksMeaning(Blocks.Always, "")),
        new("blocks stream", new BlocksMeaning(Blocks.OverStream, "")),
        new("blocks query", new BlocksMeaning(Blocks.OverQuery, "")),
        new("waits", new BlocksMeaning(Blocks.Waiting, "")),
        new("in memory", new StreamMeaning(Medium.Memory)),
        new("outside", new StreamMeaning(Medium.Outside)),
        new("wraps", new StreamMeaning(Medium.Unknown)),
        new("completed", CompletedMeaning.Instance),
        new("controller", ControllerMeaning.Instance),
        new("records", RecordsMeaning.Instance),
        new("acknowledges", AcknowledgesMeaning.Instance),
        new("can fail", new FailsMeaning(true)),
        new("cannot fail", new FailsMeaning(false)),
        new("expected", new ExpectedMeaning(NeedsAnswer: false)),
        new("expected answer", new ExpectedMeaning(NeedsAnswer: true)),
        new("lock enter", new LockMeaning(Enters: true, IsShared: false, IsAffine: true, IsScope: false)),
        new("lock enter shared", new LockMeaning(Enters: true, IsShared: true, IsAffine: true, IsScope: false)),
        new("lock enter scope", new LockMeaning(Enters: true, IsShared: false, IsAffine: true, IsScope: true)),
        new("lock exit", new LockMeaning(Enters: false, IsShared: false, IsAffine: true, IsScope: false)),
        new("gate enter", new LockMeaning(Enters: true, IsShared: false, IsAffine: false, IsScope: false)),
        new("gate enter scope", new LockMeaning(Enters: true, IsShared: false, IsAffine: false, IsScope: true)),
        new("gate enter shared scope", new LockMeaning(Enters: true, IsShared: true, IsAffine: false, IsScope: true)),
        new("gate exit", new LockMeaning(Enters: false, IsShared: false, IsAffine: false, IsScope: false)),
        new("cancellable", CancellableMeaning.Instance),
    ];

    public static IEnumerable<string> All => Fixed.Select(pair => pair.Key).Concat(["route VERB", "entry KIND", "entry KIND in MEMBER", "entries KIND", "dispatch TYPE::MEMBER", "dispatch TYPE::MEMBER through TYPE", "unknown REASON", "retry COUNT", "retry COUNT by PROPERTY", "retry COUNT by argument NUMBER", "retry forever", "blocks SIBLING", "blocks SIBLING since NET", "blocks stream SIBLING", "blocks query SIBLING", "waits SIBLING", "outbox PUBLISHERS"]);

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
            : After("entries ", words) is { } all ? new EntriesMeaning(all)
            : After("entry ", words) is { } kind ? Entry(kind)
            : After("dispatch ", words) is { } handler ? Dispatch(handler)
            : After("retry ", words) is { } retries ? Retry(retries)
            : After("unknown ", words) is { } reason ? new UnknownMeaning(reason)
            : After("waits ", words) is { } signal ? new BlocksMeaning(Blocks.Waiting, signal)
            : After("blocks stream ", words) is { } stream ? new BlocksMeaning(Blocks.OverStream, stream)
            : After("blocks query ", words) is { } query ? new BlocksMeaning(Blocks.OverQuery, query)
            : After("blocks ", words) is { } sibling ? Blocking(sibling)
            : After("outbox ", words) is { } publishers ? new OutboxMeaning(publishers)
            : null;
    }

    private static BlocksMeaning? Blocking(string words)
    {
        const string Since = " since net";
        var since = words.IndexOf(Since, StringComparison.Ordinal);
        return since < 0 ? new(Blocks.Always, words)
            : Version.TryParse(words.Substring(since + Since.Length), out var version) ? new(Blocks.Always, words.Substring(0, since).Trim(), version.Major)
            : null;
    }

    private static EntryMeaning Entry(string words)
    {
        const string In = " in ";
        var at = words.IndexOf(In, StringComparison.Ordinal);
        return at < 0 ? new(words) : new(words.Substring(0, at).Trim(), words.Substring(at + In.Length).Trim());
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
