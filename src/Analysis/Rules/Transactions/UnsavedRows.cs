using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>
/// <c>if (IsPreset(options)) await store.CreateAsync(options); options.UsedOn = now; await store.UpdateAsync(options);</c>: a row that is only thought of is made when it is first changed. Mostly it is there, and without the change it
/// says what was said before.
/// </summary>
internal static class UnsavedRows
{
    /// <summary>Whether the first of two commits makes a row behind a test of that row, and the second, which runs in any case, updates the very same.</summary>
    public static bool AreMade(ControlFlow flow, int first, int second)
    {
        var method = flow.Method;
        var (create, update) = (method.Sites[first], method.Sites[second]);
        var row = Values.Argument(create, 0);
        return row.Kind is ValueKind.Result or ValueKind.Parameter or ValueKind.Local or ValueKind.Captured
            && row == Values.Argument(update, 0)
            && create.Receiver == update.Receiver
            && create.Target.Type == update.Target.Type
            && Begins(create, "Create", "Insert", "Add")
            && Begins(update, "Update")
            && flow.Known(method.Body.BlockOfSite[first]) is var known
            && flow.Known(method.Body.BlockOfSite[second]) is var then
            && known.Any(k => !then.Contains(k) && IsOf(method, k.Tested, row));
    }

    private static bool Begins(SiteFact call, params string[] names) => Array.Exists(names, n => call.Target.Name.StartsWith(n, StringComparison.Ordinal));

    /// <summary>A question that is asked of the row, or about it.</summary>
    private static bool IsOf(MethodFact method, ValueFact tested, ValueFact row) =>
        Values.Source(method, tested) is { Kind: SiteKind.Call or SiteKind.VirtualCall } asked && (asked.Receiver == row || asked.Arguments.Contains(row));
}
