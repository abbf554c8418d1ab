using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IntentContracts.Runtime;

/// <summary>Looks at a type of result for what JSON would silently lose, so that it is found on the first call and not on the first duplicate.</summary>
internal static class ResultShape
{
    /// <summary>Why a value of the type would come back different; <see langword="null"/> when nothing speaks against it.</summary>
    public static string? Obstacle(Type type) => Obstacle(type, type.Name, []);

    /// <summary>Whether a value of a derived type would come back as one of this type.</summary>
    public static bool LosesSubtypes(Type type) =>
        ClaimJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null } && Nullable.GetUnderlyingType(type) is null;

    private static string? Obstacle(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return null;
        }

        if (type == typeof(object) || type.IsSubclassOf(typeof(Delegate)) || type.IsAssignableTo(typeof(MemberInfo)) || type.IsPointer)
        {
            return $"{path} is {type}, of which JSON keeps nothing usable";
        }

        JsonTypeInfo info;
        try
        {
            info = ClaimJson.Options.GetTypeInfo(type);
        }
        catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return $"{path}: {failure.Message}";
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => OfCollection(info, path, seen),
            JsonTypeInfoKind.Object => OfObject(info, path, seen),
            _ => null,
        };
    }

    private static string? OfCollection(JsonTypeInfo info, string path, HashSet<Type> seen)
    {
        try
        {
            JsonSerializer.Deserialize(info.Kind == JsonTypeInfoKind.Dictionary ? "{}" : "[]", info);
        }
        catch (NotSupportedException)
        {
            return $"{path} is a {info.Type}, which cannot be read back";
        }

        return info.ElementType is { } element ? Obstacle(element, path + "[]", seen) : null;
    }

    private static string? OfObject(JsonTypeInfo info, string path, HashSet<Type> seen)
    {
        if (info.PolymorphismOptions is null && info.CreateObject is null && info.ConstructorAttributeProvider is null)
        {
            return $"{path} is a {info.Type}, which cannot be created from JSON: return a record or class with a public constructor";
        }

        foreach (var member in info.Properties)
        {
            if (member.Get is null)
            {
                continue;
            }

            var memberPath = $"{path}.{member.Name}";
            var obstacle = IsLost(member)
                ? $"{memberPath} has no public setter and no constructor parameter that restores it"
                : Obstacle(member.PropertyType, memberPath, seen);
            if (obstacle is not null)
            {
                return obstacle;
            }
        }

        return null;
    }

    // A computed property comes back by itself; one with storage of its own does not.
    private static bool IsLost(JsonPropertyInfo member) =>
        member is { Set: null, AssociatedParameter: null, ObjectCreationHandling: not JsonObjectCreationHandling.Populate }
        && member.AttributeProvider is PropertyInfo { DeclaringType: { } declaring } property
        && declaring.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
