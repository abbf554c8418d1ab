using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// Fallbacks that answer with a default: <c>FallbackAction = static _ => Outcome.FromResultAsValueTask(0)</c>. It is the answer that a <c>catch { return 0; }</c> gives. A text, a flag, an object that is made of something or another source that is asked says more.
/// </summary>
internal sealed class DefaultFallbacks(CodeGraph graph)
{
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal", "System.Nullable`1",
    };

    /// <summary>It does nothing but answer with one.</summary>
    public bool Answers(MethodNode body)
    {
        var method = body.Method;
        return method.Sites.All(s => IsWrapper(s) || IsNothing(s))
            && !method.Body.Steps.Any(s => s.Kind is StepKind.Throw or StepKind.Rethrow or StepKind.ParameterWrite or StepKind.Increment)
            && method.Body.Steps.Where(s => s.Kind == StepKind.Return).ToList() is { Count: > 0 } answers
            && answers.TrueForAll(s => Values.Source(method, s.Value) is { } made && IsWrapper(made) && Wrapped(method, made));
    }

    /// <summary>Whether a value is a default of its type, where that is no more than nothing: a no may be what the answer is, and a member of an enumeration has a name.</summary>
    public bool Is(MethodFact method, ValueFact value, TypeName? type) => value.Kind switch
    {
        ValueKind.Null => type is null || graph.Types.Find(type.Assembly, type.Name) is not { Fact.Base.Name: "System.ValueType" },
        ValueKind.Number => value.Text == "0" && type is not null && Numbers.Contains(type.Name),
        ValueKind.Text => value.Text.Length == 0,
        ValueKind.Many => value.Elements.Count == 0,
        ValueKind.Field => value.Text is "F:System.String.Empty" or "F:System.Decimal.Zero",
        ValueKind.Result or ValueKind.New => Values.Source(method, value) is { } made && IsNothing(made) && !method.Sites.Any(s => s.Receiver == value),
        _ => false,
    };

    /// <summary>An outcome in a task, a value in an outcome.</summary>
    private bool Wrapped(MethodFact method, SiteFact made)
    {
        var value = Values.Argument(made, 0);
        return Values.Source(method, value) is { } inner && IsWrapper(inner) ? Wrapped(method, inner) : Is(method, value, TypeOf(made));
    }

    private static TypeName? TypeOf(SiteFact made) =>
        made.Target.MethodArguments.Count == 1 ? made.Target.MethodArguments[0] : made.Target.TypeArguments.Count == 1 ? made.Target.TypeArguments[0] : null;

    private static bool IsWrapper(SiteFact site) =>
        site.Target is { Name: "FromResult" or "FromResultAsValueTask", ParameterCount: 1 } or { Type: "System.Threading.Tasks.ValueTask`1", Name: ".ctor" };

    private static bool IsNothing(SiteFact made) =>
        made.Kind switch
        {
            SiteKind.Call => made.Target is { Name: "Empty" or "get_Empty", ParameterCount: 0, HasReceiver: false },
            SiteKind.New => made.Target.ParameterCount == 0 && made.Target.Type.StartsWith("System.Collections.", StringComparison.Ordinal),
            SiteKind.FieldRead => made.Target.Id is "F:System.String.Empty" or "F:System.Decimal.Zero" || made.Target.Name.EndsWith("Empty", StringComparison.Ordinal),
            _ => false,
        };
}
