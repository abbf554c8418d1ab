using System.Reflection.Metadata;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>
/// Attributes of our vocabulary that speak of a method and stand beside it: on its parameters, and for an accessor on its property or event. Most
/// assemblies have none, and then nothing is looked for.
/// </summary>
internal sealed class RelatedAttributes
{
    private static readonly IReadOnlyList<AttributeFact> None = [];
    private readonly MetadataReader _metadata;
    private readonly Attributes _attributes;
    private readonly bool _areThere;
    private readonly Dictionary<MethodDefinitionHandle, List<AttributeFact>> _ofAccessors = [];

    public RelatedAttributes(MetadataReader metadata, Attributes attributes)
    {
        _metadata = metadata;
        _attributes = attributes;
        _areThere = metadata.TypeReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetTypeReference(handle).Namespace, IntentNames.Namespace));
        if (!_areThere)
        {
            return;
        }

        foreach (var handle in metadata.PropertyDefinitions)
        {
            var property = metadata.GetPropertyDefinition(handle);
            var accessors = property.GetAccessors();
            Add(property.GetCustomAttributes(), accessors.Getter, accessors.Setter);
        }

        foreach (var handle in metadata.EventDefinitions)
        {
            var @event = metadata.GetEventDefinition(handle);
            var accessors = @event.GetAccessors();
            Add(@event.GetCustomAttributes(), accessors.Adder, accessors.Remover);
        }
    }

    public IReadOnlyList<AttributeFact> Of(MethodDefinitionHandle method)
    {
        if (!_areThere)
        {
            return None;
        }

        var related = _ofAccessors.TryGetValue(method, out var known) ? new List<AttributeFact>(known) : [];
        foreach (var handle in _metadata.GetMethodDefinition(method).GetParameters())
        {
            related.AddRange(Ours(_metadata.GetParameter(handle).GetCustomAttributes()));
        }

        return related.Count == 0 ? None : related;
    }

    private void Add(CustomAttributeHandleCollection handles, params MethodDefinitionHandle[] accessors)
    {
        var ours = Ours(handles).ToList();
        if (ours.Count > 0)
        {
            foreach (var accessor in accessors.Where(a => !a.IsNil))
            {
                _ofAccessors[accessor] = ours;
            }
        }
    }

    private IEnumerable<AttributeFact> Ours(CustomAttributeHandleCollection handles) =>
        _attributes.Read(handles).Where(a => a.Type.StartsWith(IntentNames.Namespace + ".", StringComparison.Ordinal));
}
