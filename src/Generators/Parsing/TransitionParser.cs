using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads the <c>[Transition]</c>s of one method.</summary>
internal static class TransitionParser
{
    /// <summary>Null when there is none, or after saying what cannot hold.</summary>
    public static TransitionModel? Parse(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation, Refusals refusals)
    {
        var declared = method.GetAttributes().Where(a => a.Is(IntentNames.Transition)).ToList();
        if (declared.Count == 0)
        {
            return null;
        }

        if (method.IsStatic)
        {
            refusals.Add(Rules.TargetCannotHold, declared[0].Place(), $"[Transition] on '{method.Name}' has no object whose state it could change: make the method an instance method");
            return null;
        }

        if (MachineParser.Find(type, compilation, Refusals.Unheard) is not { } machine)
        {
            if (IntentAttributes.Find(type, IntentNames.StateMachine) is null)
            {
                refusals.Add(Rules.TargetCannotHold, declared[0].Place(), $"[Transition] on '{method.Name}' belongs to no state machine: declare [StateMachine(nameof(…), Initial = …)] on '{type.Name}'");
            }

            return null;
        }

        var edges = declared.Select(a => Edge(a, machine, refusals)).ToList();
        return edges.Any(e => e is null)
            ? null
            : new(
                CSharpText.Name(machine.State.Name),
                CSharpText.Of(machine.Enumeration),
                machine.Type.Name,
                HelperNames.For(type, method, "Transition"),
                string.Join(", ", edges.SelectMany(e => e!.From).Distinct()),
                edges.Select(e => e!).ToEquatableArray());
    }

    /// <summary>One edge by the names of its states; null after saying what it lacks.</summary>
    public static EdgeModel? Edge(AttributeData attribute, Machine machine, Refusals refusals)
    {
        var example = machine.Enumeration.Name + "." + (machine.States.FirstOrDefault() ?? "…");
        var from = attribute.NamedArray("From");
        var to = attribute.NamedConstant("To");
        if (from.IsEmpty || to is null)
        {
            refusals.Add(Rules.TargetCannotHold, attribute.Place(), $"a transition leads from one or more states to one: write [Transition(From = [{example}], To = {example})]");
            return null;
        }

        var names = from.Select(f => MachineParser.NameOf(f, machine.Enumeration, attribute.Argument("From")?.Expression.GetLocation(), refusals)).ToList();
        var target = MachineParser.NameOf(to.Value, machine.Enumeration, attribute.Argument("To")?.Expression.GetLocation(), refusals);
        return target is null || names.Contains(null) ? null : new(names.Select(n => n!).Distinct().ToEquatableArray(), target, CSharpText.Place(attribute.Place()));
    }
}
