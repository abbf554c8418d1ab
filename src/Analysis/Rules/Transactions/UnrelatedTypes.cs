using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Transactions;

/// <summary><c>if (op is Merge merge) Save(); if (op is Remove remove) Save();</c>: one after the other as control goes, but no object is of two classes of which neither derives from the other.</summary>
internal sealed class UnrelatedTypes(CodeGraph graph)
{
    public bool Are(MethodNode node, ControlFlow flow, int first, int second)
    {
        var then = flow.KnownTypes(flow.Body.BlockOfSite[second]).Where(t => t.IsTrue).ToList();
        return then.Count > 0 && flow.KnownTypes(flow.Body.BlockOfSite[first]).Any(known => known.IsTrue && then.Exists(t => t.Tested == known.Tested && Exclude(node, known.Type, t.Type)) && Stays(flow, known.Tested));
    }

    private bool Exclude(MethodNode node, string one, string other) =>
        Class(node, one) is { } a && Class(node, other) is { } b && a != b && !graph.Types.IsBelow(a, b) && !graph.Types.IsBelow(b, a);

    private TypeNode? Class(MethodNode node, string name) =>
        graph.Types.Find(node.Assembly.Name, name) is { IsInterface: false } here ? here : graph.Types.All.Where(t => t.Fact.Name == name).ToList() is { Count: 1 } all && !all[0].IsInterface ? all[0] : null;

    /// <summary>Nothing is stored in between: a parameter that the body never writes, and what a call has given once.</summary>
    private static bool Stays(ControlFlow flow, ValueFact tested) =>
        tested.Kind == ValueKind.Parameter ? !flow.Body.Steps.Any(s => s.Kind == StepKind.ParameterWrite && s.Slot == tested.Text)
        : tested.Kind == ValueKind.Result && flow.Loops.Count == 0;
}
