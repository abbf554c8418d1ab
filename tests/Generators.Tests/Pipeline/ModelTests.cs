using System.Reflection;
using IntentContracts.Generators;
using IntentContracts.Generators.Model;

namespace IntentContracts.Tests.Generators.Pipeline;

/// <summary>What flows between steps: values only. One symbol in a model keeps a whole compilation alive and defeats every cache.</summary>
public sealed class ModelTests
{
    private static readonly Type[] Models =
        [.. typeof(IntentGenerator).Assembly.GetTypes().Where(t => t.Namespace == typeof(GuardedPart).Namespace && !t.IsEnum && !(t.IsAbstract && t.IsSealed) && !t.IsNested)];

    [Fact]
    public void Models_hold_values_only()
    {
        Assert.Contains(typeof(GuardedPart), Models);
        foreach (var model in Models.Where(m => !m.IsGenericTypeDefinition))
        {
            Assert.True(model.IsSealed, model.Name);
            foreach (var field in model.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            {
                Assert.True(IsValue(field.FieldType), $"{model.Name}.{field.Name} is a {field.FieldType}");
            }
        }
    }

    [Fact]
    public void Models_are_equal_by_their_values()
    {
        foreach (var model in Models.Where(m => !m.IsGenericTypeDefinition))
        {
            Assert.True(typeof(IEquatable<>).MakeGenericType(model).IsAssignableFrom(model), model.Name);
        }
    }

    private static bool IsValue(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition)
        {
            return (definition == typeof(EquatableArray<>) || definition == typeof(Nullable<>)) && IsValue(type.GetGenericArguments()[0]);
        }

        return type.IsPrimitive || type.IsEnum || type == typeof(string) || Models.Contains(type);
    }
}
