using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.PerItem;

/// <summary>What an object that a call makes on the spot holds: <c>new Entity(Kind.Material, id, n)</c>.</summary>
internal static class MadeObjects
{
    /// <summary>What a property of it was given, by its constructor or an initializer; null when the code does not show it.</summary>
    public static ValueFact? Property(CodeGraph graph, MethodFact caller, ValueFact made, MethodRef getter)
    {
        if (made.Kind != ValueKind.New || Values.Source(caller, made) is not { } construction)
        {
            return null;
        }

        var name = getter.Name.Substring("get_".Length);
        var set = caller.Sites.Where(s => s.Receiver == made && s.Target.Name == "set_" + name).ToList();
        if (set.Count > 0)
        {
            return set.Count == 1 ? Values.Argument(set[0], 0) : null;
        }

        // A property that anybody computes is no field that the constructor fills.
        return graph.Find(getter) is { } property && AutoProperties.ReturnedBy(property) is { } field && graph.Find(construction.Target) is { } constructor
            && constructor.Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == field.Target.Id).ToList() is { Count: 1 } stores
            && Values.Argument(stores[0], 0) is { Kind: ValueKind.Parameter } parameter && Values.Index(parameter) is { } index
            ? Values.Argument(construction, index)
            : null;
    }
}
