using Corpus.Library.Retries.Kilns;
using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Retry;

namespace Corpus.Retries.Kilns;

// case: a context that a library below has try again, in a registration that nobody here calls
public sealed class Firings(KilnDb db)
{
    private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(2);

    public Task<List<Firing>> AllAsync() => _policy.ExecuteAsync(() => db.Firings.ToListAsync()); // expect: IC1301
}

// look-alike: that registration says nothing of another context
public sealed class Glazes(GlazeDb db)
{
    private readonly AsyncRetryPolicy _policy = Policy.Handle<TimeoutException>().RetryAsync(2);

    public Task<List<Firing>> AllAsync() => _policy.ExecuteAsync(() => db.Firings.ToListAsync());
}
