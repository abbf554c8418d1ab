namespace IntentContracts.Analysis.Facts;

/// <summary>Which facts they are: the same for every copy of an assembly.</summary>
/// <param name="HasSymbols">With its symbols beside or in it; without, the facts have no lines.</param>
internal sealed record FactsIdentity(string Name, Guid Mvid, bool HasSymbols)
{
    public string FileName => Name + "." + Mvid.ToString("N") + (HasSymbols ? "" : ".nosymbols") + ".facts";
}
