namespace IntentContracts.Generators.Model;

/// <summary>A C# expression that a user wrote inside an attribute's string.</summary>
/// <param name="Text">One line of tokens, parsed and found to be a single expression.</param>
/// <param name="Place">The string's content when <paramref name="IsExact"/>, else the whole attribute argument.</param>
/// <param name="IsExact">Each character of the text stands in the source as it is, so that columns can be mapped one to one.</param>
internal sealed record EmbeddedExpression(string Text, SourcePlace Place, bool IsExact);
