using IntentContracts.Analysis.Graph;

namespace IntentContracts.Cli.Trees;

internal enum HappeningKind
{
    /// <summary>A method of the program is called.</summary>
    Call,

    /// <summary>Something outside is changed or read.</summary>
    Effect,

    /// <summary>A transaction is begun, committed or rolled back by hand.</summary>
    Transaction,

    /// <summary>A call whose target the code does not show.</summary>
    Unresolved,
}

/// <summary>One thing that a request does.</summary>
/// <param name="Text">What is called, or what the effect is called.</param>
/// <param name="Node">Of a call: what is called. Otherwise: where it stands.</param>
/// <param name="Site">Index of the site in <paramref name="From"/>; -1 for the first method.</param>
/// <param name="From">The body that it happens in.</param>
/// <param name="How">In what way: in a loop, retried, possibly.</param>
/// <param name="Inner">Of a call: what happens in it, in order.</param>
/// <param name="Again">What happens in it stands above already.</param>
/// <param name="Number">Of an effect: its place in the order of all effects, from 1.</param>
internal sealed record Happening(
    HappeningKind Kind,
    string Text,
    MethodNode Node,
    MethodNode From,
    int Site,
    IReadOnlyList<string> How,
    IReadOnlyList<Happening> Inner,
    bool Again = false,
    int Number = 0,
    EffectSite? Effect = null);
