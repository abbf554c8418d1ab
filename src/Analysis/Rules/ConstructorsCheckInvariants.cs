using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;
using IntentContracts.Shared;

namespace IntentContracts.Analysis.Rules;

/// <summary>IC5001: a constructor of a type with invariants checks them. The compiler's rule IC5006 asks it of every path; this one of what was compiled, whoever silenced the other.</summary>
internal sealed class ConstructorsCheckInvariants : IRule
{
    public IEnumerable<Violation> Check(RuleContext context)
    {
        var types = context.Conditions.All
            .Where(c => c.Written.Kind == GuardWords.Invariant && c.Assembly == context.Built)
            .Select(c => context.Graph.Types.Find(c.Assembly.Name, c.Evaluator.Type.Name))
            .OfType<TypeNode>()
            .Distinct();
        foreach (var constructor in types.SelectMany(t => t.Methods))
        {
            if (constructor.Method is { Name: ".ctor" } && !IsChecked(constructor) && !IsForMappers(context.Graph, constructor))
            {
                yield return Breach(constructor);
            }
        }
    }

    /// <summary>It checks, it is a shell, another constructor of the type checks for it, or the compiler wrote it: the copy of a record was checked when it was made.</summary>
    private static bool IsChecked(MethodNode constructor) =>
        constructor.Guard is not null
        || constructor.Method.Has(MethodTraits.Generated)
        || constructor.Method.Sites.Any(s => IsConstructorCall(s) && s.Target.Type == constructor.Type.Name)
        || InvariantChecks.AreReached(constructor);

    /// <summary>What an object-relational mapper asks for: a constructor without parameters that nobody can call from outside or does call from inside, and that sets nothing.</summary>
    private static bool IsForMappers(CodeGraph graph, MethodNode constructor) =>
        constructor.Method.Parameters.Count == 0
        && !constructor.Method.Has(MethodTraits.Public)
        && constructor.Method.Sites.SkipWhile(s => !IsConstructorCall(s)).Skip(1).All(s => s.Kind is not (SiteKind.FieldWrite or SiteKind.Call or SiteKind.VirtualCall))
        && !graph.Nodes.Any(n => n.Method.Sites.Any(s => s.Kind == SiteKind.New && s.Target.Id == constructor.Method.Id && s.Target.Assembly == constructor.Assembly.Name));

    /// <summary>The body begins with the field initialisers, which stand elsewhere; the call of the base constructor stands at the constructor.</summary>
    private static int BaseCall(MethodNode constructor)
    {
        for (var i = 0; i < constructor.Method.Sites.Count; i++)
        {
            if (IsConstructorCall(constructor.Method.Sites[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsConstructorCall(SiteFact site) => site is { Kind: SiteKind.Call, Target.Name: ".ctor", Receiver.Kind: ValueKind.This };

    private static Violation Breach(MethodNode constructor) => new(
        RuleTable.NothingGoesAroundGuards,
        Certain: true,
        Entry: null,
        [],
        new SiteLocation(constructor, BaseCall(constructor)),
        "constructor",
        constructor.Method.Id,
        $"a constructor of {Names.Type(constructor.Type.Name)} makes objects whose invariants nobody has checked",
        "",
        $"end it with {IntentNames.EnsureInvariants}();");
}
