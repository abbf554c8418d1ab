using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Locks;

/// <summary>
/// Members that make what they return anew for every caller: <c>object Gate(string key) => new { key };</c>, itself or through another such member. One that puts what it has made somewhere hands it to others as well.
/// </summary>
internal sealed class MadeAnew(CodeGraph graph)
{
    /// <summary>How many own methods deep what is returned is followed to where it is made.</summary>
    private const int Deep = 3;

    public bool AreAllOf(MethodNode maker) => AreAllOf(maker, Deep);

    /// <summary>Whether a value of the type is a new object wherever it is taken for one.</summary>
    public static bool IsValue(CodeGraph graph, TypeName type) =>
        type.Name is "System.Int32" or "System.Int64" or "System.Boolean" or "System.Guid" or "System.DateTime" or "System.Double" or "System.Decimal" or "System.Byte" or "System.Int16" or "System.Char"
        || (graph.Types.Find(type.Assembly, type.Name) is { } own && (own.Fact.Traits & TypeTraits.ValueType) != 0);

    private bool AreAllOf(MethodNode maker, int depth)
    {
        var method = maker.Method;
        var returned = method.Body.Steps.Where(s => s.Kind == StepKind.Return).Select(s => s.Value).ToList();
        return returned.Count > 0
            && !method.Has(MethodTraits.Virtual)
            && method.Sites.All(s => s.Kind != SiteKind.FieldWrite)
            && returned.TrueForAll(value => IsMade(maker, value, depth) && !IsKept(method, value));
    }

    private bool IsMade(MethodNode maker, ValueFact value, int depth) => value.Kind switch
    {
        ValueKind.New => true,
        ValueKind.Many => value.Text.Length > 0, // of an empty array there may be one for all
        ValueKind.Result when depth > 0 && Values.Source(maker.Method, value) is { Kind: SiteKind.Call } source && graph.Find(source.Target) is { } other => AreAllOf(other, depth - 1),
        _ => false,
    };

    /// <summary><c>_gates[key] = gate;</c>: others find it there.</summary>
    private static bool IsKept(MethodFact method, ValueFact made)
    {
        return made.Kind is ValueKind.New or ValueKind.Result
            && (method.Sites.Any(s => s.Arguments.Any(Is)) || method.Body.Steps.Any(s => s.Kind is not (StepKind.Return or StepKind.Await) && Is(s.Value)));

        bool Is(ValueFact value) => value == made || value.Elements.Contains(made);
    }
}
