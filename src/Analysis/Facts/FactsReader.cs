using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Analysis.Facts.Extraction;
using IntentContracts.Analysis.Metadata;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts;

/// <summary>Reads the facts of one assembly and its symbols. Nothing else is opened: what another assembly declares stays a name.</summary>
internal static class FactsReader
{
    /// <summary>Reads an assembly file; its portable PDB may be embedded or stand beside it.</summary>
    /// <exception cref="UnreadableAssemblyException">The file is no readable assembly.</exception>
    public static AssemblyFacts Read(string assemblyPath)
    {
        using var image = AssemblyImage.Open(assemblyPath);
        return Read(image, null, lookBeside: true);
    }

    /// <summary>Reads an assembly from memory.</summary>
    /// <param name="pdb">A portable PDB; null when it is embedded or there is none.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="UnreadableAssemblyException">The bytes are no readable assembly.</exception>
    public static AssemblyFacts Read(byte[] assembly, byte[]? pdb, string name)
    {
        using var image = AssemblyImage.FromBytes(assembly, name);
        return Read(image, pdb, lookBeside: false);
    }

    private static AssemblyFacts Read(AssemblyImage image, byte[]? pdb, bool lookBeside) => Unreadable.Guard(image.FileName, () =>
    {
        using var symbols = Symbols.Open(image, pdb, lookBeside);
        var members = new Members(image);
        var folding = new Folding(image, members);
        var attributes = new Attributes(image, members);
        var types = new TypeReader(image.Metadata, members, folding, attributes);
        var context = new BodyContext(image, members, folding, new HoistedFields(image, members, folding), symbols);
        var methods = new MethodReader(context, attributes, types);
        var metadata = image.Metadata;
        var own = attributes.Read(metadata.GetAssemblyDefinition().GetCustomAttributes());
        return new AssemblyFacts(
            image.Name,
            metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
            types.ReadAll(),
            methods.ReadAll(),
            own,
            symbols.Documents,
            ManifestOf(own),
            symbols.Exist);
    });

    private static Manifest ManifestOf(IReadOnlyList<AttributeFact> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Type == typeof(AssemblyMetadataAttribute).FullName && attribute.Argument(0) == Manifest.MetadataKey)
            {
                return ManifestFormat.Read(attribute.Argument(1) ?? "");
            }
        }

        return Manifest.Empty;
    }
}
