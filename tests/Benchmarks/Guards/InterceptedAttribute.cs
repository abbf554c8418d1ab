using AspectInjector.Broker;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>AspectInjector's interceptor, woven into the member at build time.</summary>
[Aspect(Scope.Global)]
[Injection(typeof(InterceptedAttribute))]
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class InterceptedAttribute : Attribute
{
    [Advice(Kind.Around, Targets = Target.Method | Target.Setter)]
    public object? Around(
        [Argument(Source.Instance)] object self, [Argument(Source.Arguments)] object[] arguments, [Argument(Source.Target)] Func<object[], object> target)
    {
        var interception = ((IIntercepted)self).Interception;
        if (interception.Waits)
        {
            return Wait(interception, self, arguments, target);
        }

        interception.Before(self, arguments);
        return interception.After(self, arguments, target(arguments));
    }

    private static object? Wait(Interception interception, object self, object[] arguments, Func<object[], object> target) =>
        interception.Around(self, arguments, () => target(arguments));
}
