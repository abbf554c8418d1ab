using BenchmarkDotNet.Attributes;

namespace IntentContracts.Benchmarks.Guards;

/// <summary>A guarded setter.</summary>
public partial class PropertySetter
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
            target.Limit = i;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int HandWritten()
    {
        var (target, sum) = (_hand, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.Limit = i;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Shell()
    {
        var (target, sum) = (_guarded, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.Limit = i;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int AspectInjector()
    {
        var (target, sum) = (_woven, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.Limit = i;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int DispatchProxy()
    {
        var (target, sum) = (_dispatched, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.Limit = i;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 1000)]
    public int Castle()
    {
        var (target, sum) = (_castle, 0);
        for (var i = 1; i <= 1000; i++)
        {
            target.Limit = i;
        }

        return sum;
    }

    public interface IContract
    {
        int Limit { get; set; }
    }

    public sealed class Plain : IContract
    {
        public int Limit { get; set; }
    }

    public sealed class Hand
    {
        private int _limit;

        public int Limit
        {
            get => _limit;
            set
            {
                if (value < 0)
                {
                    Refuse.Now("value >= 0");
                }

                _limit = value;
            }
        }
    }

    public sealed partial class Guarded
    {
        [Requires("value >= 0")]
        public partial int Limit { get; set; }

        private int LimitCore { get; set; }
    }

    public sealed class Woven : IIntercepted
    {
        Interception IIntercepted.Interception => Check.Instance;

        [Intercepted]
        public int Limit { get; set; }
    }

    private sealed class Check : Interception
    {
        public static readonly Check Instance = new();

        public override void Before(object self, object[] arguments)
        {
            if (arguments.Length == 1 && (int)arguments[0]! < 0)
            {
                Refuse.Now("value >= 0");
            }
        }
    }
}
