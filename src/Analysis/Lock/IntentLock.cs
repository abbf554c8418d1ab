namespace IntentContracts.Analysis.Lock;

/// <summary>What a project promises: the content of <c>intent.lock</c>. All lists are in the order of the text; names are as <see cref="LockNames"/> spells them.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Bodies">Null when the project does not lock bodies.</param>
internal sealed record IntentLock(
    string Project,
    IReadOnlyList<LockDecision> Decisions,
    IReadOnlyList<LockRetry> Retries,
    IReadOnlyList<LockEntry> Entries,
    IReadOnlyList<LockBody>? Bodies);

/// <summary>One attribute of the vocabulary on one target.</summary>
/// <param name="Intent">Without namespace and suffix: <c>Idempotent</c>.</param>
/// <param name="Arguments">As <see cref="LockArguments"/> writes them: <c>Key = "order.Id"</c>.</param>
internal sealed record LockDecision(string Target, string Intent, string Arguments)
{
    public string Key => LockKey.Decision(Target, Intent);
}

/// <summary>Something in the code, or in the set-up of a client or job, that tries again.</summary>
/// <param name="Layer">What it is and where: <c>Polly pipeline in Shop.Gateway.ChargeAsync(Charge)</c>.</param>
/// <param name="Attempts">The first one included: a number, <c>n</c> for several, <c>∞</c> for without end.</param>
/// <param name="IsDeclared">Somebody decided about it, with <c>[RetryPolicy]</c> or <c>[NoRetry]</c> where it stands.</param>
internal sealed record LockRetry(string Layer, string Attempts, bool IsDeclared)
{
    public string Key => LockKey.Retry(Layer);
}

/// <param name="Title">What identifies it: <c>POST /orders</c>.</param>
/// <param name="Owner">Empty when nobody is named.</param>
internal sealed record LockEntry(string Title, string Kind, bool AtLeastOnce, string Owner, IReadOnlyList<LockEffect> Effects)
{
    public string Key => LockKey.Entry(Title);
}

/// <param name="Kind">As the documents call it: "db commit".</param>
/// <param name="Member">The method that has the effect.</param>
/// <param name="Count">How often the method has it.</param>
/// <param name="Undeclared">What nobody declared about it, in words; empty when all is said.</param>
/// <param name="Covers">The decisions and retries around it, by reference to where they are stated.</param>
internal sealed record LockEffect(
    string Kind,
    string Subject,
    string Member,
    int Count,
    string Owner,
    IReadOnlyList<string> Undeclared,
    IReadOnlyList<LockCover> Covers)
{
    /// <summary>What it is, whichever entry point comes to it.</summary>
    public string Identity => LockKey.Effect(Kind, Subject, Member);
}

/// <param name="Text">"Idempotent at Shop.Orders.PlaceAsync(Order)", "retried by Polly pipeline in …".</param>
/// <param name="OnEveryPath">False when some path to the effect goes around it.</param>
/// <param name="IsDeclared">False for a transaction that code opens and nobody declared.</param>
internal sealed record LockCover(string Text, bool OnEveryPath, bool IsDeclared);

/// <summary>The approved state of a body that its owner answers for.</summary>
/// <param name="ApprovedOn">yyyy-MM-dd.</param>
internal sealed record LockBody(string Member, string Fingerprint, string ApprovedBy, string ApprovedOn)
{
    public string Key => LockKey.Body(Member);
}

/// <summary>What lines and places of source are looked up by.</summary>
internal static class LockKey
{
    public static string Decision(string target, string intent) => "decision\n" + target + "\n" + intent;

    public static string Retry(string layer) => "retry\n" + layer;

    public static string Entry(string title) => "entry\n" + title;

    public static string Effect(string kind, string subject, string member) => "effect\n" + kind + "\n" + subject + "\n" + member;

    public static string Body(string member) => "body\n" + member;

    public static string Member(string name) => "member\n" + name;
}
