using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules;

/// <summary>
/// Which parameter a test of a body is about. One that the body sets itself, as in <c>if (latest is null) latest = await LoadAsync();</c>, an async method keeps like a local, under its own name: up to where it is set it holds what was handed over.
/// </summary>
internal static class AskedParameters
{
    /// <param name="block">Where what was tested is made use of.</param>
    public static int? Of(MethodFact method, ValueFact tested, int block) =>
        tested.Kind == ValueKind.Parameter ? Values.Index(tested)
        : IsSetLater(method, tested, block) ? Position(method, tested)
        : null;

    /// <summary>Whether a value can be such a parameter.</summary>
    public static bool IsSet(MethodFact method, ValueFact tested) =>
        method.Has(MethodTraits.Async) && tested.Kind == ValueKind.Local && tested.Text.Length > 0 && (char.IsLetter(tested.Text[0]) || tested.Text[0] == '_');

    private static bool IsSetLater(MethodFact method, ValueFact tested, int block) =>
        IsSet(method, tested) && method.Body.Steps.Where(s => s.Slot == tested.Text && s.Kind != StepKind.Capture).All(s => s.Kind == StepKind.LocalWrite && s.Block != block && !Following.Leads(method.Body, s.Block, block));

    /// <summary>The only parameter of that type of which the body makes no use under its position.</summary>
    private static int? Position(MethodFact method, ValueFact tested)
    {
        if (method.Body.Locals.FirstOrDefault(l => l.Slot == tested.Text) is not { } local)
        {
            return null;
        }

        var used = new HashSet<ValueFact>(method.Sites.SelectMany(s => s.Arguments.Concat([s.Receiver])).Concat(method.Body.Steps.Select(s => s.Value)).Concat(method.Body.Blocks.Select(b => b.Tested)).SelectMany(v => v.Kind == ValueKind.Many ? v.Elements : [v]));
        var open = Enumerable.Range(0, method.Parameters.Count).Where(p => method.Parameters[p].Name == local.Type.Name && !used.Contains(new(ValueKind.Parameter, p.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ToList();
        return open.Count == 1 ? open[0] : null;
    }
}
