using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using IntentContracts.Shared;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Reads one method, accessor or constructor into what its shell has to do.</summary>
internal static class OperationParser
{
    /// <param name="modifiers">Modifiers of the parameters as written, each with a trailing blank.</param>
    /// <param name="findCore">Finds the core, or says why there is none.</param>
    public static ParsedOperation Parse(
        PartContext context,
        IMethodSymbol operation,
        DeclaredGuards declared,
        Location place,
        IReadOnlyList<string> modifiers,
        Func<(CoreCall Call, ISymbol Core)?> findCore)
    {
        var type = context.Type;
        var shape = MemberShape.Return(operation);
        var checksInvariants = context.IsGuarded && !operation.IsStatic && operation.MethodKind != MethodKind.PropertyGet;
        var core = default((CoreCall Call, ISymbol Symbol)?);
        var waiting = WaitingStages.None;
        TransitionModel? transition = null;
        var conditions = OperationConditions.None;
        var refusedBy = MemberShape.CanBeGuarded(type, operation, place, declared, checksInvariants, context.Refusals) ? null : RuleTable.ShapeCannotBeGuarded;
        if (refusedBy is null)
        {
            core = findCore();
            refusedBy = core is null ? RuleTable.CoreMissing : null;
            if (declared.Waits && WaitingParser.Parse(operation, type, context.Compilation, context.Refusals) is var stages)
            {
                waiting = stages ?? WaitingStages.None;
                refusedBy ??= stages is null ? RuleTable.TargetCannotHold : null;
            }

            if (declared.HasTransition)
            {
                transition = TransitionParser.Parse(operation, type, context.Compilation, context.Refusals);
                refusedBy ??= transition is null ? RuleTable.TargetCannotHold : null;
            }

            conditions = declared.HasConditions ? ConditionParser.Parse(type, operation, context.Options, context.Refusals) : conditions;
        }

        // A stream has not run when it returns: what is asked on entry is asked, what holds at the end cannot be.
        if (core is { } found && (shape.Kind == ReturnKind.Stream || (shape.Kind == ReturnKind.Value && found.Symbol is IMethodSymbol method && Cores.IsIterator(method))))
        {
            shape = shape with { Kind = ReturnKind.Stream };
            if ((checksInvariants || conditions.Ensures.Count > 0 || transition is not null) && refusedBy is null)
            {
                refusedBy = Refuse(context, operation, checksInvariants, conditions.Ensures.Count > 0, place);
            }
        }

        var owner = Owners.Of(operation.AssociatedSymbol ?? operation);
        var model = new Operation(
            shape,
            operation.Arity == 0 ? "" : "<" + string.Join(", ", operation.TypeParameters.Select(t => CSharpText.Name(t.Name))) + ">",
            Constraints.Of(operation, restated: false),
            operation.Parameters.Select((p, i) => Parameters.Of(p, i < modifiers.Count ? modifiers[i] : "")).ToEquatableArray(),
            operation.IsStatic,
            operation.Parameters.Any(p => p.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol) || operation.ReturnType is IPointerTypeSymbol or IFunctionPointerTypeSymbol,
            operation.MethodKind == MethodKind.Constructor,
            core?.Call ?? new CoreCall(CoreForm.Method, ""),
            CSharpText.ContractId(operation.AssociatedSymbol ?? operation),
            owner,
            waiting,
            conditions,
            transition,
            checksInvariants && shape.Kind != ReturnKind.Stream,
            context.NeedsScope,
            IntentAttributes.Has(operation, "System.Runtime.CompilerServices.MethodImplAttribute"),
            HelperNames.For(type, operation, "Exit"),
            refusedBy);
        return new(model, operation, refusedBy is null ? core!.Value.Symbol : null, place);
    }

    private static string Refuse(PartContext context, IMethodSymbol operation, bool checksInvariants, bool ensures, Location place)
    {
        var what = ensures ? "[Ensures]" : checksInvariants ? $"the invariants of '{context.Type.Name}'" : "[Transition]";
        context.Refusals.Add(
            Rules.ShapeCannotBeGuarded,
            place,
            $"'{operation.Name}' returns before its core has run, so {what} cannot be checked at its exit: return a list, or make it an ordinary method");

        return RuleTable.ShapeCannotBeGuarded;
    }
}

/// <param name="Operation">What is written.</param>
/// <param name="Core">Null when it is refused.</param>
internal sealed record ParsedOperation(Operation Operation, IMethodSymbol Symbol, ISymbol? Core, Location Place);
