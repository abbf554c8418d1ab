using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using IntentContracts.Analysis.Metadata;

namespace IntentContracts.Analysis.Facts.Extraction;

/// <summary>Reads custom attributes as text; leaves out those that only the compiler and the debugger care about.</summary>
internal sealed class Attributes : ICustomAttributeTypeProvider<string>
{
    /// <summary>They are on nearly everything and say nothing about intent.</summary>
    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal)
    {
        "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute",
        "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.AsyncStateMachineAttribute",
        "System.Runtime.CompilerServices.IteratorStateMachineAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
        "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggerStepThroughAttribute",
        "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute",
    };

    private readonly MetadataReader _metadata;
    private readonly Members _members;
    private readonly Dictionary<string, PrimitiveTypeCode> _ownEnums = new(StringComparer.Ordinal);

    public Attributes(AssemblyImage image, Members members)
    {
        _metadata = image.Metadata;
        _members = members;
        foreach (var handle in _metadata.TypeDefinitions)
        {
            if (EnumCode(handle) is { } code)
            {
                _ownEnums[members.Types.Name(handle)] = code;
            }
        }
    }

    public IReadOnlyList<AttributeFact> Read(CustomAttributeHandleCollection handles)
    {
        if (handles.Count == 0)
        {
            return [];
        }

        var facts = new List<AttributeFact>();
        foreach (var handle in handles)
        {
            var attribute = _metadata.GetCustomAttribute(handle);
            var type = _members.Method(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(attribute.Constructor)).Reference.Type;
            if (!Noise.Contains(type))
            {
                facts.Add(Read(type, attribute));
            }
        }

        return facts;
    }

    string ISimpleTypeProvider<string>.GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    string ISimpleTypeProvider<string>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        _members.Types.Name(handle);

    string ISimpleTypeProvider<string>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        _members.Types.Name(handle);

    string ISZArrayTypeProvider<string>.GetSZArrayType(string elementType) => elementType + "[]";

    string ICustomAttributeTypeProvider<string>.GetSystemType() => "System.Type";

    bool ICustomAttributeTypeProvider<string>.IsSystemType(string type) => type == "System.Type";

    /// <summary>Reflection spells <c>Ns.Outer+Inner`1[[System.Int32, …]], Assembly, …</c>; facts spell definitions.</summary>
    string ICustomAttributeTypeProvider<string>.GetTypeFromSerializedName(string name)
    {
        var end = name.IndexOfAny([',', '[']);
        return (end < 0 ? name : name.Substring(0, end)).Replace('+', '.');
    }

    /// <summary>The enum's own assembly would say; without it int32, which nearly all are.</summary>
    PrimitiveTypeCode ICustomAttributeTypeProvider<string>.GetUnderlyingEnumType(string type) =>
        _ownEnums.TryGetValue(type, out var code) ? code : PrimitiveTypeCode.Int32;

    private AttributeFact Read(string type, CustomAttribute attribute)
    {
        CustomAttributeValue<string> value;
        try
        {
            value = attribute.DecodeValue(this);
        }
        catch (Exception e) when (Unreadable.IsDamage(e))
        {
            // An enum that is wider than assumed throws the rest of the blob out of step: the attribute is there, its values are not known.
            return new(type, [], []);
        }

        var arguments = new string?[value.FixedArguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Text(value.FixedArguments[i].Value);
        }

        var named = new KeyValuePair<string, string?>[value.NamedArguments.Length];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = new(value.NamedArguments[i].Name ?? "", Text(value.NamedArguments[i].Value));
        }

        return new(type, arguments, named);
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        ImmutableArray<CustomAttributeTypedArgument<string>> items => string.Join(",", items.Select(item => Text(item.Value))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private PrimitiveTypeCode? EnumCode(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        if (type.BaseType.Kind is not (HandleKind.TypeReference or HandleKind.TypeDefinition) || type.BaseType.IsNil
            || _members.Signatures.Type(type.BaseType).Name != "System.Enum")
        {
            return null;
        }

        foreach (var field in type.GetFields())
        {
            var definition = _metadata.GetFieldDefinition(field);
            if ((definition.Attributes & FieldAttributes.Static) == 0)
            {
                var signature = _metadata.GetBlobReader(definition.Signature);
                return signature.Length >= 2 && signature.ReadByte() == 6 && signature.ReadByte() is >= 2 and <= 13 and var code
                    ? (PrimitiveTypeCode)code
                    : null;
            }
        }

        return null;
    }
}
