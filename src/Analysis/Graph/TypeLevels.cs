using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>A type and what is above it, each with what its type parameters are closed over.</summary>
internal static class TypeLevels
{
    /// <summary>The type itself and its own base types.</summary>
    public static IEnumerable<(TypeNode Type, IReadOnlyList<TypeName> Arguments)> Of(TypeNode type)
    {
        IReadOnlyList<TypeName> arguments = [];
        for (var level = type; level is not null; level = level.Base)
        {
            yield return (level, arguments);
            var closed = arguments;
            arguments = level.Fact.Base is { } above ? [.. above.Arguments.Select(a => Generics.Substitute(a, closed))] : [];
        }
    }

    /// <summary>Every interface and base class as the type closes it: what C# lists for a class holds the interfaces of its interfaces, too.</summary>
    public static IEnumerable<TypeName> Above(TypeNode type)
    {
        foreach (var (level, arguments) in Of(type))
        {
            foreach (var above in level.Fact.Interfaces.Concat(level.Fact.Base is null ? [] : [level.Fact.Base]))
            {
                yield return Generics.Substitute(above, arguments);
            }
        }
    }

    /// <summary>What a type closes another one over: several times, where it implements the interface for each of several types; never, where nothing shows that it is below it.</summary>
    public static IEnumerable<IReadOnlyList<TypeName>> Closings(TypeNode type, string assembly, TypeFact above)
    {
        if (above.Name.IndexOf('`') < 0)
        {
            return [[]];
        }

        return Of(type).Where(level => level.Type.Fact == above).Select(level => level.Arguments)
            .Concat(Above(type).Where(name => name.Name == above.Name && name.Assembly == assembly).Select(name => name.Arguments))
            .GroupBy(arguments => string.Join(",", arguments), StringComparer.Ordinal)
            .Select(same => same.First());
    }

    /// <summary>Whether an instance of the type can be what a variable of an own generic type, closed over some arguments, holds. An open argument can be anything.</summary>
    public static bool CanBe(TypeNode type, TypeNode variable, IReadOnlyList<TypeName> arguments)
    {
        if (arguments.Count == 0 || type == variable)
        {
            return true;
        }

        var closings = Above(type).Where(above => above.Name == variable.Fact.Name && above.Assembly == variable.Assembly).ToList();
        return closings.Count == 0 || closings.Any(c => Fit(c.Arguments, arguments));
    }

    /// <summary>Whether what a type closes another one over can be what a call closes it over.</summary>
    public static bool Fit(IReadOnlyList<TypeName> closing, IReadOnlyList<TypeName> asked) => closing.Count != asked.Count || closing.Zip(asked, Fits).All(fits => fits);

    /// <summary>Variance and derived types are not looked into: two types of which none is sealed may meet.</summary>
    private static bool Fits(TypeName implemented, TypeName asked) =>
        Generics.CanBeSame(implemented, asked) || IsBroad(implemented) || IsBroad(asked);

    private static bool IsBroad(TypeName type) => type.Name is "System.Object";
}
