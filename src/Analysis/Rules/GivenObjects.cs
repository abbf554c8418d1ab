using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Flow;

namespace IntentContracts.Analysis.Rules;

/// <summary>Arguments that are there whenever their call is made: <c>Fill(next, last)</c> behind <c>last.Power</c>, which would have thrown otherwise.</summary>
internal static class GivenObjects
{
    public static bool AreThere(ControlFlow flow, int call, ValueFact argument) =>
        argument.Kind is ValueKind.Result or ValueKind.Parameter or ValueKind.Captured
        && Enumerable.Range(0, flow.Method.Sites.Count).Any(s => s != call && flow.Method.Sites[s] is var used
            && used.Receiver == argument
            && used.Kind is SiteKind.Call or SiteKind.VirtualCall or SiteKind.FieldRead or SiteKind.FieldWrite
            && used.Target.HasReceiver && !GivenTypes.IsValue(used.Target.Type)
            && used.Target.Name is not ("GetAwaiter" or "ConfigureAwait" or "AsTask")
            && flow.CompletesBefore(s, call));
}
