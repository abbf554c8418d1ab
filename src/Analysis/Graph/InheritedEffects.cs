using IntentContracts.Analysis.Catalogues;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// What stands behind a member of an own interface that a class implements with what it inherits: <c>class AppDb : DbContext, IUnitOfWork</c> has no SaveChangesAsync of its own, and a call through
/// the interface saves all the same.
/// </summary>
internal sealed class InheritedEffects(CodeGraph graph, Catalogue catalogue)
{
    private readonly Dictionary<(MethodNode, TypeNode), EffectMeaning?> _known = [];

    /// <summary>The effect of the inherited member; null when every class below has a body of its own, or inherits nothing that a catalogue knows.</summary>
    public EffectMeaning? Of(MethodNode declared, TypeNode on)
    {
        if (!on.IsInterface)
        {
            return null;
        }

        if (!_known.TryGetValue((declared, on), out var effect))
        {
            _known.Add((declared, on), effect = Find(declared, on));
        }

        return effect;
    }

    /// <summary>Whether a class below implements the member with what it inherits from a library's class.</summary>
    public bool IsBehind(MethodNode declared, TypeNode on) => on.IsInterface && Inherited(declared, on).Any(above => above != "System.Object");

    private EffectMeaning? Find(MethodNode declared, TypeNode on) =>
        Inherited(declared, on).Select(above => catalogue.OfCall(above, declared.Method.Name) as EffectMeaning).FirstOrDefault(effect => effect is not null);

    /// <summary>The libraries' classes at the root of those that implement the interface and have no body of the member.</summary>
    private IEnumerable<string> Inherited(MethodNode declared, TypeNode on)
    {
        foreach (var type in TypeHierarchy.SelfAndDerived(on))
        {
            if (type.IsConcrete && Implementations.Of(graph, type, declared) is null && TypeLevels.Of(type).Last().Type.Fact.Base is { } above)
            {
                yield return above.Name;
            }
        }
    }
}
