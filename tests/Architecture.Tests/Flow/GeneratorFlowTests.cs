using IntentContracts.Architecture.Tests.Reading;
using Mono.Cecil;

namespace IntentContracts.Architecture.Tests.Flow;

public sealed class GeneratorFlowTests
{
    private const string Root = "IntentContracts.Generators";

    /// <summary>A symbol, node or location kept in a model keeps its whole compilation alive and makes every edit look new.</summary>
    [Fact]
    public void Models_HoldNothingOfTheCompiler()
    {
        var models = Compiled.Written(Compiled.Generators).Where(t => t.Namespace == Root + ".Model").SelectMany(Compiled.WithNested).ToList();

        Assert.NotEmpty(models);
        Violations.None(
            from model in models
            from field in model.Fields
            from type in Mentioned(field.FieldType)
            where type.Namespace.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            select model.FullName + "." + field.Name + " holds " + type.FullName);
    }

    /// <summary>What is emitted comes from the model alone.</summary>
    [Fact]
    public void Guards_KnowNoSymbols() =>
        Violations.None(
            from type in Compiled.Written(Compiled.Generators)
            where type.Namespace == Root + ".Guards"
            from used in Uses.OfTypes(type)
            where used.Name is not null && used.Namespace.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && used.Name.EndsWith("Symbol", StringComparison.Ordinal)
            select type.FullName + " → " + used.FullName);

    private static IEnumerable<TypeReference> Mentioned(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Mentioned).Append(generic.ElementType),
        TypeSpecification composed => Mentioned(composed.ElementType),
        _ => [type],
    };
}
