using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Reads what an attribute of a parameter names with its first argument. An assembly that names none of the attributes has none.</summary>
/// <param name="types">Full names of the attributes that are looked for.</param>
internal sealed class ParameterKeys(MetadataReader metadata, Attributes attributes, params string[] types)
{
    private readonly bool _exist = metadata.TypeReferences.Any(handle => types.Any(type => IsNamed(metadata, metadata.GetTypeReference(handle), type)));

    public IReadOnlyList<ParameterKey> Of(MethodDefinition method)
    {
        if (!_exist)
        {
            return [];
        }

        var keys = new List<ParameterKey>();
        foreach (var handle in method.GetParameters())
        {
            var parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber > 0 && attributes.Read(parameter.GetCustomAttributes()).FirstOrDefault(a => types.Contains(a.Type))?.Argument(0) is { } key)
            {
                keys.Add(new(parameter.SequenceNumber - 1, key));
            }
        }

        return keys;
    }

    private static bool IsNamed(MetadataReader metadata, TypeReference reference, string type)
    {
        var dot = type.LastIndexOf('.');
        return metadata.StringComparer.Equals(reference.Name, type.Substring(dot + 1)) && metadata.StringComparer.Equals(reference.Namespace, type.Substring(0, dot));
    }
}
