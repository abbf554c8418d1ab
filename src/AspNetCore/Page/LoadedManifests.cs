using System.Reflection;
using IntentContracts.Shared;

namespace IntentContracts.AspNetCore;

/// <summary>The manifests that the generator has embedded in the assemblies that are loaded now, in an order that does not depend on how they were loaded.</summary>
internal static class LoadedManifests
{
    public static IReadOnlyList<AssemblyManifest> Read() =>
    [
        .. AppDomain.CurrentDomain.GetAssemblies()
            .Select(TryRead)
            .OfType<AssemblyManifest>()
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal)
            .ThenBy(assembly => assembly.Version, StringComparer.Ordinal),
    ];

    private static AssemblyManifest? TryRead(Assembly assembly)
    {
        try
        {
            var text = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == Manifest.MetadataKey)?.Value;
            var name = assembly.GetName();
            return string.IsNullOrEmpty(text) ? null : new(name.Name ?? "", name.Version?.ToString() ?? "", ManifestFormat.Read(text));
        }
        catch (Exception unreadable) when (unreadable is IOException or BadImageFormatException or TypeLoadException or NotSupportedException)
        {
            // An attribute of an assembly that misses a reference says nothing of ours.
            return null;
        }
    }
}
