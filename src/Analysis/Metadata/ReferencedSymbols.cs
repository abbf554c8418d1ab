using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IntentContracts.Analysis.Metadata;

/// <summary>Which types and members the referenced assemblies declare, by name: asked only when the user brings a catalogue.</summary>
internal sealed class ReferencedSymbols
{
    private readonly Dictionary<string, HashSet<string>> _membersByType = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);

    public ReferencedSymbols(IEnumerable<string> assemblies)
    {
        foreach (var path in assemblies)
        {
            Add(path);
        }
    }

    public bool HasNamespace(string name) => _namespaces.Contains(name);

    public bool HasType(string name) => _membersByType.ContainsKey(name);

    /// <summary>Names of the methods that the type itself declares; null when no reference declares the type.</summary>
    public IReadOnlyCollection<string>? Members(string type) => _membersByType.TryGetValue(type, out var members) ? members : null;

    private void Add(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (image.HasMetadata)
            {
                Add(image.GetMetadataReader());
            }
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // The compiler has already said what is wrong with its reference; here it only means that no symbol is found in it.
            _namespaces.Add("");
        }
    }

    private void Add(MetadataReader reader)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = FullName(reader, type);
            if (!_membersByType.TryGetValue(name, out var members))
            {
                _membersByType.Add(name, members = new(StringComparer.Ordinal));
            }

            foreach (var method in type.GetMethods())
            {
                members.Add(reader.GetString(reader.GetMethodDefinition(method).Name));
            }

            if (!type.Namespace.IsNil)
            {
                _namespaces.Add(reader.GetString(type.Namespace));
            }
        }
    }

    private static string FullName(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        var enclosing = type.GetDeclaringType();
        return !enclosing.IsNil ? FullName(reader, reader.GetTypeDefinition(enclosing)) + "." + name
            : type.Namespace.IsNil ? name
            : reader.GetString(type.Namespace) + "." + name;
    }
}
