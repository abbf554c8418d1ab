using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace IntentContracts.Analysis.Metadata;

internal enum StateMachineKind
{
    Async,
    Iterator,
    AsyncIterator,
}

/// <summary>The method a user wrote and the MoveNext that holds its body.</summary>
internal readonly record struct StateMachine(StateMachineKind Kind, MethodDefinitionHandle Method, MethodDefinitionHandle MoveNext);

/// <summary>Finds the state machines of an assembly through the attributes that compilers put on the methods.</summary>
internal static class StateMachines
{
    /// <summary>In the order of the attribute table.</summary>
    public static List<StateMachine> Read(MetadataReader metadata)
    {
        var found = new List<StateMachine>();
        var constructors = new Dictionary<EntityHandle, StateMachineKind?>();
        Dictionary<string, TypeDefinitionHandle>? types = null;
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind != HandleKind.MethodDefinition)
            {
                continue;
            }

            if (!constructors.TryGetValue(attribute.Constructor, out var kind))
            {
                constructors.Add(attribute.Constructor, kind = KindOf(metadata, attribute.Constructor));
            }

            if (kind is null || TypeArgument(metadata, attribute) is not { } name)
            {
                continue;
            }

            types ??= NestedTypes(metadata);
            if (types.TryGetValue(name, out var type) && MoveNext(metadata, type) is { } moveNext)
            {
                found.Add(new(kind.Value, (MethodDefinitionHandle)attribute.Parent, moveNext));
            }
        }

        return found;
    }

    private static StateMachineKind? KindOf(MetadataReader metadata, EntityHandle constructor)
    {
        EntityHandle parent;
        switch (constructor.Kind)
        {
            case HandleKind.MemberReference:
                parent = metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
                break;
            case HandleKind.MethodDefinition:
                parent = metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
                break;
            default:
                return null;
        }

        StringHandle space, name;
        if (parent.Kind == HandleKind.TypeReference)
        {
            var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
            (space, name) = (type.Namespace, type.Name);
        }
        else if (parent.Kind == HandleKind.TypeDefinition)
        {
            var type = metadata.GetTypeDefinition((TypeDefinitionHandle)parent);
            (space, name) = (type.Namespace, type.Name);
        }
        else
        {
            return null;
        }

        var text = metadata.StringComparer;
        return !text.Equals(space, "System.Runtime.CompilerServices") ? null
            : text.Equals(name, "AsyncStateMachineAttribute") ? StateMachineKind.Async
            : text.Equals(name, "IteratorStateMachineAttribute") ? StateMachineKind.Iterator
            : text.Equals(name, "AsyncIteratorStateMachineAttribute") ? StateMachineKind.AsyncIterator
            : null;
    }

    /// <summary>The attribute's only argument: a reflection name, with the assembly only when it is another one.</summary>
    private static string? TypeArgument(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        if (value.Length < 3 || value.ReadUInt16() != 1 || value.ReadSerializedString() is not { } name)
        {
            return null;
        }

        var comma = name.IndexOf(", ", StringComparison.Ordinal);
        return comma < 0 ? name : name.Substring(0, comma);
    }

    private static Dictionary<string, TypeDefinitionHandle> NestedTypes(MetadataReader metadata)
    {
        var types = new Dictionary<string, TypeDefinitionHandle>(StringComparer.Ordinal);
        var names = new Dictionary<TypeDefinitionHandle, string>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (!type.GetDeclaringType().IsNil && metadata.GetString(type.Name).IndexOf('<') >= 0)
            {
                types[ReflectionName(metadata, handle, names, 0)] = handle;
            }
        }

        return types;
    }

    private static string ReflectionName(MetadataReader metadata, TypeDefinitionHandle handle, Dictionary<TypeDefinitionHandle, string> names, int depth)
    {
        if (names.TryGetValue(handle, out var known))
        {
            return known;
        }

        var type = metadata.GetTypeDefinition(handle);
        var name = Escape(metadata.GetString(type.Name));
        var declaring = type.GetDeclaringType();
        if (!declaring.IsNil)
        {
            name = depth < 64
                ? ReflectionName(metadata, declaring, names, depth + 1) + "+" + name
                : throw new BadImageFormatException("a type is nested in itself");
        }
        else if (!type.Namespace.IsNil)
        {
            name = Escape(metadata.GetString(type.Namespace)) + "." + name;
        }

        names.Add(handle, name);
        return name;
    }

    /// <summary>Explicit implementations put commas into names (<c>&lt;System.Collections.Generic.IEnumerable&lt;A,B&gt;.M&gt;d__1</c>): serialised with a backslash.</summary>
    private static string Escape(string name)
    {
        if (name.IndexOfAny(['\\', ',', '+', '&', '*', '[', ']']) < 0)
        {
            return name;
        }

        var escaped = new System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (c is '\\' or ',' or '+' or '&' or '*' or '[' or ']')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static MethodDefinitionHandle? MoveNext(MetadataReader metadata, TypeDefinitionHandle type)
    {
        foreach (var handle in metadata.GetTypeDefinition(type).GetMethods())
        {
            if (metadata.StringComparer.Equals(metadata.GetMethodDefinition(handle).Name, "MoveNext"))
            {
                return handle;
            }
        }

        return null;
    }
}
