using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>The fields of a type; what the compiler keeps behind a property takes the property's attributes along.</summary>
internal sealed class FieldReader(MetadataReader metadata, Members members, Attributes attributes)
{
    private const byte RequiredModifier = 0x1F;

    public IReadOnlyList<FieldFact> Of(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var handles = type.GetFields();
        if (handles.Count == 0)
        {
            return [];
        }

        Dictionary<string, List<AttributeFact>>? ofProperties = null;
        var fields = new List<FieldFact>(handles.Count);
        foreach (var fieldHandle in handles)
        {
            var definition = metadata.GetFieldDefinition(fieldHandle);
            var field = members.Field(MetadataTokens.GetToken(fieldHandle));
            var isBacking = field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal);
            if (!isBacking && field.Name.StartsWith("<", StringComparison.Ordinal))
            {
                continue;
            }

            var own = attributes.Read(definition.GetCustomAttributes());
            var perThread = own.Any(a => a.Type == typeof(ThreadStaticAttribute).FullName);
            var ours = own.Where(IsOurs).ToList();
            if (isBacking)
            {
                ofProperties ??= PropertyAttributes(type);
                ours.AddRange(ofProperties.TryGetValue(field.Name.Substring(1, field.Name.IndexOf('>') - 1), out var more) ? more : []);
            }

            fields.Add(new(field.Id, field.Name, field.FieldType, Traits(definition, isBacking, perThread), ours));
        }

        return fields;
    }

    private FieldTraits Traits(FieldDefinition field, bool isBacking, bool perThread)
    {
        var traits = FieldTraits.None;
        traits |= (field.Attributes & FieldAttributes.Static) != 0 ? FieldTraits.Static : 0;
        traits |= (field.Attributes & FieldAttributes.InitOnly) != 0 ? FieldTraits.ReadOnly : 0;
        traits |= (field.Attributes & FieldAttributes.Literal) != 0 ? FieldTraits.Constant : 0;
        traits |= (field.Attributes & FieldAttributes.FieldAccessMask) != FieldAttributes.Private ? FieldTraits.Visible : 0;
        traits |= isBacking ? FieldTraits.Backing : 0;
        traits |= perThread ? FieldTraits.PerThread : 0;
        return traits | (IsVolatile(field) ? FieldTraits.Volatile : 0);
    }

    /// <summary>The only required modifier that C# puts on fields is IsVolatile.</summary>
    private bool IsVolatile(FieldDefinition field)
    {
        var reader = metadata.GetBlobReader(field.Signature);
        return reader.Length > 1 && reader.ReadByte() == 0x06 && reader.ReadByte() == RequiredModifier;
    }

    private Dictionary<string, List<AttributeFact>> PropertyAttributes(TypeDefinition type)
    {
        var found = new Dictionary<string, List<AttributeFact>>(StringComparer.Ordinal);
        foreach (var handle in type.GetProperties())
        {
            var property = metadata.GetPropertyDefinition(handle);
            var ours = attributes.Read(property.GetCustomAttributes()).Where(IsOurs).ToList();
            if (ours.Count > 0)
            {
                found[metadata.GetString(property.Name)] = ours;
            }
        }

        return found;
    }

    private static bool IsOurs(AttributeFact attribute) => attribute.Type.StartsWith(IntentNames.Namespace + ".", StringComparison.Ordinal);
}
