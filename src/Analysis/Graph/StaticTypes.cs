using System.Globalization;
using IntentContracts.Analysis.Facts;

namespace IntentContracts.Analysis.Graph;

/// <summary>What the code says of the type of a value: the signature that it comes from.</summary>
internal static class StaticTypes
{
    /// <summary>Null when nothing is known. The result of an await is called what is awaited: there it is the task's type.</summary>
    public static TypeName? Of(MethodFact method, ValueFact value)
    {
        switch (value.Kind)
        {
            case ValueKind.New or ValueKind.Result when Values.Source(method, value) is { } source:
                return value.Kind == ValueKind.New
                    ? new(source.Target.Assembly, source.Target.Type, source.Target.TypeArguments)
                    : source.Target.Returns is { } returns ? Close(returns, source.Target) : null;
            case ValueKind.Parameter when Values.Index(value) is { } index && index < method.Parameters.Count:
                return method.Parameters[index];
            case ValueKind.Field:
                return method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == value.Text)?.Target.Returns;
            case ValueKind.Local or ValueKind.Captured:
                return method.Body.Locals.FirstOrDefault(l => l.Slot == value.Text)?.Type;
            default:
                return null;
        }
    }

    /// <summary>What a task of this type gives; any other type is itself.</summary>
    public static TypeName Awaited(TypeName type) =>
        type.Arguments.Count == 1 && type.Name is "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1"
            ? type.Arguments[0]
            : type;

    /// <summary>Whether it is what asynchronous code returns: a task, or a stream of items.</summary>
    public static bool IsAsynchronous(TypeName? type) => type?.Name is
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or
        "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1" or
        "System.Collections.Generic.IAsyncEnumerable`1" or "System.Collections.Generic.IAsyncEnumerator`1";

    private static TypeName Close(TypeName type, MethodRef target)
    {
        var ofMethod = type.Name.StartsWith("``", StringComparison.Ordinal);
        if (!ofMethod && !type.Name.StartsWith("`", StringComparison.Ordinal))
        {
            return type;
        }

        var arguments = ofMethod ? target.MethodArguments : target.TypeArguments;
        return int.TryParse(type.Name.TrimStart('`'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < arguments.Count
            ? arguments[index]
            : type;
    }
}
