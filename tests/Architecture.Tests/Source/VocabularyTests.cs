using System.Reflection;
using IntentContracts.Architecture.Tests.Reading;
using IntentContracts.Shared;

namespace IntentContracts.Architecture.Tests.Source;

public sealed class VocabularyTests
{
    [Fact]
    public void EveryAttributeIsKnownByName_AndEveryNameIsAnAttribute()
    {
        var attributes = Compiled.Written(Compiled.Attributes).Where(t => t.BaseType?.FullName == "System.Attribute").Select(t => t.FullName).Order(StringComparer.Ordinal);
        var names = typeof(IntentNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!)
            .Where(value => value.EndsWith("Attribute", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(attributes, names);
    }

    /// <summary>The build task reads attributes from IL, and Conditional ones are not there.</summary>
    [Fact]
    public void NoAttributeIsConditional() =>
        Violations.None(
            from type in Compiled.Written(Compiled.Attributes)
            where type.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Diagnostics.ConditionalAttribute")
            select type.FullName);

    [Fact]
    public void EveryAttributeIsSealedAndSaysWhereItMayStand() =>
        Violations.None(
            from type in Compiled.Written(Compiled.Attributes)
            where type.BaseType?.FullName == "System.Attribute"
            where !type.IsSealed || type.CustomAttributes.All(a => a.AttributeType.Name != nameof(AttributeUsageAttribute))
            select type.FullName);

    /// <summary>An attribute exists from the day it is checked: the build, or the generator, asks for each by its name.</summary>
    [Fact]
    public void EveryAttributeIsAskedFor()
    {
        var asked = new[] { Compiled.Analysis, Compiled.Generators }
            .SelectMany(Compiled.Written)
            .Where(t => t.Namespace != "IntentContracts.Shared")
            .SelectMany(Uses.Texts)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Superset(Compiled.Written(Compiled.Attributes).Where(t => t.BaseType?.FullName == "System.Attribute").Select(t => t.FullName).ToHashSet(StringComparer.Ordinal), asked);
    }
}
