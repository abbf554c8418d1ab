namespace IntentContracts.Analysis.Facts;

/// <summary>An attribute as metadata holds it. Values are text: strings as they are, types by full name, numbers and enums as invariant numbers, null as null.</summary>
/// <param name="Type">Full name of the attribute class.</param>
internal sealed record AttributeFact(string Type, IReadOnlyList<string?> Arguments, IReadOnlyList<KeyValuePair<string, string?>> Named)
{
    public string? Argument(int index) => index < Arguments.Count ? Arguments[index] : null;

    public string? Get(string name)
    {
        foreach (var pair in Named)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
