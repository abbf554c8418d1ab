using Microsoft.Extensions.Options;

namespace IntentContracts.AspNetCore;

/// <summary>Refuses at start what would fail at the first request.</summary>
internal sealed class OptionsValidation : IValidateOptions<IntentContractsOptions>
{
    public ValidateOptionsResult Validate(string? name, IntentContractsOptions options)
    {
        var header = options.IdempotencyKey;
        var wrong = Wrong().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        IEnumerable<string> Wrong()
        {
            foreach (var mode in options.Modes.Values.Append(options.Mode).Where(mode => !Enum.IsDefined(mode)))
            {
                yield return $"IntentContracts: {mode} is no mode of a guard.";
            }

            if (options.SweepBatch <= 0)
            {
                yield return "IntentContracts: SweepBatch must be positive.";
            }

            if (!FieldName.IsValid(header.HeaderName))
            {
                yield return "IntentContracts: IdempotencyKey.HeaderName is no name of a header.";
            }

            if (header.MaxKeyLength <= 0 || header.MaxRequestBytes < 0 || header.Lease <= TimeSpan.Zero || header.Retention <= TimeSpan.Zero)
            {
                yield return "IntentContracts: IdempotencyKey needs a positive MaxKeyLength, Lease and Retention, and a MaxRequestBytes that is not negative.";
            }

            foreach (var never in header.ReplayedHeaders.Where(field => !FieldName.MayBeReplayed(field)))
            {
                yield return $"IntentContracts: the header '{never}' belongs to one response and cannot be replayed.";
            }
        }
    }
}
