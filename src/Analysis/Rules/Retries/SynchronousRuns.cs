using IntentContracts.Analysis.Facts;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Rules.Retries;

/// <summary>Synchronous members that run a delegate: <c>pipeline.Execute(async () => …)</c> binds to the one whose result is of any type, here a task.</summary>
internal static class SynchronousRuns
{
    /// <summary>Whether what the member hands back is the task that the delegate made: a result that is itself a type parameter.</summary>
    public static bool HandTaskBack(SiteFact site) =>
        site.Kind is SiteKind.Call or SiteKind.VirtualCall
        && !site.Target.Name.EndsWith("Async", StringComparison.Ordinal)
        && site.Target.Returns is { } returned
        && returned.Name.StartsWith("`", StringComparison.Ordinal)
        && StaticTypes.IsAsynchronous(Closed(site.Target, returned));

    private static TypeName? Closed(MethodRef target, TypeName parameter)
    {
        var ofMethod = parameter.Name.StartsWith("``", StringComparison.Ordinal);
        var arguments = ofMethod ? target.MethodArguments : target.TypeArguments;
        return int.TryParse(parameter.Name.Substring(ofMethod ? 2 : 1), out var index) && index < arguments.Count ? arguments[index] : null;
    }
}
