using Corpus.Library.Retries;
using Refit;

namespace Corpus.Retries.SentKeys
{
    public sealed record Charge(decimal Amount);

    public interface ITill
    {
        [Post("/charges")]
        Task<string> ChargeAsync(Charge charge, [Header("Idempotency-Key")] string key, CancellationToken cancellationToken);

        [Post("/charges")]
        Task<string> TracedAsync(Charge charge, [Header("X-Trace")] string trace, CancellationToken cancellationToken);
    }

    public sealed class Deposits(ITill till)
    {
        // look-alike: the client sends the key that was made before
        public async Task<string> OnceAsync(Charge charge, Guid deposit, CancellationToken cancellationToken)
        {
            var key = "deposit-" + deposit.ToString("N");
            return await SharedPipelines.Reads.ExecuteAsync(async token => await till.ChargeAsync(charge, key, token), cancellationToken);
        }

        // case: each attempt has a key of its own
        public async Task<string> EachAsync(Charge charge, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await till.ChargeAsync(charge, Guid.NewGuid().ToString("N"), token), cancellationToken); // expect: IC1302

        // case: by another header nobody recognises anything
        public async Task<string> TracedAsync(Charge charge, string trace, CancellationToken cancellationToken) =>
            await SharedPipelines.Reads.ExecuteAsync(async token => await till.TracedAsync(charge, trace, token), cancellationToken); // expect: IC1302
    }
}
