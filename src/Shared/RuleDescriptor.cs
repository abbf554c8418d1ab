namespace IntentContracts.Shared;

/// <summary>How loud a finding is. The order is the loudness.</summary>
internal enum RuleSeverity
{
    /// <summary>Not reported.</summary>
    None,

    /// <summary>Kept in the documents and in SARIF; the build says nothing.</summary>
    Note,

    /// <summary>The build says it and goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}

/// <summary>Who finds it: the analyzer in the compiler, or the build task that reads the compiled assembly.</summary>
internal enum RuleStage
{
    Compiler,
    Build,
}

/// <summary>One rule: its id is never reused, its title is a law.</summary>
internal sealed record RuleDescriptor(string Id, string Title, string Area, RuleSeverity DefaultSeverity, RuleStage Stage)
{
    /// <summary>Where the rule's page is: what it means, an incident it would have stopped, how to fix, how to except.</summary>
    public string HelpLink => "https://github.com/IntentContracts/IntentContracts/blob/main/docs/rules/" + Id + ".md";
}
