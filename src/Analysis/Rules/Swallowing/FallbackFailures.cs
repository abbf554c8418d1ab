namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>Which failures a fallback of Polly takes, as far as the code shows it.</summary>
internal enum FallbackFailures
{
    /// <summary>Whatever fails, or what is known by its type.</summary>
    Any,

    /// <summary>The code does not show which.</summary>
    Unclear,

    /// <summary>None, or those that are an answer: <c>Handle&lt;HttpRequestException&gt;(e => e.StatusCode == NotFound)</c>, <c>HandleResult(…)</c>.</summary>
    Picked,
}
