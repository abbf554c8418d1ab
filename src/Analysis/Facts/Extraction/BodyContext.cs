using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>What the reader of a body needs to know about its assembly.</summary>
internal sealed record BodyContext(AssemblyImage Image, Members Members, Folding Folding, HoistedFields Hoisted, Symbols Symbols);
