using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>
/// Members of our own that are an effect although their bodies do not show it, or that have none: methods of an interface from which a library writes the client, and of a client that was generated from a contract.
/// </summary>
internal sealed class RemoteMembers(CodeGraph graph, Catalogue catalogue)
{
    private readonly Dictionary<TypeNode, EffectMeaning?> _ofType = [];

    /// <summary>The effect of calling a member; null when neither an attribute on it nor a base class of its type says that it has one.</summary>
    public EffectMeaning? Of(MethodNode declared)
    {
        foreach (var attribute in declared.Method.Attributes)
        {
            if (catalogue.Attributes.TryGetValue(attribute.Type, out var meaning) && meaning is EffectMeaning effect)
            {
                return effect;
            }
        }

        return declared.Method.Has(MethodTraits.Public)
            && !declared.Method.Has(MethodTraits.Static)
            && !declared.Method.Has(MethodTraits.Constructor)
            && !declared.Method.Has(MethodTraits.SpecialName)
            && graph.Types.Find(declared.Assembly.Name, declared.Method.Type) is { IsInterface: false } type ? OfClient(type) : null;
    }

    private EffectMeaning? OfClient(TypeNode type)
    {
        if (!_ofType.TryGetValue(type, out var effect))
        {
            for (var level = type; level is not null && effect is null; level = level.Base)
            {
                effect = level.Fact.Base is { } above && catalogue.Bases.TryGetValue(above.Name, out var meaning) ? meaning as EffectMeaning : null;
            }

            _ofType.Add(type, effect);
        }

        return effect;
    }
}
