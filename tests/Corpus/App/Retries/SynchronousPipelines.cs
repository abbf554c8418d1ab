using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Polly;

namespace Corpus.Retries.SynchronousPipelines;

// case: a synchronous pipeline around asynchronous work
public sealed class Prices(ResiliencePipeline pipeline, HttpClient http)
{
    public async Task<string> GetAsync() =>
        await pipeline.Execute(async () => await http.GetStringAsync("/prices")); // expect: IC1308

    // case: the same without a result
    public async Task WarmAsync()
    {
        await pipeline.Execute(async () => // expect: IC1308
        {
            await http.GetStringAsync("/warm");
        });
    }

    // look-alike: the asynchronous member waits
    public async Task<string> WaitAsync(CancellationToken token) =>
        await pipeline.ExecuteAsync(async t => await http.GetStringAsync("/prices", t), token);

    // look-alike: nothing is asynchronous
    public int Parse(string text) => pipeline.Execute(() => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}

public sealed class Db(DbContextOptions<Db> options) : DbContext(options);

// case: an execution strategy
public sealed class Saved(Db db)
{
    public async Task<int> SaveAsync()
    {
        var strategy = db.Database.CreateExecutionStrategy();
        return await strategy.Execute(async () => await db.SaveChangesAsync()); // expect: IC1308
    }

    // look-alike: the asynchronous one
    public async Task<int> WaitAsync(CancellationToken token)
    {
        var strategy = db.Database.CreateExecutionStrategy();
        return await strategy.ExecuteAsync(async t => await db.SaveChangesAsync(t), token);
    }
}
