namespace IntentContracts.Generators.Model;

/// <summary>A declaration that asks for a guard in a file-local type, to which no generated file can add.</summary>
/// <param name="Member">As messages name it.</param>
/// <param name="Start">Of the span that <paramref name="Place"/> stands for.</param>
/// <param name="Length">Of that span.</param>
internal sealed record UnreachableMember(string Member, string Type, SourcePlace Place, int Start, int Length);
