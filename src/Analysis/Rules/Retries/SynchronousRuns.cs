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

    /// <summary>
    /// The same for a call of a helper, of which its caller says what the type parameter stands for: <c>T Again&lt;T&gt;(Func&lt;T&gt; work) => policy.Execute(work)</c>, handed an asynchronous lambda. What the helper itself awaits it sees fail.
    /// </summary>
    public static bool HandTaskBack(Activation at, int index)
    {
        var site = at.Node.Method.Sites[index];
        if (site.Kind is not (SiteKind.Call or SiteKind.VirtualCall) || site.Target.Name.EndsWith("Async", StringComparison.Ordinal) || LocksHeld.IsAwaited(at.Node.Method, index)
            || site.Target.Returns is not { } returned || !Generics.IsParameter(returned) || Closed(site.Target, returned) is not { } shown)
        {
            return false;
        }

        shown = Generics.InWordsOf(at.Node.Method, shown);
        for (var call = at; Generics.IsParameter(shown) && call is { Call: { } made, Caller: { } caller }; call = caller)
        {
            shown = Generics.Close(shown, made.Target, caller.Node.Method);
        }

        return StaticTypes.IsAsynchronous(shown);
    }

    private static TypeName? Closed(MethodRef target, TypeName parameter)
    {
        var ofMethod = parameter.Name.StartsWith("``", StringComparison.Ordinal);
        var arguments = ofMethod ? target.MethodArguments : target.TypeArguments;
        return int.TryParse(parameter.Name.Substring(ofMethod ? 2 : 1), out var index) && index < arguments.Count ? arguments[index] : null;
    }
}
