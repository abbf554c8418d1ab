using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>Work that succeeds at once.</summary>
public partial class Retry
{
    private readonly Plain _raw = new();
    private readonly Hand _hand = new();
    private readonly Guarded _guarded = new();
    private readonly Woven _woven = new();
    private readonly IContract _dispatched = Proxies.Dispatch<IContract>(new Plain(), Check.Instance);
    private readonly IContract _castle = Proxies.Castle<IContract>(new Plain(), Check.Instance);

    [Benchmark(Baseline = true, OperationsPerInvoke = 1000)]
    public int Raw()
    {
        var (target, sum) = (_raw, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            sum += target.RunAsync(i, CancellationToken.None).GetAwaiter().GetResult();
        }

        return sum;
    }

    public interface IContract
    {
        Task<int> RunAsync(int order, CancellationToken cancellationToken);
    }

    public sealed class Plain : IContract
    {
        public Task<int> RunAsync(int order, CancellationToken cancellationToken) => Answers.Of(order);
    }

    public sealed class Hand
    {
        public Task<int> RunAsync(int order, CancellationToken cancellationToken) => HandWrittenRetry.RunAsync(order, static (o, t) => Answers.Of(o), cancellationToken);
    }

    public sealed partial class Guarded
    {
        [RetryPolicy(MaxAttempts = 3)]
        public partial Task<int> RunAsync(int order, CancellationToken cancellationToken);

        private Task<int> RunAsyncCore(int order, CancellationToken cancellationToken) => Answers.Of(order);
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        [Intercepted]
        public Task<int> RunAsync(int order, CancellationToken cancellationToken) => Answers.Of(order);
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override bool Waits => true;

        public override object? Around(object self, object[] arguments, Func<object?> proceed) =>
            HandWrittenRetry.RunAsync((int)arguments[0]!, (_, _) => (Task<int>)proceed()!, (CancellationToken)arguments[1]!);
    }
}
