using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// <c>static readonly Score Clean = new(0);</c> as the answer to a failure, where success answers <c>new Score(value)</c>: whoever gets it takes it for what was asked. A member that is named after a failure, or made with anything that says something, is an answer.
/// </summary>
internal sealed class DefaultAnswers(CodeGraph graph, MethodNode node)
{
    private static readonly string[] Failures = ["Unknown", "Unavailable", "Fail", "Error", "Missing", "Invalid", "Undefined", "Unset", "Reject", "Refus", "Denied", "Not", "Timeout", "TimedOut", "Broken", "Offline", "Down", "Abort", "Cancel", "Unreachable", "Unsuccessful", "Bad"];

    private readonly MethodFact _method = node.Method;

    /// <param name="others">What the method answers without a failure.</param>
    public bool Are(ValueFact answer, IEnumerable<ValueFact> others) =>
        Field(answer) is { } field && !IsNamedAfterFailure(field.Name) && Made(field) is { } made && others.Any(o => IsAnother(o, made));

    /// <summary>The static field that is answered, or that a property answers with.</summary>
    private MethodRef? Field(ValueFact answer)
    {
        if (answer.Kind == ValueKind.Field)
        {
            return _method.Sites.FirstOrDefault(s => s.Kind == SiteKind.FieldRead && s.Target.Id == answer.Text)?.Target;
        }

        return Values.Source(_method, answer) is { Kind: SiteKind.Call, Target: { HasReceiver: false, ParameterCount: 0 } } call && graph.Find(call.Target) is { } getter ? AutoProperties.ReturnedBy(getter)?.Target : null;
    }

    /// <summary>How the field's type makes what is in it, of nothing but defaults and by nobody else.</summary>
    private SiteFact? Made(MethodRef field)
    {
        if (graph.Types.Find(field.Assembly, field.Type) is not { } type
            || type.Fact.Fields.FirstOrDefault(f => f.Id == field.Id) is not { } declared || !declared.Has(FieldTraits.Static) || !declared.Has(FieldTraits.ReadOnly)
            || type.Named(".cctor") is not { Count: 1 } initialisers
            || initialisers[0].Method.Sites.Where(s => s.Kind == SiteKind.FieldWrite && s.Target.Id == field.Id).ToList() is not { Count: 1 } stores)
        {
            return null;
        }

        var value = Values.Argument(stores[0], 0);
        return Values.Source(initialisers[0].Method, value) is { Kind: SiteKind.New } made
            && graph.IsOwn(made.Target.Assembly)
            && made.Arguments.All(IsDefault)
            && initialisers[0].Method.Sites.Where(s => s.Receiver == value).All(s => s.Arguments.All(IsDefault))
                ? made
                : null;
    }

    /// <summary>Made in the same way, of what was asked. A flag that success sets differs: then the default says no.</summary>
    private bool IsAnother(ValueFact success, SiteFact made)
    {
        if (Values.Source(_method, success) is not { } other)
        {
            return false;
        }

        if (other.Target is { Name: "FromResult" } or { Type: "System.Threading.Tasks.ValueTask`1", Name: ".ctor" })
        {
            return IsAnother(Values.Argument(other, 0), made);
        }

        return other.Kind == SiteKind.New && other.Target.Id == made.Target.Id
            && DocIdParameters.Of(made.Target.Id) is var parameters
            && Enumerable.Range(0, parameters.Count).Any(p => Values.Argument(other, p).Kind is not (ValueKind.Number or ValueKind.Null or ValueKind.Text))
            && Enumerable.Range(0, parameters.Count).All(p => parameters[p] != "System.Boolean" || Values.Argument(other, p) == Values.Argument(made, p));
    }

    private static bool IsNamedAfterFailure(string name) => Failures.Any(f => name.IndexOf(f, StringComparison.Ordinal) >= 0);

    private static bool IsDefault(ValueFact value) => value.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Number => value.Text == "0",
        ValueKind.Text or ValueKind.Many => value.Text.Length == 0,
        ValueKind.Field => value.Text is "F:System.String.Empty" or "F:System.Guid.Empty" or "F:System.Decimal.Zero",
        _ => false,
    };
}
