using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Facts.Extraction.Fingerprints;

/// <summary>Which bodies need a fingerprint: those of members with a decision that is not delegated, and their cores. Nobody else pays for one.</summary>
internal sealed class AnsweredBodies
{
    private readonly MetadataReader _metadata;
    private readonly HashSet<(TypeDefinitionHandle, string)> _declared = [];
    private readonly HashSet<MethodDefinitionHandle> _methods = [];

    public AnsweredBodies(MetadataReader metadata, Members members)
    {
        _metadata = metadata;
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind is not (HandleKind.MethodDefinition or HandleKind.PropertyDefinition) || attribute.Constructor.Kind is not (HandleKind.MemberReference or HandleKind.MethodDefinition))
            {
                continue;
            }

            var type = members.Method(MetadataTokens.GetToken(attribute.Constructor)).Reference.Type;
            if (!type.StartsWith(IntentNames.Namespace + ".", StringComparison.Ordinal) || !IntentNames.NeverDelegated.Any(n => n.Key == type))
            {
                continue;
            }

            if (attribute.Parent.Kind == HandleKind.MethodDefinition)
            {
                Add((MethodDefinitionHandle)attribute.Parent);
                continue;
            }

            var accessors = metadata.GetPropertyDefinition((PropertyDefinitionHandle)attribute.Parent).GetAccessors();
            Add(accessors.Getter);
            Add(accessors.Setter);
        }
    }

    public bool Includes(MethodDefinitionHandle method)
    {
        if (_methods.Count == 0)
        {
            return false;
        }

        if (_methods.Contains(method))
        {
            return true;
        }

        var definition = _metadata.GetMethodDefinition(method);
        var name = _metadata.GetString(definition.Name);
        return name.EndsWith(IntentNames.CoreSuffix, StringComparison.Ordinal)
            && _declared.Contains((definition.GetDeclaringType(), name.Substring(0, name.Length - IntentNames.CoreSuffix.Length)));
    }

    private void Add(MethodDefinitionHandle method)
    {
        if (!method.IsNil && _methods.Add(method))
        {
            var definition = _metadata.GetMethodDefinition(method);
            _declared.Add((definition.GetDeclaringType(), _metadata.GetString(definition.Name)));
        }
    }
}
