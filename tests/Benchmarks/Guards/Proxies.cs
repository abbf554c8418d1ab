using System.Reflection;
using Castle.DynamicProxy;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>The two interceptors that are made at run time.</summary>
internal static class Proxies
{
    private static readonly ProxyGenerator Generator = new();

    public static T Castle<T>(T target, Interception interception)
        where T : class => Generator.CreateInterfaceProxyWithTarget(target, new CastleInterceptor(interception));

    public static T Dispatch<T>(T target, Interception interception)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Dispatcher>();
        ((Dispatcher)(object)proxy).Begin(target, interception);
        return proxy;
    }

    private sealed class CastleInterceptor(Interception interception) : IInterceptor
    {
        public void Intercept(IInvocation invocation)
        {
            if (interception.Waits)
            {
                Wait(invocation);
                return;
            }

            interception.Before(invocation.InvocationTarget!, invocation.Arguments!);
            invocation.Proceed();
            invocation.ReturnValue = interception.After(invocation.InvocationTarget!, invocation.Arguments!, invocation.ReturnValue);
        }

        private void Wait(IInvocation invocation)
        {
            var proceed = invocation.CaptureProceedInfo();
            invocation.ReturnValue = interception.Around(invocation.InvocationTarget!, invocation.Arguments!, () =>
            {
                proceed.Invoke();
                return invocation.ReturnValue;
            });
        }
    }
}

/// <summary>Public and not sealed, because the proxy derives from it.</summary>
public class Dispatcher : DispatchProxy
{
    private object _target = null!;
    private Interception _interception = null!;

    internal void Begin(object target, Interception interception) => (_target, _interception) = (target, interception);

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_interception.Waits)
        {
            return Wait(targetMethod!, args);
        }

        _interception.Before(_target, args!);
        return _interception.After(_target, args!, targetMethod!.Invoke(_target, args));
    }

    private object? Wait(MethodInfo method, object?[]? args) => _interception.Around(_target, args!, () => method.Invoke(_target, args));
}
