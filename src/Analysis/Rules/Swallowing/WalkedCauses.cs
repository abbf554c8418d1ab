using System.Globalization;
using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Swallowing;

/// <summary>
/// An exception that a method is handed and walks down: <c>while (e is not null) { _errors.Add(e.Message); e = e.InnerException; }</c>. A parameter that gets another value, and a local that begins with it, is in each turn an exception of that failure.
/// </summary>
internal readonly struct WalkedCauses
{
    private readonly HashSet<string>? _locals;
    private readonly bool _isReassigned;

    private readonly string _slot;

    private WalkedCauses(HashSet<string>? locals, bool isReassigned, string slot)
    {
        _locals = locals;
        _isReassigned = isReassigned;
        _slot = slot;
    }

    public static WalkedCauses Of(MethodFact method, int parameter)
    {
        if (parameter < 0 || parameter >= method.Parameters.Count || !IsException(method.Parameters[parameter].Name))
        {
            return default;
        }

        var given = new ValueFact(ValueKind.Parameter, parameter.ToString(CultureInfo.InvariantCulture));
        HashSet<string> locals = [.. method.Body.Steps.Where(s => s.Kind == StepKind.LocalWrite && s.Value == given).Select(s => s.Slot)];

        // One that is assigned has no name any more: every value of which nothing is known but that it is an exception may be it.
        var isReassigned = locals.Count == 0
            && !method.Sites.Any(s => s.Receiver == given || s.Arguments.Any(a => a == given || a.Elements.Contains(given)))
            && !method.Body.Steps.Any(s => s.Value == given);
        return new(locals, isReassigned, (method.Has(MethodTraits.Static) ? parameter : parameter + 1).ToString(CultureInfo.InvariantCulture));
    }

    public bool Are(ValueFact local) => _locals?.Contains(local.Text) == true;

    public bool IsReceiver(SiteFact site) => _isReassigned && site.Receiver.Kind == ValueKind.Unknown && (IsException(site.Target.Type) || site.Target is { Type: "System.Object", Name: "ToString" });

    public bool IsArgument(SiteFact site, int argument) =>
        _isReassigned && Values.Argument(site, argument).Kind == ValueKind.Unknown
        && (site.Kind == SiteKind.FieldWrite ? site.Target.Returns is { } held && IsException(held.Name) : DocIdParameters.Of(site.Target) is var types && argument < types.Count && IsException(types[argument])); // List<Exception>.Add(`0) takes one

    /// <summary>The step down itself: the parameter gets the cause of what it was.</summary>
    public bool IsStepDown(StepFact step) => _isReassigned && step.Kind == StepKind.ParameterWrite && step.Slot == _slot;

    private static bool IsException(string type) => type.EndsWith("Exception", StringComparison.Ordinal);
}
