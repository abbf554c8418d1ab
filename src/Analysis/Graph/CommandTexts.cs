using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// The text of the very command that is run: <c>using var command = source.CreateCommand($"INSERT INTO {table} …"); command.ExecuteScalar();</c>. Where several commands are made in a body, each runs its own. Of a text that is put together, the parts that the code
/// writes down say what it does.
/// </summary>
internal static class CommandTexts
{
    private const string Handler = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    /// <summary>The text, with a blank for what is filled in; null where the code does not show how the statement begins.</summary>
    public static string? Of(MethodFact method, SiteFact call)
    {
        if (!call.Target.HasReceiver || call.Receiver.Kind is not (ValueKind.New or ValueKind.Result) || Values.Source(method, call.Receiver) is not { } made)
        {
            return null;
        }

        var told = method.Sites.Where(s => s.Target.Name == "set_CommandText" && s.Receiver == call.Receiver).ToList();
        return told.Count > 1 ? null
            : told.Count == 1 ? Written(method, Values.Argument(told[0], 0))
            : made.Arguments.Select(a => Written(method, a)).FirstOrDefault(t => t is not null);
    }

    private static string? Written(MethodFact method, ValueFact value)
    {
        if (value.Kind == ValueKind.Text)
        {
            return value.Text;
        }

        List<ValueFact> parts = Values.Source(method, value) switch
        {
            { Target: { Type: "System.String", Name: "Concat" } } joined => [.. joined.Arguments.SelectMany(a => a.Kind == ValueKind.Many ? a.Elements : [a])],
            { Target: { Type: "System.String", Name: "Format" } } filled => [Values.Argument(filled, 0)],
            { Target: { Type: Handler, Name: "ToStringAndClear" } } ended => Literals(method, ended),
            _ => [],
        };
        return parts.Count > 0 && parts[0] is { Kind: ValueKind.Text, Text: var begins } && SqlText.Begins(begins) ? string.Join(" ", parts.Select(p => p.Kind == ValueKind.Text ? p.Text : "")) : null;
    }

    /// <summary>What is written down of one interpolated text: since its handler was made, for one text after the other is put together in the same local.</summary>
    private static List<ValueFact> Literals(MethodFact method, SiteFact ended)
    {
        var literals = new List<ValueFact>();
        foreach (var site in method.Sites)
        {
            if (site == ended)
            {
                return literals;
            }

            if (site.Target.Type == Handler && site.Target.Name == ".ctor")
            {
                literals.Clear();
            }
            else if (site.Target is { Type: Handler, Name: "AppendLiteral" } && site.Receiver == ended.Receiver)
            {
                literals.Add(Values.Argument(site, 0));
            }
        }

        return [];
    }
}
