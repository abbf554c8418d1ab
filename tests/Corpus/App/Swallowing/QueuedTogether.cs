using StackExchange.Redis;

namespace Corpus.Swallowing.QueuedTogether;

public sealed class Turnstiles(IDatabase redis)
{
    // look-alike: none of them is done before the transaction is, which is awaited and answers for both
    public async Task<bool> PassAsync(string gate)
    {
        var both = redis.CreateTransaction();
        _ = both.StringIncrementAsync("passed:" + gate);
        _ = both.StringSetAsync("last", gate);
        return await both.ExecuteAsync();
    }

    // look-alike: it is carried out by who has begun it
    public static void Note(ITransaction all, string gate) => _ = all.ListLeftPushAsync("gates", gate);

    // case: the same on the database itself
    public async Task PassAloneAsync(string gate)
    {
        _ = redis.StringIncrementAsync("passed:" + gate); // expect: IC2103
        await redis.StringSetAsync("last", gate);
    }

    // case: nobody carries it out
    public Task<bool> ForgetAsync(string gate)
    {
        var both = redis.CreateTransaction();
        _ = both.KeyDeleteAsync("passed:" + gate); // expect: IC2103
        return redis.KeyDeleteAsync("last");
    }

    // case: what carries it out is dropped in turn
    public async Task CloseAsync(string gate)
    {
        var both = redis.CreateTransaction();
        _ = both.KeyDeleteAsync("passed:" + gate);
        _ = both.ExecuteAsync(); // expect: IC2103
        await redis.KeyDeleteAsync("last");
    }

    // case: a batch only sends them
    public async Task OpenAsync(string gate)
    {
        var both = redis.CreateBatch();
        _ = both.StringSetAsync("passed:" + gate, "0"); // expect: IC2103
        both.Execute();
        await redis.KeyDeleteAsync("last");
    }
}
