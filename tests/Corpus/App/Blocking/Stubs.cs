using System.CodeDom.Compiler;
using Grpc.Core;

namespace Corpus.Blocking.Stubs;

public sealed class RatesClient : ClientBase<RatesClient>
{
    [GeneratedCode("grpc_csharp_plugin", null)]
    public int GetRate(string pair) => pair.Length;

    [GeneratedCode("grpc_csharp_plugin", null)]
    public AsyncUnaryCall<int> GetRateAsync(string pair) => new(Task.FromResult(pair.Length));

    [GeneratedCode("grpc_csharp_plugin", null)]
    public RatesClient WithHost(string host) => host.Length > 0 ? this : new();
}

public interface IRates
{
    int Rate(string pair);
}

// case: the synchronous member of a client that gRPC's tools have written
public sealed class Rates(RatesClient client) : IRates
{
    public int Rate(string pair) => client.GetRate(pair); // expect: IC3001
}

public sealed class Exchange(IRates rates)
{
    public async Task<int> ChangeAsync(string pair, int amount)
    {
        await Task.Yield();
        return amount * rates.Rate(pair);
    }
}

// look-alike: its asynchronous sibling, and what asks nobody
public sealed class AwaitedRates(RatesClient client)
{
    public async Task<int> ChangeAsync(string pair, int amount) => amount * await client.WithHost("rates").GetRateAsync(pair);
}
