namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary>Two sites of one body that commit one after the other; the same site twice when it commits item by item.</summary>
internal sealed record CommitPair(int First, int Second, bool Certain);
