using IntentContracts.Generators.Analyzers;
using IntentContracts.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntentContracts.Generators.Parsing;

/// <summary>Which members a shell can stand in front of.</summary>
internal static class MemberShape
{
    private const string Tasks = "System.Threading.Tasks.";

    public static ReturnShape Return(IMethodSymbol method)
    {
        var type = method.ReturnType;
        var text = (method.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" }) + CSharpText.Of(type);
        var result = type is INamedTypeSymbol { Arity: 1 } named ? CSharpText.Of(named.TypeArguments[0]) : "";
        return method switch
        {
            { ReturnsVoid: true } => new(ReturnKind.Void, text, ""),
            { RefKind: not RefKind.None } => new(ReturnKind.Reference, text, ""),
            _ when IntentAttributes.IsNamed(type, Tasks + "Task") => new(result.Length == 0 ? ReturnKind.Task : ReturnKind.TaskOfResult, text, result),
            _ when IntentAttributes.IsNamed(type, Tasks + "ValueTask") => new(result.Length == 0 ? ReturnKind.ValueTask : ReturnKind.ValueTaskOfResult, text, result),
            _ when IntentAttributes.IsNamed(type, "System.Collections.Generic.IAsyncEnumerable")
                || IntentAttributes.IsNamed(type, "System.Collections.Generic.IAsyncEnumerator") => new(ReturnKind.Stream, text, ""),
            _ => new(ReturnKind.Value, text, ""),
        };
    }

    public static bool CanBeGuarded(INamedTypeSymbol type, IMethodSymbol method, MethodDeclarationSyntax declaration, bool declaresGuard, Refusals refusals)
    {
        var place = declaration.Identifier.GetLocation();
        var problem = Problem(type, method, Return(method), declaresGuard);
        if (problem is not null)
        {
            refusals.Add(Rules.ShapeCannotBeGuarded, place, $"'{method.Name}' {problem}");
        }

        return problem is null;
    }

    private static string? Problem(INamedTypeSymbol type, IMethodSymbol method, ReturnShape shape, bool declaresGuard)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return $"belongs to the interface '{type.Name}': declare the intent there without partial, and guard the implementation";
        }

        if (!declaresGuard && method.IsStatic)
        {
            return "is static and has no instance whose invariants could be checked: make it an ordinary method";
        }

        if (method.IsVirtual)
        {
            return $"is virtual, so an override would go around its guard: remove 'virtual' here and declare 'protected virtual' on '{method.Name}Core'";
        }

        if (method.IsOverride && !method.IsSealed && !type.IsSealed)
        {
            return "could be overridden again, around its guard: declare it 'sealed override' or seal the type";
        }

        if (method.IsVararg)
        {
            return "takes __arglist, which cannot be handed on: take an array";
        }

        if (shape.Kind == ReturnKind.Reference)
        {
            return "hands out a reference through which its caller can change the object after the check: return by value";
        }

        var isTask = shape.Kind is ReturnKind.Task or ReturnKind.TaskOfResult;
        if (declaresGuard && !isTask)
        {
            var wanted = shape.Kind switch
            {
                ReturnKind.Void or ReturnKind.ValueTask => "Task",
                ReturnKind.ValueTaskOfResult => "Task<" + CSharpText.Brief(((INamedTypeSymbol)method.ReturnType).TypeArguments[0]) + ">",
                ReturnKind.Stream => "Task of a list",
                _ => "Task<" + CSharpText.Brief(method.ReturnType) + ">",
            };
            return $"returns '{CSharpText.Brief(method.ReturnType)}' and its guard has to wait: return '{wanted}'";
        }

        if (declaresGuard && method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None || p.Type.IsRefLikeType || p.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol) is { } byReference)
        {
            return $"takes '{byReference.Name}' by reference, which cannot outlive the call: pass it by value and return what changes";
        }

        var isStruct = type.TypeKind == TypeKind.Struct;
        if (declaresGuard && isStruct && !method.IsStatic)
        {
            return $"belongs to the struct '{type.Name}', and its guard would run on a copy: make the type a class";
        }

        if (!declaresGuard && isStruct && (isTask || shape.Kind is ReturnKind.ValueTask or ReturnKind.ValueTaskOfResult))
        {
            return $"ends after it has returned, and the struct '{type.Name}' may be elsewhere by then: return synchronously, or make the type a class";
        }

        return !declaresGuard && shape.Kind == ReturnKind.Value && IsTaskLike(method.ReturnType)
            ? $"returns the task-like '{CSharpText.Brief(method.ReturnType)}', whose end cannot be observed: return Task or ValueTask"
            : null;
    }

    private static bool IsTaskLike(ITypeSymbol type) =>
        type.GetAttributes().Any(a => a.Is("System.Runtime.CompilerServices.AsyncMethodBuilderAttribute"));
}
