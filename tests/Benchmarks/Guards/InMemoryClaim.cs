using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>
/// A claim in memory, for a key that nobody has used. What is written by hand keeps a key and a result: no lease, no fence, no comparison of arguments, no copy of the result, no retention.
/// </summary>
public partial class InMemoryClaim
{
    private const int Calls = 200;

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Raw()
    {
        var (target, sum) = (new Plain(), 0);
        for (var i = 1; i <= Calls; i++)
        {
            sum += target.PayAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int HandWritten()
    {
        var (target, sum) = (new Hand(), 0);
        for (var i = 1; i <= Calls; i++)
        {
            sum += target.PayAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Shell()
    {
        var (target, sum) = (new Guarded(new(new InMemoryIdempotencyStore())), 0);
        for (var i = 1; i <= Calls; i++)
        {
            sum += target.PayAsync(i).GetAwaiter().GetResult();
        }

        return sum;
    }

    public sealed class Plain
    {
        public Task<int> PayAsync(int order) => Answers.Of(order);
    }

    public sealed class Hand
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<int>>> _claims = new();

        public Task<int> PayAsync(int order) =>
            _claims.GetOrAdd(order.ToString(System.Globalization.CultureInfo.InvariantCulture), static (_, o) => new(() => Answers.Of(o)), order).Value;
    }

    public sealed partial class Guarded(IntentGuards guards)
    {
        [Idempotent(Key = "order", Scope = "\"bench\"")]
        public partial Task<int> PayAsync(int order);

        private Task<int> PayAsyncCore(int order) => Answers.Of(order);
    }
}
