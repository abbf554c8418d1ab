using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Blocking;

/// <summary>
/// Readers of XML that are made to be read asynchronously: <c>XmlReader.Create(stream, new XmlReaderSettings { Async = true })</c>, also by settings that a field keeps. Any other one throws when it is asked to.
/// </summary>
internal sealed class XmlReaders(GivenValues given)
{
    public bool ReadAsynchronously(MethodNode node, ValueFact reader) =>
        Values.Source(node.Method, Written(node.Method, reader)) is { Target: { Type: "System.Xml.XmlReader", Name: "Create" } } made
        && Enumerable.Range(1, Math.Max(0, made.Target.ParameterCount - 1)).Any(p => AreAsynchronous(node, Values.Argument(made, p)));

    private bool AreAsynchronous(MethodNode node, ValueFact settings)
    {
        if (settings.Kind == ValueKind.Field)
        {
            return node.Method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == settings.Text) is { } read
                && given.Stores(read.Target.Assembly, settings.Text).ToList() is { Count: > 0 } stores
                && stores.TrueForAll(s => s.Value.Kind != ValueKind.Field && AreAsynchronous(s.Node, s.Value));
        }

        var kept = Written(node.Method, settings);
        return kept.Kind == ValueKind.New && node.Method.Sites.Any(s => s.Target is { Type: "System.Xml.XmlReaderSettings", Name: "set_Async" } && s.Receiver == kept && Values.Argument(s, 0) is { Kind: ValueKind.Number, Text: "1" });
    }

    /// <summary>What a local is given, where that is done once.</summary>
    private static ValueFact Written(MethodFact method, ValueFact value) =>
        value.Kind == ValueKind.Local && method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Slot == value.Text).ToList() is { Count: 1 } written ? written[0].Value : value;
}
