using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>Where the hand goes to fix it.</summary>
internal abstract record Location;

/// <summary>A call in a body; site -1 means the method itself.</summary>
internal sealed record SiteLocation(MethodNode Node, int Site) : Location;

/// <summary>A place in a body that is no call: a catch, a throw.</summary>
internal sealed record SpanLocation(MethodNode Node, SourceSpan Span) : Location;

/// <summary>An attribute as written: which of its kind, on what.</summary>
/// <param name="Fallback">Where to point when the manifest does not say.</param>
internal sealed record AttributeLocation(AssemblyFacts Assembly, string Target, string Attribute, int Ordinal, MethodNode? Fallback) : Location;

/// <summary>A place that the manifest names.</summary>
/// <param name="Fallback">Where to point when it does not.</param>
internal sealed record ManifestLocation(AssemblyFacts Assembly, ManifestSpan Span, MethodNode Fallback) : Location;

/// <summary>A line of a file that is not source, such as a catalogue.</summary>
internal sealed record FileLocation(string File, int Line) : Location;

/// <summary>The project as a whole.</summary>
internal sealed record ProjectLocation : Location
{
    public static ProjectLocation Instance { get; } = new();
}
