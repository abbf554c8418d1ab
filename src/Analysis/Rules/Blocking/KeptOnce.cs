using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>What is read once in the life of the process and kept in a static field: <c>_sql ??= File.ReadAllText("queries.sql")</c>. One caller waits, all others find it there.</summary>
internal static class KeptOnce
{
    /// <summary>Whether a call runs only while a static field holds nothing, and fills that field.</summary>
    public static bool Is(ControlFlow flow, int site)
    {
        var method = flow.Method;
        return method.Body.HasTests
            && flow.Known(method.Body.BlockOfSite[site]).Any(known => !known.IsTrue && known.Tested.Kind == ValueKind.Field && method.Sites.Skip(site + 1).Any(s => Fills(s, known.Tested)));
    }

    private static bool Fills(SiteFact write, ValueFact field) =>
        write.Kind == SiteKind.FieldWrite && !write.Target.HasReceiver && write.Target.Id == field.Text && Values.Argument(write, 0).Kind != ValueKind.Null;
}
