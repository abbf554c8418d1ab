using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>The type that the code shows of a value: as declared, so the value itself can be of one below.</summary>
internal static class ValueTypes
{
    /// <summary>Null when the code does not show it.</summary>
    public static TypeName? Of(CodeGraph graph, MethodNode node, ValueFact value)
    {
        var method = node.Method;
        switch (value.Kind)
        {
            case ValueKind.This:
                return new(node.Assembly.Name, method.Type, []);
            case ValueKind.Parameter:
                return Values.Index(value) is { } index && index < method.Parameters.Count ? method.Parameters[index] : null;
            case ValueKind.Local or ValueKind.Captured:
                return method.Body.Locals.FirstOrDefault(l => l.Slot == value.Text)?.Type;
            case ValueKind.Field:
                return method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text)?.Target.Returns;
            default:
                return Values.Source(method, value) is { } source ? OfResult(graph, source) : null;
        }
    }

    private static TypeName? OfResult(CodeGraph graph, SiteFact source)
    {
        var target = source.Target;
        if (source.Kind == SiteKind.New)
        {
            return new(target.Assembly, target.Type, target.TypeArguments);
        }

        var declared = graph.Find(target)?.Method.Returns ?? target.Returns;
        return declared is null ? null : Generics.Awaited(Close(declared, target));
    }

    private static TypeName Close(TypeName type, MethodRef target)
    {
        if (type.Name.StartsWith("``", StringComparison.Ordinal))
        {
            return int.TryParse(type.Name.Substring(2), out var index) && index < target.MethodArguments.Count ? target.MethodArguments[index] : type;
        }

        return Generics.IsParameter(type) ? Generics.Substitute(type, target.TypeArguments)
            : type.Arguments.Count == 0 ? type
            : type with { Arguments = [.. type.Arguments.Select(a => Close(a, target))] };
    }
}
