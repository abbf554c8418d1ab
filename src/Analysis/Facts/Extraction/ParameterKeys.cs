using System.Reflection.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Reads the keys by which parameters ask a container. An assembly that does not name the attribute has none.</summary>
internal sealed class ParameterKeys(MetadataReader metadata, Attributes attributes)
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";
    private const string Name = "FromKeyedServicesAttribute";

    private readonly bool _exist = metadata.TypeReferences.Any(handle =>
        metadata.StringComparer.Equals(metadata.GetTypeReference(handle).Name, Name) && metadata.StringComparer.Equals(metadata.GetTypeReference(handle).Namespace, Namespace));

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
            if (parameter.SequenceNumber > 0
                && attributes.Read(parameter.GetCustomAttributes()).FirstOrDefault(a => a.Type == Namespace + "." + Name)?.Argument(0) is { } key)
            {
                keys.Add(new(parameter.SequenceNumber - 1, key));
            }
        }

        return keys;
    }
}
