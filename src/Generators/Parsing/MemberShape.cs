using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;

namespace IntentContracts.Generators.Parsing;

/// <summary>Which members a shell can stand in front of.</summary>
internal static class MemberShape
{
    private const string Tasks = "System.Threading.Tasks.";

    public static ReturnShape Return(IMethodSymbol method)
    {
        var type = method.ReturnType;
        var text = ReferencePrefix(method.RefKind) + CSharpText.Of(type);
        var result = type is INamedTypeSymbol { Arity: 1 } named ? CSharpText.Of(named.TypeArguments[0]) : "";
        return method switch
        {
            { ReturnsVoid: true } => Of(ReturnKind.Void),
            { RefKind: not RefKind.None } => Of(ReturnKind.Reference),
            _ when IntentAttributes.IsNamed(type, Tasks + "Task") => new(result.Length == 0 ? ReturnKind.Task : ReturnKind.TaskOfResult, text, result, IsRefLike: false),
            _ when IntentAttributes.IsNamed(type, Tasks + "ValueTask") => new(result.Length == 0 ? ReturnKind.ValueTask : ReturnKind.ValueTaskOfResult, text, result, IsRefLike: false),
            _ when IntentAttributes.IsNamed(type, "System.Collections.Generic.IAsyncEnumerable")
                || IntentAttributes.IsNamed(type, "System.Collections.Generic.IAsyncEnumerator") => Of(ReturnKind.Stream),
            _ => new(ReturnKind.Value, text, "", type.IsRefLikeType),
        };

        ReturnShape Of(ReturnKind kind) => new(kind, text, "", IsRefLike: false);
    }

    /// <summary>The type of what a condition calls <c>result</c>; null when there is nothing.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) => Return(method) switch
    {
        { ResultType.Length: 0 } => null,
        { IsTask: true } => ((INamedTypeSymbol)method.ReturnType).TypeArguments[0],
        _ => method.ReturnType,
    };

    public static string ReferencePrefix(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" };

    /// <summary>Whether a value of the type cannot be kept after the call: a ref struct or a pointer.</summary>
    public static bool IsBoundToTheCall(ITypeSymbol type) =>
        type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol or ITypeParameterSymbol { AllowsRefLikeType: true };

    public static bool CanBeGuarded(
        INamedTypeSymbol type, IMethodSymbol method, Location place, DeclaredGuards declared, bool checksInvariants, Refusals refusals)
    {
        var problem = Problem(type, method, declared, checksInvariants, isSplit: true);
        if (problem is not null)
        {
            var name = method.MethodKind == MethodKind.Constructor ? $"the constructor of '{type.Name}'" : $"'{(method.AssociatedSymbol ?? method).Name}'";
            refusals.Add(Rules.ShapeCannotBeGuarded, place, $"{name} {problem}");
        }

        return problem is null;
    }

    /// <summary>Whether an ordinary member can be guarded once it is split: its declaration then has the modifiers that a declaration needs.</summary>
    public static bool CanBeSplit(INamedTypeSymbol type, IMethodSymbol method, DeclaredGuards declared, bool checksInvariants) =>
        Problem(type, method, declared, checksInvariants, isSplit: false) is null;

    private static string? Problem(INamedTypeSymbol type, IMethodSymbol method, DeclaredGuards declared, bool checksInvariants, bool isSplit)
    {
        var shape = Return(method);
        return AnyGuard(type, method, shape, declared, checksInvariants, isSplit)
            ?? (declared.Waits ? Waiting(type, method, shape) : null)
            ?? (checksInvariants || declared.HasTransition || ContractSources.Declares(method) ? Exit(type, method, shape, checksInvariants || declared.HasTransition) : null);
    }

    private static string? AnyGuard(INamedTypeSymbol type, IMethodSymbol method, ReturnShape shape, DeclaredGuards declared, bool checksInvariants, bool isSplit)
    {
        var member = method.AssociatedSymbol ?? method;
        if (type.TypeKind == TypeKind.Interface)
        {
            return $"belongs to the interface '{type.Name}': declare the intent there without partial, and guard the implementation";
        }

        if (!declared.Any && method.IsStatic && method.AssociatedSymbol is null)
        {
            return "is static and has no instance whose invariants could be checked: make it an ordinary method";
        }

        if (isSplit && member.IsVirtual)
        {
            return $"is virtual, so an override would go around its guard: remove 'virtual' here and declare 'protected virtual' on '{Cores.NameOf(member)}'";
        }

        if (isSplit && member.IsOverride && !member.IsSealed && !type.IsSealed)
        {
            return "could be overridden again, around its guard: declare it 'sealed override' or seal the type";
        }

        if (isSplit && method.MethodKind == MethodKind.Ordinary && !Ours.HasAccessibility(method))
        {
            return "has no accessibility modifier, so its calls vanish when it has no implementation: write 'private partial' or 'public partial'";
        }

        if (method.IsVararg)
        {
            return "takes __arglist, which cannot be handed on: take an array";
        }

        if (checksInvariants && member is IPropertySymbol { IsRequired: true })
        {
            return "is required, so it is set after the constructor has checked the invariants: take it as a parameter of the constructor";
        }

        return shape.Kind == ReturnKind.Reference && (checksInvariants || declared.Waits || declared.HasTransition || method.MethodKind == MethodKind.PropertyGet || ContractSources.On(method, IntentContracts.Shared.IntentNames.Ensures).Any())
            ? "hands out a reference through which its caller can change the object after the check: return by value"
            : null;
    }

    private static string? Waiting(INamedTypeSymbol type, IMethodSymbol method, ReturnShape shape)
    {
        if (method.AssociatedSymbol is not null)
        {
            return "has an accessor with a guard that has to wait: make it a method that returns a Task";
        }

        if (!shape.IsTask)
        {
            var wanted = shape.Kind switch
            {
                ReturnKind.Void => "Task",
                ReturnKind.Stream => $"Task<IReadOnlyList<{CSharpText.Brief(((INamedTypeSymbol)method.ReturnType).TypeArguments[0])}>>",
                _ => "Task<" + CSharpText.Brief(method.ReturnType) + ">",
            };
            return $"returns '{CSharpText.Brief(method.ReturnType)}' and its guard has to wait: return '{wanted}'";
        }

        if (method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None) is { } byReference)
        {
            return $"takes '{byReference.Name}' by reference, which cannot outlive the call: pass it by value and return what changes";
        }

        if (method.Parameters.FirstOrDefault(p => IsBoundToTheCall(p.Type)) is { } bound)
        {
            return $"takes '{bound.Name}' of type '{CSharpText.Brief(bound.Type)}', which cannot outlive the call: take a copy, such as an array or a Memory<T>";
        }

        return type.TypeKind == TypeKind.Struct && !method.IsStatic
            ? $"belongs to the struct '{type.Name}', and its guard would run on a copy: make the type a class"
            : null;
    }

    private static string? Exit(INamedTypeSymbol type, IMethodSymbol method, ReturnShape shape, bool checksState)
    {
        if (checksState && type.TypeKind == TypeKind.Struct && shape.IsTask)
        {
            return $"ends after it has returned, and the struct '{type.Name}' may be elsewhere by then: return synchronously, or make the type a class";
        }

        if (type.TypeKind == TypeKind.Struct && shape.IsTask && !method.IsStatic && ContractSources.On(method, IntentContracts.Shared.IntentNames.Ensures).Any())
        {
            return $"ends after it has returned, and the struct '{type.Name}' may be elsewhere by then: return synchronously, or make the type a class";
        }

        return shape.Kind == ReturnKind.Value && IsTaskLike(method.ReturnType)
            ? $"returns the task-like '{CSharpText.Brief(method.ReturnType)}', whose end cannot be observed: return Task or ValueTask"
            : null;
    }

    private static bool IsTaskLike(ITypeSymbol type) =>
        type.GetAttributes().Any(a => a.Is("System.Runtime.CompilerServices.AsyncMethodBuilderAttribute"));
}
